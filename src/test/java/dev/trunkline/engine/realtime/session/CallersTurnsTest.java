package dev.trunkline.engine.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.Trigger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client is told of the caller's turns, and when the agent answers them. */
class CallersTurnsTest {

    private static final int PAUSE_MILLIS = 700; // longer than the usual 500 of silence

    private final NotingMind mind = new NotingMind();
    private final SessionScene scene = new SessionScene(mind);

    private void says(String words) {
        scene.ears.willHear(words);
        scene.speaks(600).isSilent(PAUSE_MILLIS);
    }

    private void detects(String rule) {
        scene.update("'audio':{'input':{'turn_detection':{'type':'server_vad'" + rule + "}}}");
    }

    private void transcribes() {
        scene.update("'audio':{'input':{'transcription':{'model':'whisper-1'}}}")
                .take();
    }

    @Test
    void earsThatFailAreToldToThoseAloneWhoWantToRead() {
        scene.ears.willBreak(10);

        scene.speaks(600).isSilent(PAUSE_MILLIS);

        assertThat(scene.types()).contains("response.created").noneMatch(type -> type.contains("transcription"));
    }

    @Test
    void aTurnIsToldFromItsBeginningToItsAnswer() {
        scene.update("'audio':{'input':{'transcription':{'model':'whisper-1'}}}")
                .take();

        says("hello");

        assertThat(scene.types())
                .containsSubsequence(
                        "input_audio_buffer.speech_started",
                        "input_audio_buffer.speech_stopped",
                        "input_audio_buffer.committed",
                        "conversation.item.added",
                        "conversation.item.done",
                        "conversation.item.input_audio_transcription.delta",
                        "conversation.item.input_audio_transcription.completed",
                        "response.created",
                        "response.done");
        assertThat(mind.thought().trigger()).isEqualTo(new Trigger.CallerSpoke("hello", true, false));
    }

    @Test
    void itIsOneItemAllTheWay() {
        scene.update("'audio':{'input':{'transcription':{'model':'whisper-1'}}}");
        scene.isSilent(1_000);

        says("hello");

        JsonNode started = scene.next("input_audio_buffer.speech_started");
        String id = started.path("item_id").asText();
        JsonNode stopped = scene.next("input_audio_buffer.speech_stopped");
        assertThat(started.path("audio_start_ms").asInt()).isBetween(640, 760); // 1,000 less 300 of padding
        assertThat(stopped.path("audio_end_ms").asInt()).isBetween(2_050, 2_250);
        assertThat(stopped.path("item_id").asText()).isEqualTo(id);
        assertThat(scene.next("input_audio_buffer.committed").path("item_id").asText())
                .isEqualTo(id);
        JsonNode transcribed = scene.next("conversation.item.input_audio_transcription.completed");
        assertThat(transcribed.path("item_id").asText()).isEqualTo(id);
        assertThat(transcribed.path("transcript").asText()).isEqualTo("hello");
    }

    @Test
    void itIsAsLongAsItWasSpoken() {
        scene.update("'audio':{'input':{'transcription':{'model':'whisper-1'}}}");
        scene.isSilent(10_000);

        says("hello");

        assertThat(scene.next("conversation.item.input_audio_transcription.completed")
                        .path("usage")
                        .path("seconds")
                        .asDouble())
                .isBetween(1.0, 1.6); // 600 ms, with 300 before and 500 after
    }

    @Test
    void itsWordsAreReadByThoseAloneWhoWantTo() {
        says("hello");

        assertThat(scene.types())
                .noneMatch(type -> type.contains("transcription"))
                .contains("response.done");
    }

    @Test
    void theCallerInterruptsTheAgent() {
        mind.willThink(listener -> listener.onSentence("Well."));
        scene.typed("Hello.").respond().take();

        scene.speaks(300);

        List<JsonNode> events = scene.take();
        assertThat(events)
                .extracting(event -> event.path("type").asText())
                .containsSubsequence("input_audio_buffer.speech_started", "response.done");
        JsonNode response = events.get(events.size() - 1).path("response");
        assertThat(response.path("status_details").path("reason").asText()).isEqualTo("turn_detected");
        mind.thought();
        scene.ears.willHear("stop");
        scene.isSilent(PAUSE_MILLIS);
        assertThat(mind.thought().trigger()).isEqualTo(new Trigger.CallerSpoke("stop", true, true));
    }

    @Test
    void whereTheClientDecidesTheAgentGoesOnAndAnswersAfterwards() {
        detects(",'interrupt_response':false");
        mind.willThink(listener -> {});
        scene.typed("Hello.").respond().take();

        says("mhm");
        assertThat(scene.types()).contains("input_audio_buffer.committed").doesNotContain("response.done");
        scene.send("{'type':'response.cancel'}");

        assertThat(scene.types()).containsSubsequence("response.done", "response.created", "response.done");
    }

