package dev.trunkline.lab.report;

/** Text of strangers made harmless for HTML, SVG and terminals. */
public final class Markup {

    private static final char REPLACEMENT = '\uFFFD';

    private Markup() {}

    /** Safe between tags and inside quoted attributes, and legal XML whatever it was. */
    public static String escaped(String text) {
        var safe = new StringBuilder(text.length() + 16);
        text.codePoints().map(Markup::legal).forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    /** On one line, and nothing that steers a terminal. */
    public static String printable(String text) {
        var safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> safe.appendCodePoint(steers(c) ? ' ' : c));
        return safe.toString();
    }

    private static boolean steers(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || isBreak(c);
    }

    private static boolean isBreak(int c) {
        return Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
    }

    // Overrides of the writing direction could make a line say something else than its text.
    private static int legal(int c) {
        if (c == '\n' || c == '\t') {
            return c;
        }
        boolean illegal = Character.isISOControl(c)
                || Character.getType(c) == Character.SURROGATE
                || (c & 0xFFFE) == 0xFFFE
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
        return illegal ? REPLACEMENT : c;
    }
}
