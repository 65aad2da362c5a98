package dev.trunkline.config;

/** What people wrote, fit for a line of ours: one line, not too long, nothing that steers a terminal. Thread-safe. */
final class Shown {

    private static final int MOST = 80;

    private Shown() {}

    static String text(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(MOST).forEach(each -> {
            int type = Character.getType(each);
            boolean isInvisible = Character.isISOControl(each)
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.SURROGATE;
            shown.appendCodePoint(isInvisible ? '?' : each);
        });
        return text.codePointCount(0, text.length()) > MOST ? shown + "..." : shown.toString();
    }

    static String quoted(String text) {
        return "\"" + text(text) + "\"";
    }
}