    @Test
    void whereTheClientAsksForAnswersNoneComesByItself() {
        detects(",'create_response':false");
        scene.take();

        says("hello");
        assertThat(scene.types()).contains("input_audio_buffer.committed").doesNotContain("response.created");
        scene.respond();

        assertThat(mind.thought().messages()).extracting(ChatMessage::text).containsExactly("hello");
    }

    @Test
    void anAnswerWaitsUntilTheCallerIsUnderstood() {
        scene.pushToTalk().ears.willHear("what is new");
        scene.holdEars();
        scene.speaks(500).take();

        scene.send("{'type':'input_audio_buffer.commit'}").respond();
        assertThat(scene.types()).contains("response.created").doesNotContain("response.done");
        scene.releaseEars();

        assertThat(scene.types()).contains("response.done");
        assertThat(mind.thought().messages()).extracting(ChatMessage::text).containsExactly("what is new");
    }

    @Test
    void aTurnThatTheClientEndsIsAnsweredWhenItAsks() {
        scene.ears.willHear("what is new");
        scene.speaks(600);

        scene.send("{'type':'input_audio_buffer.commit'}").isSilent(1_000);
        assertThat(scene.types())
                .containsSubsequence("input_audio_buffer.speech_started", "input_audio_buffer.committed")
                .doesNotContain("response.created");
        scene.respond();

        assertThat(scene.types()).contains("response.done");
        assertThat(mind.thought().messages()).extracting(ChatMessage::text).containsExactly("what is new");
    }

    @Test
    void aTurnThatTheClientDeletesBeforeItIsUnderstoodIsNotAnswered() {
        scene.ears.willHear("what is new");
        scene.holdEars();
        scene.speaks(600).isSilent(800);
        String id = scene.next("input_audio_buffer.committed").path("item_id").asText();

        scene.send("{'type':'conversation.item.delete','item_id':'" + id + "'}").releaseEars();

        assertThat(scene.types()).contains("conversation.item.deleted").doesNotContain("response.created");
    }

    @Test
    void norIsItWhenTheEarsFailAtIt() {
        scene.ears.willBreak(10);
        scene.holdEars();
        scene.speaks(600).isSilent(800);
        String id = scene.next("input_audio_buffer.committed").path("item_id").asText();

        scene.send("{'type':'conversation.item.delete','item_id':'" + id + "'}").releaseEars();

        assertThat(scene.types()).contains("conversation.item.deleted").doesNotContain("response.created");
    }

    @Test
    void aTurnThatHasBegunStaysTheSameItemWhenItIsLeftToTheClientToEndIt() {
        scene.ears.willHear("what is new");
        scene.speaks(600);
        String id =
                scene.next("input_audio_buffer.speech_started").path("item_id").asText();

        scene.pushToTalk().speaks(200).send("{'type':'input_audio_buffer.commit'}");

        assertThat(scene.next("input_audio_buffer.committed").path("item_id").asText())
                .isEqualTo(id);
        scene.speaks(200).send("{'type':'input_audio_buffer.commit'}");
        assertThat(scene.next("input_audio_buffer.committed").path("item_id").asText())
                .isNotEqualTo(id);
    }

    @Test
    void whatNobodyLookedAtForTurnsIsNotInTheBufferOfWhoPushesToTalk() {
        scene.isSilent(5_000).pushToTalk().speaks(60);

        scene.send("{'type':'input_audio_buffer.commit'}");

        assertThat(scene.next("error").path("error").path("code").asText())
                .isEqualTo("input_audio_buffer_commit_empty");
    }

    @Test
    void whoPushesToTalkIsNotListenedToForTurns() {
        scene.pushToTalk().take();

        scene.speaks(500).isSilent(2_000);

        assertThat(scene.types()).isEmpty();
    }

    @Test
    void anEmptyBufferCannotBeCommitted() {
        scene.pushToTalk().speaks(60);

        scene.send("{'type':'input_audio_buffer.commit'}");

        assertThat(scene.next("error").path("error").path("code").asText())
                .isEqualTo("input_audio_buffer_commit_empty");
    }

    @Test
    void whatIsClearedWasNotSaid() {
        scene.pushToTalk().speaks(500).take();

        scene.send("{'type':'input_audio_buffer.clear'}").send("{'type':'input_audio_buffer.commit'}");

        assertThat(scene.types()).containsExactly("input_audio_buffer.cleared", "error");
    }

