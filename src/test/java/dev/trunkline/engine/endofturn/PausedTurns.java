package dev.trunkline.engine.endofturn;

import dev.trunkline.audio.MuLaw;
import dev.trunkline.speech.Speech;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Makes turns of the lines in {@code turns.txt}, with pauses that are drawn. */
public final class PausedTurns {

    private static final int HELD_OUT_EVERY = 3;
    private static final double TAKEN = 0.7; // of the places where a pause may fall
    private static final String QUESTION_WORDS = "(what|how|where|when|can|could|do|is|did) .*";
    private static final double SILENT_BELOW = 0.006; // of the loudest: 44 dB
    private static final int RATE_HZ = 8_000;

    private PausedTurns() {}

    /** A line. */
    record Line(String question, List<String> parts, List<Character> marks, boolean heldOut) {}

    static List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (String line : lines("turns.txt")) {
            String[] sides = line.split("\\|", -1);
            String[] parts = sides[1].strip().split("\\s*[/&#;]\\s*", -1);
            List<Character> marks = sides[1].chars()
                    .filter(mark -> "/&#;".indexOf(mark) >= 0)
                    .mapToObj(mark -> (char) mark)
                    .toList();
            lines.add(new Line(
                    sides[0].strip(), List.of(parts), marks, lines.size() % HELD_OUT_EVERY == HELD_OUT_EVERY - 1));
        }
        return lines;
    }

    /**
     * Every line once, said by {@code speaker}.
     *
     * @param paused whether to pause at some of the marks, at one at least, or nowhere; lines without marks never pause
     */
    public static List<PausedTurn> said(Speaker speaker, boolean paused, long seed) {
        Random random = new Random(seed);
        return lines().stream().map(line -> turn(line, speaker, paused, random)).toList();
    }

    private static PausedTurn turn(Line line, Speaker speaker, boolean paused, Random random) {
        boolean[] taken = new boolean[line.marks.size()];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = paused && random.nextDouble() < TAKEN;
        }
        if (paused && taken.length > 0 && !contains(taken)) {
            taken[random.nextInt(taken.length)] = true;
        }
        List<PausedTurn.Part> parts = new ArrayList<>();
        StringBuilder words = new StringBuilder(line.parts.get(0));
        int pauseMillis = 0;
        for (int i = 0; i < taken.length; i++) {
            if (taken[i]) {
                parts.add(part(words.toString(), pauseMillis, speaker, false));
                pauseMillis = PauseDistribution.of(line.marks.get(i)).draw(random);
                words.setLength(0);
            } else {
                words.append(' ');
            }
            words.append(line.parts.get(i + 1));
        }
        parts.add(part(words.toString(), pauseMillis, speaker, true));
        return new PausedTurn(line.question, parts, line.heldOut);
    }

    private static boolean contains(boolean[] taken) {
        for (boolean each : taken) {
            if (each) {
                return true;
            }
        }
        return false;
    }

    private static PausedTurn.Part part(String words, int pauseMillis, Speaker speaker, boolean last) {
        return new PausedTurn.Part(words, pauseMillis, trimmed(speaker.say(words, last)));
    }

    /** As a voice needs it written. */
    public static String written(String words, boolean last) {
        return words + (!last ? "," : words.matches(QUESTION_WORDS) ? "?" : ".");
    }

    /** At 8 kHz, without the silence at both ends. */
    static Speech trimmed(Speech speech) {
        short[] samples = speech.at(RATE_HZ).samples();
        int peak = 0;
        for (short sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        int threshold = (int) Math.max(20, SILENT_BELOW * peak);
        int from = 0;
        int to = samples.length;
        while (from < to && Math.abs(samples[from]) < threshold) {
            from++;
        }
        while (to > from && Math.abs(samples[to - 1]) < threshold) {
            to--;
        }
        return new Speech(Arrays.copyOfRange(samples, from, to), RATE_HZ);
    }

    /** What the telephone makes of it. */
    static short throughMuLaw(int sample) {
        return MuLaw.decode(MuLaw.encode((short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sample))));
    }

    /** What is in a file beside this class, without its comments. */
    static List<String> lines(String file) {
        try (InputStream in = Objects.requireNonNull(PausedTurns.class.getResourceAsStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
