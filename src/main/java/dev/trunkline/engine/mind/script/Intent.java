package dev.trunkline.engine.mind.script;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something callers want, and what the agent says and does about it. Immutable.
 *
 * @param title how a question back names it, such as "your opening hours"
 * @param says sentences; may be empty. A sentence may have several wordings, with {@code |} between them
 * @param alone sentences where nobody else can be reached; empty for the same
 * @param form what must be known before
 */
record Intent(String name, String title, Cues cues, List<String> says, List<String> alone, Outcome outcome, Form form) {

    /** What follows an intent's words. */
    enum Action {
        NOTHING,
        TRANSFER,
        HANG_UP,
        REPEAT,
        ACCEPT,
        DECLINE,
        FORGET
    }

    /**
     * By what it is known: word for word in lower case without punctuation, or by meaning.
     *
     * @param hears phrases that the grammar of Sphinx has
     * @param phrases others that are enough wherever they stand
     * @param examples sentences that mean it
     * @param always phrases that win over other intents
     * @param first whether the phrases count only at the beginning of what was said
     * @param after the intents it may follow; empty for any
     */
    record Cues(
            List<String> hears,
            List<String> phrases,
            List<String> examples,
            List<String> always,
            boolean first,
            List<String> after) {

        /** All that are compared word for word. */
        List<String> words() {
            return Stream.of(hears, phrases, always).flatMap(List::stream).toList();
        }

        /** All that are compared by meaning. */
        List<String> sentences() {
            return Stream.of(hears, examples).flatMap(List::stream).distinct().toList();
        }

        /** Whether it is a way out that stands in {@code plain}. */
        boolean isAlwaysIn(String plain) {
            return always.stream().anyMatch(phrase -> PlainWords.contains(plain, phrase));
        }

        boolean mayFollow(@Nullable String last) {
            return after.isEmpty() || (last != null && after.contains(last));
        }
    }

    /**
     * What follows an intent's sentences.
     *
     * @param to the destination of a transfer, or null for whom the conversation suggests
     * @param desk the destination that knows most about it, or null
     * @param acknowledges whether it answers an interruption with a word first
     * @param everyday whether every script has it
     */
    record Outcome(
            Action action, @Nullable String to, @Nullable String desk, boolean acknowledges, boolean everyday) {}

    /** What is said where nobody else can be reached. */
    List<String> saysAlone() {
        return alone.isEmpty() ? says : alone;
    }

    /** Whether it ends the conversation with the agent. */
    boolean isWayOut() {
        return outcome.action() == Action.TRANSFER || outcome.action() == Action.HANG_UP;
    }

    /** Every sentence that an answer about it may begin with. */
    List<String> openings() {
        List<String> openings = new ArrayList<>();
        for (List<String> sentences : List.of(says, saysAlone())) {
            sentences.stream()
                    .limit(1)
                    .flatMap(first -> Wording.of(first).stream())
                    .forEach(openings::add);
        }
        form.slots().stream()
                .limit(1)
                .flatMap(slot -> Wording.of(slot.asks().get(0)).stream())
                .forEach(openings::add);
        return openings;
    }
}
