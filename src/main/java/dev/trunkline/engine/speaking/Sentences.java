package dev.trunkline.engine.speaking;

import java.util.List;
import java.util.regex.Pattern;

/** Cuts text where a speaker would take breath: one {@code assistant_message} is one sentence. */
public final class Sentences {

    private static final Pattern END = Pattern.compile("(?<=[.!?])\\s+(?=\\S)");

    private Sentences() {}

    public static List<String> split(String text) {
        return text.isBlank() ? List.of() : List.of(END.split(text.trim()));
    }
}
