package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.audio.Tones;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.phone.PhoneRecord;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said at one end is heard at the other: as loud, as clean, at every rate, and nothing else is. */
class TonesPassBothWaysIT {

    private static final double AMPLITUDE = 12_000;
    private static final int TONE_MILLIS = 300;
    private static final int EDGE_MILLIS = 60; // where one tone becomes the next, filters ring

    /** The telephone band; primes, so that no tone repeats within a mu-law staircase of few steps. */
    private static final int[] SPEECH_HZ = {307, 503, 1_013, 1_747, 2_657, 3_299};

    /** Above the telephone's Nyquist frequency of 4 kHz, with a transition band of 600 Hz. */
    private static final int[] TOO_HIGH_HZ = {4_603, 5_003, 7_001, 11_003, 23_003};

    private static final double TOO_HIGH_AMPLITUDE = 20_000;

    /** Sounds all the while, so that what is below mu-law's smallest step is seen on top of it. */
    private static final double PILOT_HZ = 613;

    private static final double PILOT_AMPLITUDE = 1_000;

    @TempDir
    private Path directory;

    /** One bridge, one call: all rates at once. */
    private final class Exchange implements AutoCloseable {
        final int eviHearsHz;
        final int eviSpeaksHz;
        final ScriptedEvi evi;
        final WholeLine line;
        final CompletableFuture<PhoneRecord> phone;

        Exchange(int eviHearsHz, int eviSpeaksHz) throws Exception {
            this(Dialect.EVI, eviHearsHz, eviSpeaksHz);
        }

        Exchange(Dialect dialect, int eviHearsHz, int eviSpeaksHz) throws Exception {
            this.eviHearsHz = eviHearsHz;
            this.eviSpeaksHz = eviSpeaksHz;
            evi = new ScriptedEvi(this::speak);
            // The longest lead: a machine too busy to keep the telephone fed is not what is measured here.
            String lead = "call:\n  playoutLeadMillis: 1000\n";
            String rate = dialect == Dialect.EVI ? "evi:\n  inputSampleRateHz: " + eviHearsHz + "\n" : "";
            line = new WholeLine(evi, dialect.config(directory, evi.port(), rate + lead));
            float[] words = speechTones(Sound.PHONE_RATE_HZ);
            phone = line.carrier()
                    .place(line.call(CallerScript.of(
                            new CallerStep.Say("tones", Sound.speech(words, Sound.PHONE_RATE_HZ)),
                            new CallerStep.AwaitAgent(500, 10_000),
                            new CallerStep.HangUp())));
        }

        private void speak(ScriptedEvi.Chat chat, JsonNode message) {
            if (message.path("type").asText().equals("session_settings")) {
                assertThat(message.path("audio").path("sample_rate").asInt()).isEqualTo(eviHearsHz);
                float[] tones = Sound.joined(speechTones(eviSpeaksHz), tooHighTones(eviSpeaksHz));
                chat.speak("tones", "tones", tones, eviSpeaksHz);
                chat.endTurn();
            }
        }

        void assertTonesPassed(Consumer<PhoneRecord> placed) throws Exception {
            PhoneRecord record = phone.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
            placed.accept(record);
            assertThat(record.carrier().warnings()).isEmpty();
            assertSpeechTones(evi.chats().get(0).heardSamples(), eviHearsHz, "up to " + eviHearsHz);
            float[] heard = Sound.samples(record.audio().agentSamples());
            assertSpeechTones(heard, Sound.PHONE_RATE_HZ, "down from " + eviSpeaksHz);
            assertTooHighTonesAreGone(heard);
        }

