package dev.trunkline.engine.endofturn;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.Telephone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Turns made of recorded speech: the prompts of Asterisk, cut where their speaker pauses herself, with pauses that are drawn in
 * place of hers, and numbers put together of recorded digits. What is said in prompts is not known here.
 */
public final class RecordedPrompts {

    private static final int FRAME = 80; // 10 ms
    private static final int PAUSE_FRAMES = 14; // less is a stop consonant
    private static final int LEAST_MILLIS = 900;
    private static final int MOST_MILLIS = 9_000;
    private static final int LEAST_PART_FRAMES = 25;
    private static final int BREATH_FRAMES = 15;
    private static final int DIGIT_GAP_FRAMES = 5;
    private static final double SILENT = 0.015; // of the loudest frame
    private static final String[] DIGITS = {
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"
    };
    private static final List<String> ASKED_FOR_NUMBERS = List.of(
            "What is your account number?",
            "Please tell me your eight digit customer number.",
            "What is your phone number?");

    private RecordedPrompts() {}

    /** Whether they are installed. */
    public static boolean arePresent() {
        return Files.isDirectory(Telephone.RECORDED_PROMPTS);
    }

    /**
     * Prompts in which she pauses at places of a kind, each with a drawn pause there; at others she hardly pauses.
     *
     * @param place SENTENCE or COMPLETE
     */
    public static List<PausedTurn> paused(PauseDistribution place, long seed) {
        Random random = new Random(seed);
        List<PausedTurn> turns = new ArrayList<>();
        for (String line : PausedTurns.lines("prompts.txt")) {
            String[] fields = line.split(" ", -1);
            List<PausedTurn.Part> parts = cut(trimmed(fields[0]), fields[1], place, random);
            if (parts.size() > 1) {
                turns.add(turn(parts, turns.size()));
            }
        }
        return turns;
    }

    /** Prompts of one to nine seconds in which she does not pause. */
    public static List<PausedTurn> whole() {
        List<String> paused = PausedTurns.lines("prompts.txt").stream()
                .map(line -> line.split(" ", -1)[0])
                .toList();
        List<PausedTurn> turns = new ArrayList<>();
        for (String name : names()) {
            Speech whole = trimmed(name);
            if (!paused.contains(name)
                    && whole.durationMillis() >= LEAST_MILLIS
                    && whole.durationMillis() <= MOST_MILLIS) {
                turns.add(turn(List.of(new PausedTurn.Part("", 0, whole)), turns.size()));
            }
        }
        return turns;
    }

    private static PausedTurn turn(List<PausedTurn.Part> parts, int index) {
        return new PausedTurn("How can I help you?", parts, index % 3 == 2);
    }

    private static Speech trimmed(String name) {
        return PausedTurns.trimmed(Telephone.hearPrompt(name));
    }

    /** So many numbers of 6 to 10 digits, read out in groups of two to four; digits within a group follow each other closely. */
    public static List<PausedTurn> numbers(int count, boolean paused, long seed) {
        Random random = new Random(seed);
        List<PausedTurn> turns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int kind = random.nextInt(ASKED_FOR_NUMBERS.size());
            int left = kind == 1 ? 8 : kind == 2 ? 10 : 6 + random.nextInt(3);
            List<PausedTurn.Part> parts = new ArrayList<>();
            while (left > 0) {
                int group = paused ? Math.min(left, 2 + random.nextInt(3)) : left;
                int pause = parts.isEmpty() ? 0 : PauseDistribution.DIGITS.draw(random);
                parts.add(group(random.ints(group, 0, 10).toArray(), pause));
                left -= group;
            }
            turns.add(new PausedTurn(ASKED_FOR_NUMBERS.get(kind), parts, i % 3 == 2));
        }
        return turns;
    }

    private static PausedTurn.Part group(int[] digits, int pauseMillis) {
        StringBuilder words = new StringBuilder();
        Speech sound = new Speech(new short[0], 8_000);
        for (int digit : digits) {
            words.append(' ').append(DIGITS[digit]);
            sound = joined(sound, trimmed("digits/" + digit), DIGIT_GAP_FRAMES);
        }
        return new PausedTurn.Part(words.toString().strip(), pauseMillis, sound);
    }

    private static List<PausedTurn.Part> cut(Speech whole, String marks, PauseDistribution place, Random random) {
        List<Speech> pieces = pieces(whole.samples());
        if (pieces.size() != marks.length() + 1) {
            throw new IllegalStateException("other recordings than those that were marked: " + marks);
        }
        List<PausedTurn.Part> parts = new ArrayList<>();
        Speech part = pieces.get(0);
        int pauseMillis = 0;
        for (int i = 1; i < pieces.size(); i++) {
            if (PauseDistribution.of(marks.charAt(i - 1)) == place) {
                parts.add(new PausedTurn.Part("", pauseMillis, part));
                pauseMillis = place.draw(random);
                part = pieces.get(i);
            } else {
                part = joined(part, pieces.get(i), BREATH_FRAMES);
            }
        }
        parts.add(new PausedTurn.Part("", pauseMillis, part));
        return parts;
    }

    private static Speech joined(Speech first, Speech second, int gapFrames) {
        int at = first.samples().length == 0 ? 0 : first.samples().length + gapFrames * FRAME;
        short[] both = Arrays.copyOf(first.samples(), at + second.samples().length);
        System.arraycopy(second.samples(), 0, both, at, second.samples().length);
        return new Speech(both, 8_000);
    }

    private static List<Speech> pieces(short[] samples) {
        int frames = samples.length / FRAME;
        double[] level = new double[frames];
        for (int i = 0; i < frames * FRAME; i++) {
            level[i / FRAME] += Math.abs(samples[i]);
        }
        double threshold = SILENT * Arrays.stream(level).max().orElse(0);
        List<Speech> pieces = new ArrayList<>();
        int from = 0;
        int silentFrom = -1;
        for (int frame = 0; frame < frames; frame++) {
            if (level[frame] < threshold) {
                silentFrom = silentFrom < 0 ? frame : silentFrom;
            } else {
                boolean isPause = silentFrom >= 0 && frame - silentFrom >= PAUSE_FRAMES;
                if (isPause && silentFrom - from >= LEAST_PART_FRAMES && frames - frame >= LEAST_PART_FRAMES) {
                    pieces.add(piece(samples, from, silentFrom));
                    from = frame;
                }
                silentFrom = -1;
            }
        }
        pieces.add(piece(samples, from, frames));
        return pieces;
    }

    private static Speech piece(short[] samples, int from, int to) {
        return PausedTurns.trimmed(new Speech(Arrays.copyOfRange(samples, from * FRAME, to * FRAME), 8_000));
    }

    private static List<String> names() {
        try (Stream<Path> files = Files.list(Telephone.RECORDED_PROMPTS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".wav") && !file.matches(".*(tone|beep|monkeys|weasels).*"))
                    .map(file -> file.replace(".wav", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
