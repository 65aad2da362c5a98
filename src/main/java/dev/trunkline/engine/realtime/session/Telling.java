package dev.trunkline.engine.realtime.session;

import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.ChatMessage.ToolUse;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.realtime.wire.ConversationItem;
import dev.trunkline.engine.realtime.wire.ConversationItem.FunctionCall;
import dev.trunkline.engine.realtime.wire.ConversationItem.FunctionCallOutput;
import dev.trunkline.engine.realtime.wire.ConversationItem.Message;
import dev.trunkline.engine.realtime.wire.SessionConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a mind is told of items: the words, what the client wants known, and, by what came last, why it is asked. Not thread-safe. */
final class Telling {

    private final List<ChatMessage> messages = new ArrayList<>();
    private final List<String> contexts = new ArrayList<>();
    private final Map<String, FunctionCall> calls = new HashMap<>();
    private final String newestId;
    private @Nullable ItemEntry last; // of those that somebody said or did

    Telling(List<ItemEntry> entries) {
        List<ItemEntry> ordered = inOrderOfThought(entries);
        newestId =
                ordered.isEmpty() ? "" : ordered.get(ordered.size() - 1).item().id();
        ordered.forEach(this::tell);
    }

    /** What was said while the agent was about to answer something earlier comes behind that answer, or it would count as answered. */
    private static List<ItemEntry> inOrderOfThought(List<ItemEntry> entries) {
        List<ItemEntry> ordered = new ArrayList<>(entries.size());
        for (ItemEntry entry : entries) {
            String behindId = entry.behindId();
            ordered.add(behindId == null ? ordered.size() : placeBehind(behindId, ordered), entry);
        }
        return ordered;
    }

    private static int placeBehind(String id, List<ItemEntry> entries) {
        for (int at = entries.size(); at > 0; at--) {
            ItemEntry before = entries.get(at - 1);
            if (before.item().id().equals(id) || id.equals(before.behindId())) {
                return at;
            }
        }
        return id.isEmpty() ? 0 : entries.size(); // it is gone
    }

    /** The id of the one that it is told last, which is not always the last of the conversation; empty for none. */
    String newestId() {
        return newestId;
    }

    /**
     * The mind's whole question.
     *
     * @param trigger why it is asked
     */
    DialogRequest request(SessionConfig config, Trigger trigger, DialogRequest.Model model) {
        return new DialogRequest(
                config.instructions(),
                messages,
                contexts,
                "",
                config.tools().offered(),
                List.of(),
                trigger,
                model,
                Map.of());
    }

    /**
     * Why a mind is asked that is not told.
     *
     * @param greeting what a conversation begins with, for a mind that has no words of its own
     * @param interrupting whether the agent was cut off
     */
    Trigger trigger(String greeting, boolean interrupting) {
        if (last == null) {
            return new Trigger.Begun(greeting);
        }
        ConversationItem item = last.item();
        if (item instanceof FunctionCallOutput output) {
            FunctionCall call = calls.get(output.callId());
            return new Trigger.ToolSucceeded(call == null ? "" : call.name(), output.output());
        }
        if (item instanceof Message message && message.role() == ConversationItem.Role.USER) {
            String words = message.words();
            return new Trigger.CallerSpoke(words, !words.isEmpty(), interrupting);
        }
        return new Trigger.Resumed(); // the agent spoke last, and is to speak again
    }

    private static boolean isCallers(ConversationItem item) {
        return item instanceof Message message && message.role() == ConversationItem.Role.USER;
    }

    private static boolean isNothing(ConversationItem item) {
        return isCallers(item) && ((Message) item).words().isEmpty();
    }

    private void tell(ItemEntry entry) {
        ConversationItem item = entry.item();
        if (item instanceof Message message && message.role() == ConversationItem.Role.SYSTEM) {
            contexts.add(message.words());
            return;
        }
        if (!isNothing(item) || last == null || isNothing(last.item()) || !isCallers(last.item())) {
            last = entry; // a cough behind a question is no other question
        }
        if (item instanceof Message message) {
            messages.add(said(message, entry));
        } else if (item instanceof FunctionCall call) {
            calls.put(call.callId(), call);
            messages.add(ChatMessage.call(use(call)));
        } else if (item instanceof FunctionCallOutput output) {
            FunctionCall call = calls.get(output.callId());
            ToolUse use = call == null ? new ToolUse(output.callId(), "", "{}") : use(call);
            messages.add(ChatMessage.answer(use, output.output()));
        }
    }

    private static ChatMessage said(Message message, ItemEntry entry) {
        ChatMessage.Role role =
                message.role() == ConversationItem.Role.USER ? ChatMessage.Role.CALLER : ChatMessage.Role.AGENT;
        ChatMessage said = ChatMessage.of(role, message.words()).sounding(entry.scores(), 0, 0);
        return entry.isCutOff() ? said.interrupted() : said;
    }

    private static ToolUse use(FunctionCall call) {
        return new ToolUse(call.callId(), call.name(), call.arguments());
    }
}
