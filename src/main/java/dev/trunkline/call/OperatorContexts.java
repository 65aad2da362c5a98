package dev.trunkline.call;

import dev.trunkline.ai.AiLeg;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What operators have told the agent: every leg is told what lasts, and the next one what came while there was none. Of both the newest
 * count. Confined to the call's loop.
 */
final class OperatorContexts {

    private static final int MOST_TOLD = 32;

    private final Deque<String> lasting = new ArrayDeque<>();
    private final Deque<String> waiting = new ArrayDeque<>();

    /**
     * Tells the agent this.
     *
     * @param ai null when there is none now
     * @param persistent whether it lasts
     */
    void tell(@Nullable AiLeg ai, String text, boolean persistent) {
        if (persistent) {
            add(lasting, text);
        } else if (ai == null) {
            add(waiting, text);
        }
        if (ai != null) {
            ai.context(persistent ? String.join("\n", lasting) : text, persistent);
            ai.flush();
        }
    }

    private static void add(Deque<String> texts, String text) {
        texts.addLast(text);
        if (texts.size() > MOST_TOLD) {
            texts.removeFirst();
        }
    }

    /** Another leg is there. Returns whether it was told something, which is to be flushed. */
    boolean onLeg(AiLeg leg) {
        boolean isTold = !lasting.isEmpty() || !waiting.isEmpty();
        if (!lasting.isEmpty()) {
            leg.context(String.join("\n", lasting), true);
        }
        if (!waiting.isEmpty()) {
            leg.context(String.join("\n", waiting), false);
            waiting.clear();
        }
        return isTold;
    }
}
