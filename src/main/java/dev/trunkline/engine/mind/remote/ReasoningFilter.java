package dev.trunkline.engine.mind.remote;

/**
 * Drops {@code <think>...</think>} at the beginning of an answer: some local servers send a model's reasoning as content.
 * Not thread-safe.
 */
final class ReasoningFilter {

    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    private final StringBuilder held = new StringBuilder();
    private State state = State.BEGINNING;

    private enum State {
        BEGINNING,
        REASONING,
        SPEAKING
    }

    /** What of {@code text}, and of what was held back, is meant for the caller. */
    String pass(String text) {
        if (state == State.SPEAKING) {
            return text;
        }
        held.append(text);
        if (state == State.BEGINNING) {
            String begun = held.toString().stripLeading();
            if (OPEN.startsWith(begun)) {
                return "";
            }
            state = begun.startsWith(OPEN) ? State.REASONING : State.SPEAKING;
        }
        return state == State.REASONING ? afterReasoning() : release();
    }

    /** What was held back at the end of the answer. */
    String end() {
        return state == State.BEGINNING ? release() : "";
    }

    private String afterReasoning() {
        int close = held.indexOf(CLOSE);
        if (close < 0) {
            // Only as much as may be the beginning of the end.
            held.delete(0, Math.max(0, held.length() - CLOSE.length()));
            return "";
        }
        held.delete(0, close + CLOSE.length());
        state = State.SPEAKING;
        return release();
    }

    private String release() {
        String all = held.toString();
        held.setLength(0);
        return all;
    }
}
