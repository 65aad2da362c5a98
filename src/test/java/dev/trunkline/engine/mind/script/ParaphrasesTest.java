package dev.trunkline.engine.mind.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.mind.meaning.MiniLmEncoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What callers might say, in their own words ({@code paraphrases.txt}): 500 sentences for twenty intents, and 200 that mean none
 * of them. A third, by a hash of the sentence, was not looked at while the script was tuned.
 */
class ParaphrasesTest {

    private static final String NONE = "none";
    private static final List<Sentence> SENTENCES = new ArrayList<>();
    private static final Understanding UNDERSTANDING = new Understanding(Script.bundled(true));

    private record Sentence(String intent, String text) {
        boolean isHeldOut() {
            CRC32 hash = new CRC32();
            hash.update(text.getBytes(StandardCharsets.UTF_8));
            return hash.getValue() % 3 == 0;
        }

        boolean isRight() {
            Meaning meaning = UNDERSTANDING.of(text, null);
            return switch (meaning.verdict()) {
                case CLEAR -> meaning.first().name().equals(intent);
                case NOTHING -> intent.equals(NONE);
                case BETWEEN_TWO -> false;
            };
        }
    }

    @BeforeAll
    static void learn() throws IOException {
        try (MiniLmEncoder encoder = MiniLmEncoder.load();
                BufferedReader file = new BufferedReader(new InputStreamReader(
                        Objects.requireNonNull(ParaphrasesTest.class.getResourceAsStream("paraphrases.txt")),
                        StandardCharsets.UTF_8))) {
            String intent = "";
            for (String line : file.lines().toList()) {
                if (line.startsWith("[")) {
                    intent = line.substring(1, line.length() - 1);
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    SENTENCES.add(new Sentence(intent, line));
                }
            }
            UNDERSTANDING.learn(encoder);
            ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
            long[] nanos = new long[SENTENCES.size()];
            for (int i = 0; i < nanos.length; i++) {
                long begun = cpu.getCurrentThreadCpuTime();
                UNDERSTANDING.of(SENTENCES.get(i).text(), null);
                nanos[i] = cpu.getCurrentThreadCpuTime() - begun;
            }
            Arrays.sort(nanos);
            System.out.printf(
                    Locale.ROOT,
                    "CPU milliseconds a sentence: %.1f (median), %.1f (95 of 100)%n",
                    nanos[nanos.length / 2] / 1e6,
                    nanos[nanos.length * 95 / 100] / 1e6);
        }
    }

    private static double shareOfRight(List<Sentence> sentences, String part) {
        List<Sentence> wrong =
                sentences.stream().filter(sentence -> !sentence.isRight()).toList();
        double right = 1 - (double) wrong.size() / sentences.size();
        System.out.printf(Locale.ROOT, "%s: %.1f %% of %d%n", part, 100 * right, sentences.size());
        return right;
    }

    private static List<Sentence> part(boolean meansNone, boolean isHeldOut) {
        return SENTENCES.stream()
                .filter(sentence -> sentence.intent().equals(NONE) == meansNone && sentence.isHeldOut() == isHeldOut)
                .toList();
    }

    @Test
    void thereAreEnough() {
        assertThat(SENTENCES.stream().filter(sentence -> !sentence.intent().equals(NONE)))
                .hasSize(500);
        assertThat(SENTENCES.stream().filter(sentence -> sentence.intent().equals(NONE)))
                .hasSize(200);
        assertThat(SENTENCES.stream().map(Sentence::intent).distinct()).hasSize(21);
    }

    @Test
    void noneOfThemIsAnExample() {
        Set<String> examples = Script.bundled(true).intents().stream()
                .flatMap(intent -> intent.cues().sentences().stream())
                .map(example -> PlainWords.withoutFillers(PlainWords.of(example)))
                .collect(Collectors.toSet());

        assertThat(SENTENCES.stream().filter(sentence -> !sentence.intent().equals(NONE)))
                .noneMatch(sentence -> sentence.text().split(" ").length > 2
                        && examples.contains(PlainWords.withoutFillers(PlainWords.of(sentence.text()))));
    }

    @Test
    void paraphrasesAreUnderstood() {
        double tuned = shareOfRight(part(false, false), "paraphrases, tuned");
        double heldOut = shareOfRight(part(false, true), "paraphrases, held out");
        double all = shareOfRight(
                SENTENCES.stream()
                        .filter(sentence -> !sentence.intent().equals(NONE))
                        .toList(),
                "paraphrases, all");

        assertThat(all).isGreaterThanOrEqualTo(0.95);
        assertThat(heldOut).isGreaterThanOrEqualTo(tuned - 0.04);
    }

    @Test
    void whatMeansNothingIsRefused() {
        assertThat(shareOfRight(part(true, false), "means nothing, tuned")).isGreaterThanOrEqualTo(0.90);
        assertThat(shareOfRight(part(true, true), "means nothing, held out")).isGreaterThanOrEqualTo(0.90);
    }
}
