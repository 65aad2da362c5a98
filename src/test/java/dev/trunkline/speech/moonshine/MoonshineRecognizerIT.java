package dev.trunkline.speech.moonshine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechRecognizer.Result;
import dev.trunkline.speech.Telephone;
import dev.trunkline.speech.tts.FreeTtsVoice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the weights that the build brings: {@code -Dmodels=required} makes sure of them. */
class MoonshineRecognizerIT {

    /** Every so many prompts are heard in the usual build; profile "long" hears all. */
    private static final int PROMPT_STEP = Integer.getInteger("promptStep", 6);

    private static MoonshineRecognizer ears;

    @BeforeAll
    static void load() {
        assumeTrue(Weights.inside("tiny").arePresent(), "this build is without Moonshine's weights; npm brings them");
        ears = new MoonshineRecognizer(Weights.inside("tiny"));
    }

    @AfterAll
    static void close() {
        if (ears != null) {
            ears.close();
        }
    }

    /** Prints the rate. A prompt is more than a word in a hundred here, and another processor hears one or the other otherwise. */
    @ParameterizedTest
    @CsvSource({"99, 6", "10, 17"})
    void recordedSentencesAreWrittenDown(double noiseBelowDb, double mostPercent) throws IOException {
        writeDown(PROMPT_STEP, noiseBelowDb, mostPercent);
    }

    /** Prints the rate, which conversation.md tells. */
    @Tag("long")
    @ParameterizedTest
    @CsvSource({"99, 5", "10, 15"})
    void allRecordedSentencesAreWrittenDown(double noiseBelowDb, double mostPercent) throws IOException {
        writeDown(1, noiseBelowDb, mostPercent);
    }

    private static void writeDown(int promptStep, double noiseBelowDb, double mostPercent) throws IOException {
        assumeTrue(Files.isDirectory(Telephone.RECORDED_PROMPTS), "asterisk-core-sounds-en-wav is not installed");
        WordErrors errors = new WordErrors();
        Random random = new Random(5);
        List<String> prompts = prompts();
        for (int i = 0; i < prompts.size(); i += promptStep) {
            String[] prompt = prompts.get(i).split(": ", 2);
            Speech said = noisy(Telephone.hearPrompt(prompt[0]), noiseBelowDb, random);
            errors.count(prompt[1], ears.recognize(said).text());
        }

        System.out.printf(
                Locale.ROOT, "word errors at %.0f dB: %.1f %% of %d%n", noiseBelowDb, errors.percent(), errors.words());
        assertThat(errors.words()).isGreaterThan(2_000 / promptStep);
        assertThat(errors.percent()).isLessThanOrEqualTo(mostPercent);
    }

    @Test
    void whatNoGrammarContainsIsUnderstood() {
        var voice = new FreeTtsVoice();
        WordErrors errors = new WordErrors();
        for (String words : List.of(
                "i would like to change my address please",
                "my account number is four seven one two",
                "no i never ordered that at all",
                "could somebody call me back tomorrow morning",
                "there is something wrong with my last bill")) {
            Result heard = ears.recognize(Telephone.hear(voice.say(words)));
            errors.count(words, heard.text());
        }

        assertThat(errors.percent()).isLessThanOrEqualTo(20);
    }

    /** Heard only once, 9 % of these words were wrong. */
    @Test
    void itHardlyMattersWhereInItsClipASentenceBegins() {
        Speech said = Telephone.hear(new FreeTtsVoice().say("let me speak to someone please"));
        WordErrors errors = new WordErrors();
        for (int laterSamples = 0; laterSamples < 160; laterSamples += 6) {
            short[] clip = new short[said.samples().length + 160];
            System.arraycopy(said.samples(), 0, clip, laterSamples, said.samples().length);
            errors.count(
                    "let me speak to someone please",
                    ears.recognize(new Speech(clip, said.sampleRateHz())).text());
        }

        assertThat(errors.percent()).isLessThanOrEqualTo(6);
    }

    /** Rows of single digits as they were recorded, with a pause after every third. */
    @Test
    void aNumberThatIsReadOutIsHardlyEverPassedOver() throws IOException {
        passOver(20, 2);
    }

    @Tag("long")
    @Test
    void ofManyNumbersThatAreReadOutHardlyAnyIsPassedOver() throws IOException {
        passOver(40, 4);
    }

