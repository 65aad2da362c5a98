package dev.trunkline.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.regex.Pattern;

/** Prints a call as it happens, one line per fact: when, who, what. Thread-safe. */
public final class ConsoleTranscript {

    private static final Pattern STEERS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private final PrintStream out;

    public ConsoleTranscript(PrintStream out) {
        this.out = out;
    }

    /** Words of a far end on one line, and nothing in them that steers the terminal. */
    public static String harmless(String words) {
        return STEERS.matcher(words).replaceAll(" ");
    }

    /**
     * One fact.
     *
     * @param atMillis since the start of the call
     * @param who "caller", "agent", "tool"... up to eight letters line up
     * @param text printed on one line; control characters, which could steer the terminal, become spaces
     */
    public void line(long atMillis, String who, String text) {
        String fact = harmless(text).strip();
        out.println(String.format(Locale.ROOT, "%7.2fs  %-8s %s", atMillis / 1000.0, harmless(who), fact)
                .stripTrailing());
    }
}
