package dev.trunkline.app;

/**
 * What {@link Doctor} found out about one thing. Immutable; holds no secret.
 *
 * @param what it is
 * @param detail what was seen and, where it is not well, what to do
 */
public record Finding(String what, Verdict verdict, String detail) {

    /** How it is. */
    public enum Verdict {
        OK("ok"),
        NOT_OK("NOT OK"),
        /** Nothing of it is configured. */
        ABSENT("-");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        /** As a table shows it. */
        public String word() {
            return word;
        }
    }

    /** It is well. */
    public static Finding ok(String what, String detail) {
        return new Finding(what, Verdict.OK, detail);
    }

    /** It is not; {@code detail} says what to do. */
    public static Finding notOk(String what, String detail) {
        return new Finding(what, Verdict.NOT_OK, detail);
    }

    /** There is none. */
    public static Finding absent(String what, String detail) {
        return new Finding(what, Verdict.ABSENT, detail);
    }
}