    private static void passOver(int numbers, int most) throws IOException {
        assumeTrue(Files.isDirectory(Telephone.RECORDED_PROMPTS), "asterisk-core-sounds-en-wav is not installed");
        Random random = new Random(7);
        int passedOver = 0;
        for (int number = 0; number < numbers; number++) {
            if (ears.recognize(digits(4 + random.nextInt(8), random)).text().isBlank()) {
                passedOver++;
            }
        }

        System.out.println("rows of digits passed over: " + passedOver + " of " + numbers);
        assertThat(passedOver).isLessThanOrEqualTo(most);
    }

    private static Speech digits(int count, Random random) throws IOException {
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            Speech digit = Telephone.hearPrompt("digits/" + random.nextInt(10));
            for (short sample : trimmed(digit.samples())) {
                row.write(sample);
                row.write(sample >> 8);
            }
            row.write(new byte[2 * ((i % 3 == 2 ? 2_000 : 500) + random.nextInt(600))]);
        }
        short[] samples = new short[row.size() / 2];
        ByteBuffer.wrap(row.toByteArray())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(samples);
        return new Speech(samples, 8_000);
    }

    private static short[] trimmed(short[] samples) {
        int from = 0;
        int to = samples.length;
        while (from < to && Math.abs(samples[from]) < 300) {
            from++;
        }
        while (to > from && Math.abs(samples[to - 1]) < 300) {
            to--;
        }
        return Arrays.copyOfRange(samples, Math.max(0, from - 200), Math.min(samples.length, to + 300));
    }

    @ParameterizedTest
    @EnumSource
    void whereNobodySpeaksNothingIsWritten(SoundsWithoutWords sound) {
        for (double peak : new double[] {300, 3_000, 20_000}) {
            for (double seconds : new double[] {0.3, 1, 4}) {
                assertThat(ears.recognize(sound.of(seconds, peak)))
                        .as("%s of %s s with a peak of %s", sound, seconds, peak)
                        .isEqualTo(Result.NOTHING);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"beep", "beeperr", "ascending-2tone", "descending-2tone", "silence/5", "tt-monkeys"})
    void recordedSoundsHaveNoWordsThatCanBeTrusted(String prompt) {
        assumeTrue(Files.isDirectory(Telephone.RECORDED_PROMPTS), "asterisk-core-sounds-en-wav is not installed");

        Result heard = ears.recognize(Telephone.hearPrompt(prompt));

        assertThat(heard.text().isEmpty() || !heard.understood())
                .as(heard.text())
                .isTrue();
    }

    @Test
    void aFractionOfAWordIsNoTrouble() {
        assertThat(ears.recognize(new Speech(new short[1], 8_000))).isEqualTo(Result.NOTHING);
        assertThat(ears.recognize(new Speech(new short[0], 8_000))).isEqualTo(Result.NOTHING);
    }

    private static List<String> prompts() throws IOException {
        try (InputStream lines = MoonshineRecognizerIT.class.getResourceAsStream("prompts.txt")) {
            return new String(Objects.requireNonNull(lines).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    /** Pink noise, so many dB below the whole prompt's mean power; through mu-law, as the prompt. */
    private static Speech noisy(Speech speech, double belowDb, Random random) {
        double squares = 0;
        for (short sample : speech.samples()) {
            squares += (double) sample * sample;
        }
        double[] noise = pink(speech.samples().length, random);
        double wanted = Math.sqrt(squares / noise.length) / Math.pow(10, belowDb / 20);
        double has = 0;
        for (double value : noise) {
            has += value * value;
        }
        has = Math.sqrt(has / noise.length);
        short[] sum = new short[noise.length];
        for (int i = 0; i < sum.length; i++) {
            double value = speech.samples()[i] + noise[i] * wanted / has;
            sum[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(value)));
        }
        return Telephone.hear(new Speech(sum, speech.sampleRateHz()));
    }

    /** White noise through three slow followers of different pace. */
    private static double[] pink(int samples, Random random) {
        double[] noise = new double[samples];
        double slow = 0;
        double middle = 0;
        double quick = 0;
        for (int i = 0; i < samples; i++) {
            double white = random.nextGaussian();
            slow = 0.998 * slow + 0.1 * white;
            middle = 0.96 * middle + 0.3 * white;
            quick = 0.57 * quick + white;
            noise[i] = slow + middle + quick + 0.2 * white;
        }
        return noise;
    }
}
