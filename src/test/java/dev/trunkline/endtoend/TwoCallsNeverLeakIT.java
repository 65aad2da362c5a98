package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.testing.Tones;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody hears anything of anybody else's call. */
class TwoCallsNeverLeakIT {

    private static final double AMPLITUDE = 12_000;
    private static final float MU_LAW_STEP = 8; // the smallest
    private static final int MILLIS = 2_000;

    /** Primes, so far from each other's harmonics that mu-law's own distortion of one is below -75 dB at the others. */
    private static final Map<String, Integer> CALLER_HZ = Map.of("+14155550101", 653, "+14155550102", 1_747);

    private static final Map<String, Integer> AGENT_HZ = Map.of("+14155550101", 1_013, "+14155550102", 557);

    private static final List<Integer> ALL_HZ = List.of(557, 653, 1_013, 1_747);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void everybodyHearsTheirOwnCallOnly(Dialect dialect) throws Exception {
        Retake.whenSpoilt(placed -> bothCall(dialect, placed));
    }

    private void bothCall(Dialect dialect, Consumer<PhoneRecord> placed) throws Exception {
        try (ScriptedEvi evi = new ScriptedEvi((chat, message) -> speakToneOfCaller(dialect, chat, message));
                WholeLine line = new WholeLine(dialect, evi.port(), directory)) {
            var calls = List.of("+14155550101", "+14155550102").stream()
                    .collect(Collectors.toMap(
                            from -> from,
                            from -> line.carrier()
                                    .place(line.call(script(CALLER_HZ.get(from)))
                                            .withNumbers(from, "+18005550199"))));

            for (var call : calls.entrySet()) {
                String from = call.getKey();
                PhoneRecord phone = call.getValue().get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
                placed.accept(phone);
                assertThat(phone.ending().status()).isEqualTo("completed");
                assertThat(phone.conversation().callerUtterances()).hasSize(1);
                assertOnlyToneIs(AGENT_HZ.get(from), phone.audio().agentSamples(), Sound.PHONE_RATE_HZ);
                ScriptedEvi.Chat chat = evi.chats().stream()
                        .filter(each -> from.equals(each.caller()))
                        .findAny()
                        .orElseThrow();
                assertOnlyToneIs(CALLER_HZ.get(from), Sound.rounded(chat.heardSamples()), dialect.hearsHz());
            }
            assertThat(evi.chats()).hasSize(2);
        }
    }

    private static CallerScript script(double hz) {
        float[] words = Sound.tone(hz, Sound.PHONE_RATE_HZ, MILLIS, AMPLITUDE);
        return CallerScript.of(
                new CallerStep.Say("words", Sound.speech(words, Sound.PHONE_RATE_HZ)),
                new CallerStep.AwaitAgent(500, 5_000),
                new CallerStep.HangUp());
    }

    private static void speakToneOfCaller(Dialect dialect, ScriptedEvi.Chat chat, JsonNode message) {
        if (message.path("type").asText().equals("session_settings")) {
            float[] words = Sound.tone(AGENT_HZ.get(chat.caller()), dialect.speaksHz(), MILLIS, AMPLITUDE);
            chat.speak("sentence", "words", words, dialect.speaksHz());
            chat.endTurn();
        }
    }

    private static void assertOnlyToneIs(int ownHz, short[] heard, int sampleRateHz) {
        float[] samples = Sound.samples(heard);
        int from = Sound.onset(samples, 0);
        int edge = sampleRateHz / 10;
        int to = Math.min(heard.length, from + MILLIS * sampleRateHz / 1_000);
        short[] inside = Arrays.copyOfRange(heard, from + edge, to - edge);
        assertThat(decibels(inside, sampleRateHz, ownHz)).as("its own tone, dB").isCloseTo(0, within(0.5));
        int ringing = sampleRateHz / 100;
        assertThat(Sound.loudest(samples, 0, from - ringing)).as("before it").isLessThanOrEqualTo(MU_LAW_STEP);
        assertThat(Sound.loudest(samples, to + ringing, samples.length))
                .as("after it")
                .isLessThanOrEqualTo(MU_LAW_STEP);
        for (int hz : ALL_HZ) {
            if (hz != ownHz) {
                assertThat(decibels(inside, sampleRateHz, hz))
                        .as("%d Hz under %d Hz, dB", hz, ownHz)
                        .isLessThan(-60);
            }
        }
    }

    private static double decibels(short[] heard, int sampleRateHz, int hz) {
        return Tones.decibels(Tones.amplitude(heard, sampleRateHz, hz) / AMPLITUDE);
    }
}