    @Test
    void aClickIsNoTurn() {
        scene.take();

        scene.speaks(60).isSilent(1_000);

        assertThat(scene.types()).isSubsetOf("input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped");
    }

    @Test
    void aClickAfterWhichNothingMoreComesIsNoTurn() {
        scene.take();

        scene.speaks(80);
        scene.time.advanceMillis(2_000);

        assertThat(scene.types())
                .containsExactly("input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped");
    }

    @Test
    void earsThatFailAfterAClickFailAtTheTurnThatTheyHeard() {
        scene.update("'audio':{'input':{'transcription':{'model':'whisper-1'}}}")
                .take();
        scene.holdEars();
        scene.ears.willBreak(10);
        scene.speaks(600).isSilent(PAUSE_MILLIS);
        String turn = scene.next("input_audio_buffer.committed").path("item_id").asText();
        scene.speaks(80);
        scene.time.advanceMillis(2_000);
        scene.take();

        scene.releaseEars();

        assertThat(scene.next("conversation.item.input_audio_transcription.failed")
                        .path("item_id")
                        .asText())
                .isEqualTo(turn);
        assertThat(scene.types()).contains("response.created").doesNotContain("input_audio_buffer.committed");
    }

    @Test
    void aTurnWithoutWordsIsAnItemAndNoQuestion() {
        scene.take();

        scene.speaks(600).isSilent(PAUSE_MILLIS); // the ears hear nothing

        assertThat(scene.types()).contains("input_audio_buffer.committed").doesNotContain("response.created");
    }

    @Test
    void whoIsNotUnderstoodIsAskedAgain() {
        scene.ears.willNotUnderstand();

        scene.speaks(600).isSilent(PAUSE_MILLIS);

        assertThat(mind.thought().trigger()).isEqualTo(new Trigger.CallerSpoke("", false, false));
    }

    @Test
    void earsThatFailAreTold() {
        transcribes();
        scene.ears.willBreak(10);

        scene.speaks(600).isSilent(PAUSE_MILLIS);

        assertThat(scene.types())
                .containsSubsequence("conversation.item.input_audio_transcription.failed", "response.created");
    }

    @Test
    void soundInAnItemIsUnderstoodBeforeItIsAnswered() {
        scene.update("'audio':{'input':{'format':{'type':'audio/pcmu'},'transcription':{'model':'m'}}}")
                .take();
        scene.ears.willHear("what is new");
        scene.holdEars();

        scene.send("{'type':'conversation.item.create','item':{'id':'a','type':'message','role':'user','content':"
                        + "[{'type':'input_audio','audio':'" + "kBAQkBAQ".repeat(100) + "'}]}}")
                .respond();
        assertThat(scene.types())
                .containsSubsequence("conversation.item.added", "conversation.item.done", "response.created")
                .doesNotContain("response.done");
        scene.releaseEars();

        JsonNode transcribed = scene.next("conversation.item.input_audio_transcription.completed");
        assertThat(transcribed.path("item_id").asText()).isEqualTo("a");
        assertThat(scene.types()).contains("response.done");
        assertThat(mind.thought().messages()).extracting(ChatMessage::text).containsExactly("what is new");
        assertThat(scene.ears.utterances().remove().durationMillis()).isEqualTo(75); // 600 bytes
    }

    @Test
    void soundInAnItemThatNobodyUnderstandsIsTold() {
        transcribes();
        scene.ears.willBreak(1);

        scene.send("{'type':'conversation.item.create','item':{'id':'a','type':'message','role':'user','content':"
                + "[{'type':'input_audio','audio':'" + "kBAQkBAQ".repeat(100) + "'}]}}");

        assertThat(scene.types()).contains("conversation.item.input_audio_transcription.failed");
    }

    @Test
    void moreTurnsThanTheEarsCanBearFailAndTheOthersAreUnderstood() {
        scene.pushToTalk()
                .update("'audio':{'input':{'transcription':{'model':'m'}}}")
                .take();
        scene.holdEars();
        for (int i = 0; i < 10; i++) {
            scene.ears.willHear("turn " + i);
            scene.speaks(200).send("{'type':'input_audio_buffer.commit'}");
        }
        assertThat(scene.types())
                .filteredOn(type -> type.endsWith("transcription.failed"))
                .hasSize(2);

        scene.releaseEars();

        assertThat(scene.take())
                .filteredOn(event -> event.path("type").asText().endsWith("transcription.completed"))
                .extracting(event -> event.path("transcript").asText())
                .containsExactly("turn 0", "turn 1", "turn 2", "turn 3", "turn 4", "turn 5", "turn 6", "turn 7");
    }
}
