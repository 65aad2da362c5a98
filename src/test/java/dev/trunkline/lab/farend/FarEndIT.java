package dev.trunkline.lab.farend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FarEndIT {

    private static final int MOST_TRIES = 5;
    private static final FarEndSettings TWO_SECONDS = FarEndSettings.local().speaking(48_000, 2, false);

    @ParameterizedTest
    @ValueSource(ints = {24_000, 48_000})
    void aTagIsAnsweredInTheOrderOfEvi(int rateHz) throws Exception {
        try (FarEnd farEnd = FarEnd.start(FarEndSettings.local().speaking(rateHz, 2, false));
                Client client = new Client(farEnd)) {
            client.settle("+15550001");
            client.tag(Tag.TALK);

            List<JsonNode> messages = client.until("assistant_end");
            assertThat(types(messages))
                    .containsExactly(
                            "chat_metadata",
                            "assistant_message",
                            "audio_output",
                            "audio_output",
                            "audio_output",
                            "audio_output",
                            "assistant_end");
            String id = messages.get(1).path("id").asText();
            for (int chunk = 0; chunk < 4; chunk++) {
                JsonNode output = messages.get(2 + chunk);
                assertThat(output.path("id").asText()).isEqualTo(id);
                assertThat(output.path("index").asInt()).isEqualTo(chunk);
                assertIsHalfASecondOfLoudSound(output.path("data").binaryValue(), rateHz);
            }
        }
    }

    private static void assertIsHalfASecondOfLoudSound(byte[] wav, int rateHz) throws Exception {
        AudioInputStream sound = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav));
        assertThat(sound.getFormat().matches(new AudioFormat(rateHz, 16, 1, true, false)))
                .isTrue();
        assertThat(sound.getFrameLength()).isEqualTo(rateHz / 2);
        byte[] begins = sound.readNBytes(2 * rateHz / 1_000);
        long energy = 0;
        for (int i = 0; i < begins.length; i += 2) {
            int sample = (begins[i] & 0xFF) | begins[i + 1] << 8;
            energy += (long) sample * sample;
        }
        assertThat(Math.sqrt(2.0 * energy / begins.length))
                .as("the loudness of its first millisecond")
                .isGreaterThan(1_000);
    }

    @Test
    void anInterruptionComesAtOnceAndEndsTheAnswer() throws Exception {
        FarEndSettings talkative =
                FarEndSettings.local().speaking(48_000, 10, false).answering(0, 500);
        try (FarEnd farEnd = FarEnd.start(talkative);
                Client client = new Client(farEnd)) {
            client.settle("+15550001");
            client.tag(Tag.TALK);
            client.until("audio_output");
            client.tag(Tag.INTERRUPT);

            List<JsonNode> messages = client.until("user_interruption");
            assertThat(types(messages)).doesNotContain("assistant_end");
            assertThat(messages.get(messages.size() - 1).path("time").isInt()).isTrue();
            client.tag(Tag.TALK);
            assertThat(client.next().path("type").asText())
                    .as("the first thing after the interruption")
                    .isEqualTo("assistant_message");
        }
    }

    @Test
    void whatHappenedIsNotedByCallerAndForgotten() throws Exception {
        try (FarEnd farEnd = FarEnd.start(TWO_SECONDS);
                Client client = new Client(farEnd);
                Client other = new Client(farEnd)) {
            client.settle("+15550001");
            other.settle("+1555\\\"0002");
            client.tag(Tag.TALK);
            client.until("assistant_end");
            client.tag(Tag.INTERRUPT);
            client.until("user_interruption");
            other.tag(Tag.TALK);
            other.until("assistant_end");

            List<JsonNode> notes = client.notes();
            assertThat(notes)
                    .extracting(note -> note.path("caller").asText() + " "
                            + note.path("kind").asText() + " "
                            + note.path("tag").asInt())
                    .containsExactly(
                            "+15550001 talk 0",
                            "+15550001 answer 0",
                            "+15550001 interrupt 1",
                            "+15550001 interruption 1",
                            "+1555\"0002 talk 0",
                            "+1555\"0002 answer 0");
            assertThat(notes).extracting(note -> note.path("nanos").asLong()).isSorted();
            assertThat(notes.get(5).path("nanos").asLong()).isLessThanOrEqualTo(System.nanoTime());
            assertThat(client.notes()).isEmpty();
        }
    }

    /** A machine that stood still meanwhile judges nobody: the answer is given again. */
    @Test
    void anAnswerCanBeThoughtAboutAndSpokenInRealTime() throws Exception {
        long spokenMillis = spokenMillis();
        for (int tries = 1; tries < MOST_TRIES && (spokenMillis < 900 || spokenMillis > 1_900); tries++) {
            spokenMillis = spokenMillis();
        }
        // Two seconds, of which the first half was ahead and the last half is sent as it begins.
        assertThat(spokenMillis).isBetween(900L, 1_900L);
    }

    private static long spokenMillis() throws Exception {
        try (FarEnd farEnd = FarEnd.start(TWO_SECONDS.answering(300, 500));
                Client client = new Client(farEnd)) {
            client.settle("+15550001");
            client.tag(Tag.TALK);
            client.until("assistant_message");
            long begunNanos = System.nanoTime();
            client.until("assistant_end");
            long spokenMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos);

            List<JsonNode> notes = client.notes();
            long thoughtNanos = notes.get(1).path("nanos").asLong()
                    - notes.get(0).path("nanos").asLong();
            assertThat(TimeUnit.NANOSECONDS.toMillis(thoughtNanos)).isGreaterThanOrEqualTo(300);
            return spokenMillis;
        }
    }

    @Test
    void whoAlwaysTalksBeginsUnaskedAndAgain() throws Exception {
        try (FarEnd farEnd = FarEnd.start(FarEndSettings.local().speaking(24_000, 1, true));
                Client client = new Client(farEnd)) {
            client.settle("+15550001");
            List<JsonNode> first = client.until("assistant_end");
            List<JsonNode> second = client.until("assistant_end");

            assertThat(first.get(1).path("id")).isNotEqualTo(second.get(0).path("id"));
            client.until("assistant_end");
            client.until("assistant_end");
            List<JsonNode> notes = client.notes();
            assertThat(notes).allMatch(note -> note.path("tag").asInt() == -1);
            List<Long> millis = notes.stream()
                    .map(note ->
                            TimeUnit.NANOSECONDS.toMillis(note.path("nanos").asLong()))
                    .toList();
            assertThat(millis.get(3) - millis.get(1))
                    .as("two seconds of sound in two seconds, or a bridge would have ever more of it")
                    .isGreaterThanOrEqualTo(1_800);
            assertThat(Math.min(millis.get(3) - millis.get(2), millis.get(2) - millis.get(1)))
                    .as("but for one that the machine held up")
                    .isLessThanOrEqualTo(1_500);
        }
    }

    @Test
    void otherShapesOfMessagesAreReadAsWell() throws Exception {
        try (FarEnd farEnd = FarEnd.start(TWO_SECONDS);
                Client client = new Client(farEnd)) {
            client.settle("+15550001");
            client.send("not json");
            client.send("{\"type\":\"audio_input\",\"data\":\"not base64\"}");
            client.send("{\"type\":\"user_input\",\"text\":\"hello\"}");
            for (int frame = 0; frame < 5; frame++) {
                client.send("{ \"data\": \"" + Client.frame(Tag.TALK, frame) + "\", \"type\": \"audio_input\" }");
            }

            assertThat(types(client.until("assistant_end"))).contains("audio_output");
        }
    }

    @Test
    void aSilentCallerIsLeftInPeace() throws Exception {
        try (FarEnd farEnd = FarEnd.start(TWO_SECONDS);
                Client client = new Client(farEnd)) {
            client.settle("+15550001");
            client.until("chat_metadata");
            client.send("{\"type\":\"audio_input\",\"data\":\"" + "A".repeat(856) + "\"}");
            client.tag(Tag.INTERRUPT);

            assertThat(client.next().path("type").asText()).isEqualTo("user_interruption");
            assertThat(client.hasReceived()).isFalse();
        }
    }

    @Test
    void nonsenseIsRefusedAtTheStart() {
        assertThatThrownBy(() -> FarEndSettings.local().speaking(44_100, 2, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sampleRateHz");
        assertThatThrownBy(() -> FarEndSettings.local().speaking(48_000, 0, false))
                .hasMessageContaining("talkSeconds");
        assertThatThrownBy(() -> FarEndSettings.local().answering(-1, 0)).hasMessageContaining("answerAfterMillis");
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (FarEnd farEnd = FarEnd.start(FarEndSettings.local())) {
            int port = farEnd.port();
            assertThatThrownBy(() -> FarEnd.start(FarEndSettings.local().listeningOn("127.0.0.1", port)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(":" + port);
        }
    }

    private static List<String> types(List<JsonNode> messages) {
        return messages.stream().map(message -> message.path("type").asText()).toList();
    }
}
