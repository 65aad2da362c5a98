package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.audio.Tones;
import dev.trunkline.lab.phone.PhoneRecord;
import java.util.ArrayList;
import java.util.List;

/** What the phone heard of the humming agent, held against the words that it hummed. */
final class Hum {

    private static final int PER_MILLI = Sound.PHONE_RATE_HZ / 1_000;
    private static final int EDGE_MILLIS = 20;
    private static final long RINGING_MILLIS = 3; // of the filters that sound passes
    private static final int FITTED_MILLIS = 150; // "Hello." takes 180: the next sentence begins at another phase

    private Hum() {}

    /** The agent's sentences, as the bridge wrote them down. */
    static List<String> said(JsonNode bridge) {
        List<String> said = new ArrayList<>();
        for (JsonNode line : bridge.path("transcript")) {
            if (line.path("who").asText().equals("agent")) {
                said.add(line.path("text").asText());
            }
        }
        return said;
    }

    /** How long it takes to hum {@code texts}. */
    static long millis(List<String> texts) {
        return texts.stream().mapToLong(String::length).sum() * ServedEngine.HUM_MILLIS_PER_LETTER;
    }

    /** Every letter of {@code texts} was heard, at its pitch and as loud as it was hummed, and nothing else was. */
    static void assertHeard(PhoneRecord phone, List<String> texts) {
        short[] agent = phone.audio().agentSamples();
        long soundingMillis = dev.trunkline.testing.Tones.soundingMillis(agent, Sound.PHONE_RATE_HZ);
        long slackMillis = 30L * texts.size();
        if (isMachineTooBusy(phone)) {
            assertThat(soundingMillis)
                    .as("sound of %s", texts)
                    .isBetween(millis(texts) / 2, millis(texts) + slackMillis);
            return;
        }
        assertThat(soundingMillis).as("sound of %s", texts).isCloseTo(millis(texts), within(slackMillis));
        float[] samples = Sound.samples(agent);
        assertThat(phone.conversation().agentSegments()).isNotEmpty().allSatisfy(segment -> {
            int begin = Sound.onset(samples, (int) segment.startMillis() * PER_MILLI);
            int millis = (int) Math.min(FITTED_MILLIS, segment.endMillis() - segment.startMillis());
            Tones.Fit hum = Tones.fit(
                    samples,
                    begin + EDGE_MILLIS * PER_MILLI,
                    begin + (millis - EDGE_MILLIS) * PER_MILLI,
                    ServedEngine.HUM_HZ,
                    Sound.PHONE_RATE_HZ);
            assertThat(hum.gainDb(ServedEngine.HUM_AMPLITUDE)).as("gain, dB").isCloseTo(0, within(0.5));
            assertThat(hum.snrDb()).as("signal to noise, dB").isGreaterThan(30);
        });
    }

    /** Nothing stuttered. To be asked of few calls at a time: many at once are a load of their own. */
    static void assertWithoutGaps(PhoneRecord phone, JsonNode bridge) {
        if (!isMachineTooBusy(phone)) {
            assertThat(phone.quality().underruns())
                    .as("gaps that the phone heard")
                    .isZero();
            assertThat(bridge.path("underruns").asInt(-1)).isZero();
        }
    }

    /** Nothing was lost, and nobody complained; and the bridge knows what was heard. */
    static void assertFlawless(PhoneRecord phone, JsonNode bridge) {
        assertThat(WholeLine.complaints(phone)).isEmpty();
        assertThat(bridge.path("framesLost").asInt(-1)).isZero();
        assertThat(bridge.path("framesRejected")).isEmpty();
        if (isMachineTooBusy(phone)) {
            return;
        }
        for (JsonNode line : bridge.path("transcript")) {
            if (line.path("who").asText().equals("agent")
                    && !line.path("interrupted").asBoolean()) {
                long hummed = millis(List.of(line.path("text").asText()));
                assertThat(line.path("spokenMillis").asLong()).as("%s", line).isCloseTo(hummed, within(RINGING_MILLIS));
                assertThat(line.path("heardMillis").asLong()).as("%s", line).isCloseTo(hummed, within(RINGING_MILLIS));
            }
        }
    }

    /** Late frames tell of a machine that was "too busy to measure well" (PhoneRecord.Quality): what it carries has gaps. */
    static boolean isMachineTooBusy(PhoneRecord phone) {
        return phone.quality().lateFrames() > 0;
    }
}