        private void assertTooHighTonesAreGone(float[] heard) {
            int[] tooHigh = tooHighHz(eviSpeaksHz);
            for (int i = 0; i < tooHigh.length; i++) {
                int[] span = span(heard, SPEECH_HZ.length + i, Sound.PHONE_RATE_HZ);
                Tones.Fit pilot = Tones.fit(heard, span[0], span[1], PILOT_HZ, Sound.PHONE_RATE_HZ);
                assertThat(pilot.gainDb(PILOT_AMPLITUDE))
                        .as("the pilot beside %d Hz from %d, dB", tooHigh[i], eviSpeaksHz)
                        .isCloseTo(0, within(0.5));
                // A window keeps the pilot from being taken for an alias.
                double alias = dev.trunkline.testing.Tones.amplitude(
                        Arrays.copyOfRange(Sound.rounded(heard), span[0], span[1]),
                        Sound.PHONE_RATE_HZ,
                        alias(tooHigh[i]));
                double gainDb = Tones.decibels(alias / TOO_HIGH_AMPLITUDE);
                assertThat(gainDb)
                        .as("the alias of %d Hz from %d, dB", tooHigh[i], eviSpeaksHz)
                        .isLessThan(-70);
            }
        }

        @Override
        public void close() {
            line.close();
            evi.close();
        }
    }

    @Test
    void atEveryRate() throws Exception {
        Retake.whenSpoilt(this::passAtEveryRate);
    }

    private void passAtEveryRate(Consumer<PhoneRecord> placed) throws Exception {
        try (var first = new Exchange(8_000, 8_000);
                var second = new Exchange(16_000, 16_000);
                var third = new Exchange(24_000, 24_000);
                var fourth = new Exchange(48_000, 48_000);
                var fifth = new Exchange(16_000, 44_100);
                var untouched = new Exchange(Dialect.REALTIME, 8_000, 8_000)) {
            for (Exchange exchange : List.of(first, second, third, fourth, fifth, untouched)) {
                exchange.assertTonesPassed(placed);
            }
        }
    }

    private static float[] speechTones(int sampleRateHz) {
        return Sound.joined(Arrays.stream(SPEECH_HZ)
                .mapToObj(hz -> Sound.tone(hz, sampleRateHz, TONE_MILLIS, AMPLITUDE))
                .toArray(float[][]::new));
    }

    private static float[] tooHighTones(int sampleRateHz) {
        int[] tooHigh = tooHighHz(sampleRateHz);
        var tones = new float[tooHigh.length][];
        for (int i = 0; i < tones.length; i++) {
            tones[i] = Sound.sum(
                    Sound.tone(tooHigh[i], sampleRateHz, TONE_MILLIS, TOO_HIGH_AMPLITUDE),
                    Sound.tone(PILOT_HZ, sampleRateHz, TONE_MILLIS, PILOT_AMPLITUDE));
        }
        return Sound.joined(tones);
    }

    /** Those that fit into a sample rate. */
    private static int[] tooHighHz(int sampleRateHz) {
        return Arrays.stream(TOO_HIGH_HZ).filter(hz -> 2 * hz < sampleRateHz).toArray();
    }

    /** Where a frequency would be heard at 8 kHz if nothing stopped it. */
    private static int alias(int hz) {
        int folded = hz % Sound.PHONE_RATE_HZ;
        return Math.min(folded, Sound.PHONE_RATE_HZ - folded);
    }

    /** The inside of the n-th tone. */
    private static int[] span(float[] heard, int tone, int sampleRateHz) {
        int perMilli = sampleRateHz / 1_000;
        int begin = Sound.onset(heard, 0) + tone * TONE_MILLIS * perMilli;
        return new int[] {begin + EDGE_MILLIS * perMilli, begin + (TONE_MILLIS - EDGE_MILLIS) * perMilli};
    }

    private static void assertSpeechTones(float[] heard, int sampleRateHz, String way) {
        for (int i = 0; i < SPEECH_HZ.length; i++) {
            int[] span = span(heard, i, sampleRateHz);
            Tones.Fit tone = Tones.fit(heard, span[0], span[1], SPEECH_HZ[i], sampleRateHz);
            assertThat(tone.gainDb(AMPLITUDE))
                    .as("gain of %d Hz, %s, dB", SPEECH_HZ[i], way)
                    .isCloseTo(0, within(0.5));
            assertThat(tone.snrDb())
                    .as("signal to noise of %d Hz, %s, dB", SPEECH_HZ[i], way)
                    .isGreaterThanOrEqualTo(35);
        }
    }
}
