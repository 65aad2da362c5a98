package dev.trunkline.speech.tts;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.Voice;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says clause by clause what a voice cannot say at once. */
final class InParts {

    private static final Pattern BETWEEN_CLAUSES = Pattern.compile("(?<=[,;:.!?])\\s+");
    private static final Pattern BEFORE_JOINTS =
            Pattern.compile("\\s+(?=(?:and|or|but|because|that|which|if|so|for|to)\\s)");

    private InParts() {}

    /**
     * The clauses one after the other, in the same voice; each has its own pauses around it.
     *
     * @return null when it has no parts, or one of them cannot be said either
     * @throws RuntimeException when the voice was stopped meanwhile
     */
    static @Nullable Speech say(Voice voice, String text) {
        List<String> clauses = clauses(text);
        if (clauses.size() < 2) {
            return null;
        }
        try {
            return joined(clauses.stream().map(voice::say).toList(), voice.sampleRateHz());
        } catch (RuntimeException e) {
            if (Stopped.isBehind(e)) {
                throw e;
            }
            return null;
        }
    }

    private static List<String> clauses(String text) {
        List<String> clauses = split(BETWEEN_CLAUSES, text);
        return clauses.size() > 1 ? clauses : split(BEFORE_JOINTS, text);
    }

    private static List<String> split(Pattern where, String text) {
        return where.splitAsStream(text.strip())
                .filter(part -> part.codePoints().anyMatch(Character::isLetterOrDigit))
                .collect(Collectors.toUnmodifiableList());
    }

    private static Speech joined(List<Speech> parts, int sampleRateHz) {
        short[] whole = new short[0];
        for (Speech part : parts) {
            int end = whole.length;
            whole = Arrays.copyOf(whole, end + part.samples().length);
            System.arraycopy(part.samples(), 0, whole, end, part.samples().length);
        }
        return new Speech(whole, sampleRateHz);
    }
}
