package dev.trunkline.engine.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.audio.ALaw;
import dev.trunkline.audio.MuLaw;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.speech.Speech;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The caller's sound and the agent's, in every format that a client may choose. */
class SoundBothWaysTest {

    private static final short LOUD = 8_031; // which both laws know exactly enough

    private final NotingMind mind = new NotingMind();
    private final SessionScene scene = new SessionScene(mind);

    @Test
    void theCallerIsHeardInMuLaw() {
        heardIn("audio/pcmu", MuLaw.encode(LOUD), MuLaw.decode(MuLaw.encode(LOUD)));
    }

    @Test
    void theCallerIsHeardInALaw() {
        heardIn("audio/pcma", ALaw.encode(LOUD), ALaw.decode(ALaw.encode(LOUD)));
    }

    private void heardIn(String format, byte code, short sample) {
        scene.update("'audio':{'input':{'format':{'type':'" + format + "'},'turn_detection':null}}");
        byte[] codes = new byte[1_600];
        Arrays.fill(codes, code);

        append(codes).send("{'type':'input_audio_buffer.commit'}");

        short[] heard = utterance().samples();
        assertThat(heard).hasSize(1_600).containsOnly(sample);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clear", "commit"})
    void halfASampleIsNotTheBeginningOfWhatComesNext(String end) {
        byte[] samples = new byte[9_600];
        for (int i = 0; i < samples.length; i += 2) {
            samples[i] = 1; // a whisper; put together wrongly as loud as 256
        }
        scene.pushToTalk();
        append(Arrays.copyOf(samples, samples.length - 1)).send("{'type':'input_audio_buffer." + end + "'}");
        scene.ears.utterances().clear();

        append(samples).send("{'type':'input_audio_buffer.commit'}");

        for (short sample : utterance().samples()) {
            assertThat((int) sample).isBetween(-1, 2);
        }
    }

    @ParameterizedTest
    @CsvSource({"audio/pcm, 48", "audio/pcmu, 8", "audio/pcma, 8"})
    void theAgentSoundsAsLongInEveryFormat(String format, int bytesOfMilli) {
        byte[] sound = said("'format':{'type':'" + format + "'}");

        assertThat(sound.length / bytesOfMilli).isBetween(145, 155); // five letters
    }

    @Test
    void whatIsSaidInALawIsTheHumOfItsVoice() {
        byte[] sound = said("'format':{'type':'audio/pcma'}");

        int edge = 160; // where the hum begins and ends there is next to nothing
        int crossings = 0;
        for (int i = edge + 1; i < sound.length - edge; i++) {
            crossings += ALaw.decode(sound[i - 1]) < 0 && ALaw.decode(sound[i]) >= 0 ? 1 : 0;
        }
        assertThat(crossings * 8_000.0 / (sound.length - 2 * edge)).isBetween(425.0, 455.0);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 300", "1.5, 100"})
    void theAgentSpeaksAsQuicklyAsIsWanted(double speed, int millis) {
        byte[] sound = said("'speed':" + speed);

        assertThat(sound.length / 48).isBetween(millis - 5, millis + 5);
    }

    @Test
    void soundThatWasSlowedDownCanBeTruncatedToItsEnd() {
        said("'speed':0.5");
        String item = scene.send("{'type':'conversation.item.retrieve','item_id':'" + lastItem + "'}")
                .next("conversation.item.retrieved")
                .path("item")
                .path("id")
                .asText();

        scene.send(
                "{'type':'conversation.item.truncate','item_id':'" + item + "','content_index':0,'audio_end_ms':290}");

        assertThat(scene.next("conversation.item.truncated")
                        .path("audio_end_ms")
                        .asInt())
                .isEqualTo(290);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.24", "1.51", "'fast'"})
    void noVoiceSpeaksQuickerOrSlowerThanDocumented(String speed) {
        scene.update("'audio':{'output':{'speed':" + speed + "}}");

        assertThat(scene.next("error").path("error").path("param").asText()).isEqualTo("session.audio.output.speed");
    }

    @Test
    void aWholeRecordingMayComeInOneEvent() {
        scene.pushToTalk();

        append(new byte[60 * 48_000]).send("{'type':'input_audio_buffer.commit'}");

        assertThat(utterance().durationMillis()).isBetween(59_980L, 60_000L);
        assertThat(scene.heldBackMillis()).isZero(); // what asks for its answer is read at once
    }

    @Test
    void whereTurnsAreLookedForNobodyIsFarAheadOfTheTime() {
        append(new byte[20 * 48_000]);
        assertThat(scene.heldBackMillis()).isZero();

        append(new byte[20 * 48_000]);

        assertThat(scene.heldBackMillis()).isBetween(24_900L, 25_000L);
    }

    @Test
    void whereTurnsAreLookedForAnEventHoldsLess() {
        append(new byte[20 * 48_000 + 480]);

        assertThat(scene.next("error").path("error").path("param").asText()).isEqualTo("audio");
    }

    @Test
    void soundInCrumbsIsReadLater() {
        for (int i = 0; i < 2_000; i++) {
            append(new byte[0]);
        }
        assertThat(scene.heldBackMillis()).isZero();

        for (int i = 0; i < 2_010; i++) {
            append(new byte[0]);
        }

        assertThat(scene.heldBackMillis()).isBetween(1_000L, 1_010L);
    }

    @Test
    void aRecordingLongerThanAMinuteIsRefused() {
        scene.pushToTalk();
        append(new byte[60 * 48_000 + 480]);

        assertThat(scene.next("error").path("error").path("param").asText()).isEqualTo("audio");
        scene.send("{'type':'input_audio_buffer.commit'}");
        assertThat(scene.next("error").path("error").path("code").asText())
                .isEqualTo("input_audio_buffer_commit_empty");
    }

    @Test
    void aSessionEndsAfterAnHour() {
        long expires =
                scene.next("session.created").path("session").path("expires_at").asLong();
        assertThat(expires - SessionScene.BEGINNING.getEpochSecond()).isEqualTo(3_600);

        scene.time.advanceMillis(3_599_000);
        assertThat(scene.isClosed()).isFalse();
        scene.time.advanceMillis(1_000);

        assertThat(scene.next("error").path("error").path("code").asText()).isEqualTo("session_expired");
        assertThat(scene.isClosed()).isTrue();
    }

    @Test
    void partsOfItemsHoldWhatTheirKindHasAndNothingElse() {
        scene.typed("Hello.");
        assertThat(scene.next("conversation.item.done")
                        .path("item")
                        .path("content")
                        .toString())
                .isEqualTo("[{\"type\":\"input_text\",\"text\":\"Hello.\"}]");

        scene.pushToTalk();
        append(new byte[4_800]).send("{'type':'input_audio_buffer.commit'}");
        assertThat(scene.next("conversation.item.added")
                        .path("item")
                        .path("content")
                        .toString())
                .isEqualTo("[{\"type\":\"input_audio\",\"transcript\":null}]");
    }

    private String lastItem = "";

    private byte[] said(String output) {
        mind.willThink(listener -> {
            listener.onSentence("Well.");
            listener.onDone();
        });
        scene.update("'audio':{'output':{" + output + "}}").typed("Hello.").respond();
        JsonNode delta = scene.next("response.output_audio.delta");
        lastItem = delta.path("item_id").asText();
        scene.next("response.done");
        return Base64.getDecoder().decode(delta.path("delta").asText());
    }

    private SessionScene append(byte[] sound) {
        return scene.send("{'type':'input_audio_buffer.append','audio':'"
                + Base64.getEncoder().encodeToString(sound) + "'}");
    }

    private Speech utterance() {
        scene.next("input_audio_buffer.committed");
        return scene.ears.utterances().element();
    }
}
