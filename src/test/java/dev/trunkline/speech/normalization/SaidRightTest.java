package dev.trunkline.speech.normalization;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written, and how it is said: {@code said.txt} beside this class. */
class SaidRightTest {

    private static final int LEAST_CASES = 250;
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final List<String> WORDS = List.of(
            "your", "account", "is", "open", "until", "then", "please", "call", "the", "order", "costs", "and", "at",
            "card", "number", "code", "we", "arrive", "from", "flight", "room", "Smith", "Monday", "Dr.", "approx.",
            "USB", "NASA");

    private record Case(String written, String said) {}

    @Test
    void everyLineOfTheTable() throws IOException {
        List<Case> cases = cases();

        assertThat(cases).hasSizeGreaterThanOrEqualTo(LEAST_CASES);
        assertThat(cases.stream().map(one -> new Case(one.written, said(one.written))))
                .containsExactlyElementsOf(cases);
    }

    @Test
    void whatWasReadOnceIsNotChangedByReadingItAgain() throws IOException {
        assertThat(cases()).allSatisfy(one -> assertThat(said(one.said)).isEqualTo(one.said));
    }

    @Test
    void noWordOrNumberOfTheTableVanishes() throws IOException {
        assertThat(cases().stream().flatMap(one -> vanished(one.written))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void noWordOrNumberOfGeneratedSentencesVanishes(long seed) {
        Random random = new Random(seed);
        List<String> sentences = new ArrayList<>();
        for (int sentence = 0; sentence < 50; sentence++) {
            List<String> tokens = new ArrayList<>();
            for (int i = 2 + random.nextInt(8); i > 0; i--) {
                tokens.add(token(random));
            }
            sentences.add(String.join(" ", tokens) + ".");
        }

        assertThat(sentences.stream().flatMap(SaidRightTest::vanished)).isEmpty();
    }

    /** The tokens without which nothing else is said, or counted as left out. */
    private static Stream<String> vanished(String written) {
        Reading whole = Reading.forEnglishVoice(written);
        String[] tokens = written.split(" ");
        return IntStream.range(0, tokens.length)
                .filter(i -> tokens[i].chars().anyMatch(Character::isLetterOrDigit))
                .filter(i -> !(" " + whole.text() + " ").contains(" " + tokens[i] + " "))
                .filter(i -> Reading.forEnglishVoice(without(tokens, i)).equals(whole))
                .mapToObj(i -> tokens[i] + " of " + written);
    }

    private static String without(String[] tokens, int one) {
        return IntStream.range(0, tokens.length)
                .filter(i -> i != one)
                .mapToObj(i -> tokens[i])
                .collect(Collectors.joining(" "));
    }

    private static String token(Random random) {
        return switch (random.nextInt(22)) {
            case 0 -> digits(random, 3) + "-" + digits(random, 3) + "-" + digits(random, 4);
            case 1 -> "+" + (1 + random.nextInt(400)) + " " + digits(random, 3) + " " + digits(random, 6);
            case 2 -> "(" + digits(random, 3) + ") " + digits(random, 7);
            case 3 -> digits(random, 1 + random.nextInt(16));
            case 4 -> letters(random, 1 + random.nextInt(3)) + digits(random, 1 + random.nextInt(5));
            case 5 -> letters(random, 2) + digits(random, 2) + "-" + digits(random, 2) + letters(random, 1);
            case 6 ->
                List.of("$", "\u20AC", "\u00A3", "US$", "CHF ").get(random.nextInt(5))
                        + random.nextInt(5_000)
                        + List.of("", ".50", ".05", "m", "k", "bn").get(random.nextInt(6));
            case 7 -> "\u00A3" + random.nextInt(9) + ".50-\u00A3" + random.nextInt(90);
            case 8 -> 2_000 + random.nextInt(90) + "-1" + random.nextInt(3) + "-2" + random.nextInt(9);
            case 9 -> (1 + random.nextInt(12)) + "/" + (1 + random.nextInt(28)) + "/20" + digits(random, 2);
            case 10 ->
                random.nextInt(24) + ":" + (10 + random.nextInt(50))
                        + List.of("", "am", " p.m.").get(random.nextInt(3));
            case 11 ->
                (1 + random.nextInt(40)) + List.of("st", "nd", "rd", "th").get(random.nextInt(4));
            case 12 ->
                "j" + WORDS.get(random.nextInt(14)) + random.nextInt(99) + "@mail" + random.nextInt(9) + ".co.uk";
            case 13 -> "www." + WORDS.get(random.nextInt(14)) + ".com/" + WORDS.get(random.nextInt(14));
            case 14 -> String.join("-", letters(random, 4).split(""));
            case 15 ->
                random.nextInt(100)
                        + List.of("%", "\u00B0C", "km", "kg", "GB", " mph", "x").get(random.nextInt(7));
            case 16 -> random.nextInt(9) + "." + digits(random, 1 + random.nextInt(4));
            case 17 -> (1 + random.nextInt(9)) + "-" + (10 + random.nextInt(9));
            case 18 -> letters(random, 2 + random.nextInt(4));
            default -> WORDS.get(random.nextInt(WORDS.size()));
        };
    }

    private static String digits(Random random, int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    private static String letters(Random random, int count) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return letters.toString();
    }

    private static String said(String written) {
        return Reading.forEnglishVoice(written).text();
    }

    private static List<Case> cases() throws IOException {
        try (InputStream table = Objects.requireNonNull(SaidRightTest.class.getResourceAsStream("said.txt"))) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("=="))
                    .map(line -> {
                        int at = line.lastIndexOf(" =>");
                        return new Case(
                                plain(line.substring(0, at)),
                                plain(line.substring(at + 3).strip()));
                    })
                    .toList();
        }
    }

    private static String plain(String inTable) {
        return inTable.replace("\\n", "\n");
    }
}
