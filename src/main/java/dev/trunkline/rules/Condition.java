package dev.trunkline.rules;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Something that holds in a call or not, at a moment at which something happened. Immutable. */
public sealed interface Condition {

    /** Whether it can begin to hold at such a moment. */
    boolean concerns(Moment moment);

    /** What has just happened. */
    enum Moment {
        /** The caller has said something, to its end. */
        TURN,
        /** A tool of the agent's has failed. */
        TOOL,
        /** Nobody has said anything for a while. */
        SILENCE
    }

    /**
     * The caller sounds like this, on the average of his last turns.
     *
     * @param expression its name, however it is written
     * @param above the average is more than this, 0..1
     * @param turns how many of them; with fewer it does not hold yet
     */
    record Sounds(String expression, double above, int turns) implements Condition {

        private static final Pattern NO_LETTER = Pattern.compile("[^a-z]+");

        public Sounds {
            expression = plain(expression);
        }

        /** The letters of a name: those who measure write it differently. */
        public static String plain(String name) {
            return NO_LETTER.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
        }

        @Override
        public boolean concerns(Moment moment) {
            return moment == Moment.TURN;
        }
    }

    /**
     * In his last turn the caller said one of these.
     *
     * @param phrases words in their order; case and punctuation mean nothing
     */
    record Says(List<String> phrases) implements Condition {

        private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}']+");

        public Says {
            phrases = phrases.stream().map(Says::plain).toList();
        }

        /** The words with one space around each. */
        static String plain(String text) {
            return " "
                    + NO_WORD.matcher(text.toLowerCase(Locale.ROOT))
                            .replaceAll(" ")
                            .strip() + " ";
        }

        boolean isSaidIn(String text) {
            String words = plain(text);
            return phrases.stream().anyMatch(words::contains);
        }

        @Override
        public boolean concerns(Moment moment) {
            return moment == Moment.TURN;
        }
    }

    /** Nobody has said anything for so long. */
    record Silent(long nanos) implements Condition {

        @Override
        public boolean concerns(Moment moment) {
            return moment == Moment.SILENCE;
        }
    }

    /**
     * A tool has failed so often in this call.
     *
     * @param tool its name, or {@link #ANY}
     */
    record ToolFails(String tool, int times) implements Condition {

        /** Whichever it is; each counts. */
        public static final String ANY = "*";

        boolean isOf(String name) {
            return tool.equals(ANY) || tool.equals(name);
        }

        @Override
        public boolean concerns(Moment moment) {
            return moment == Moment.TOOL;
        }
    }
}
