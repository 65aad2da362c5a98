package dev.trunkline.outbound.answer;

import java.util.regex.Pattern;

/** Words that nobody says who answers himself. */
public final class MachinePhrases {

    private static final Pattern WORDS = Pattern.compile(
            "(?i)\\b(leave (me |us )?(a|your) (short |brief |detailed )?(message|name)|(after|at) the (tone|beep|signal)|voice ?mail"
                    + "|mail ?box|record your message|(not|un)( |)available|(can't|can ?not|unable to) (come to|answer|take)"
                    + "|forwarded to|please hold the line|press (one|two|1|2) (for|to))\\b");

    private MachinePhrases() {}

    /** Whether there are some in what a recognizer understood. */
    public static boolean areIn(String words) {
        return WORDS.matcher(words).find();
    }
}
