package dev.trunkline.telemetry;

import java.util.HexFormat;

/**
 * Text of strangers as it may stand in a log: printable ASCII, everything else escaped as in JSON, and not longer than it may
 * be. What steers a terminal, breaks a line, turns the direction of writing, cannot be seen or only looks like something else
 * is a number here. Thread-safe.
 */
final class LogEscaping {

    private static final HexFormat HEX = HexFormat.of();

    private LogEscaping() {}

    /**
     * Appends a text; a quotation mark in it always follows a backslash.
     *
     * @param maxCharacters of the text that are shown; how many more there were is said instead of them
     */
    static void append(StringBuilder line, String text, int maxCharacters) {
        int shown = Math.min(text.length(), maxCharacters);
        for (int i = 0; i < shown; i++) {
            escape(line, text.charAt(i));
        }
        if (shown < text.length()) {
            line.append("... (").append(text.length() - shown).append(" more)");
        }
    }

    private static void escape(StringBuilder line, char c) {
        switch (c) {
            case '"' -> line.append("\\\"");
            case '\\' -> line.append("\\\\");
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                if (c >= ' ' && c <= '~') {
                    line.append(c);
                } else {
                    line.append("\\u").append(HEX.toHexDigits((short) c));
                }
            }
        }
    }
}
