package dev.trunkline.lab.farend;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Which of a script's faults strike one chat: drawn anew for each, and always the same. Confined to the chat's loop. */
final class ChatFaults {

    private final List<ChatFault> struck = new ArrayList<>();
    private int messages;

    /** @param chat counted in the order in which they came */
    ChatFaults(FarEndScript script, int chat) {
        for (int i = 0; i < script.faults().size(); i++) {
            ChatFault fault = script.faults().get(i);
            // A source for each, so that one fault's luck is none of another's.
            SplittableRandom random = new SplittableRandom(script.seed() * 1_000_003 + chat * 10_007L + i);
            if (random.nextDouble() < fault.chance()) {
                struck.add(fault);
            }
        }
    }

    /** The first of a kind; null when there is none. */
    @Nullable
    ChatFault find(ChatFault.Kind kind) {
        return struck.stream().filter(fault -> fault.kind() == kind).findFirst().orElse(null);
    }

    boolean has(ChatFault.Kind kind) {
        return find(kind) != null;
    }

    /** What strikes as the chat opens. */
    List<ChatFault> onOpen() {
        return due(0);
    }

    /** What strikes with the client's next message. */
    List<ChatFault> onMessage() {
        return struck.isEmpty() ? List.of() : due(++messages);
    }

    private List<ChatFault> due(int at) {
        return struck.stream().filter(fault -> fault.afterMessages() == at).toList();
    }
}
