package dev.trunkline.engine.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.Trigger;
import org.junit.jupiter.api.Test;

/** Whoever has asked something is answered, once, whatever is in the way of the answer. */
class OwedAnswersTest {

    private static final int PAUSE_MILLIS = 700; // longer than the usual 500 of silence
    private static final int CLICK_MILLIS = 80;
    private static final String QUESTION = "what is new";
    private static final String CLEAR = "{'type':'input_audio_buffer.clear'}";

    private final NotingMind mind = new NotingMind();
    private final SessionScene scene = new SessionScene(mind);

    private void says(String words) {
        scene.ears.willHear(words);
        scene.speaks(600).isSilent(PAUSE_MILLIS);
    }

    private void detects(String rule) {
        scene.update("'audio':{'input':{'turn_detection':{'type':'server_vad'" + rule + "}}}");
    }

    /** The caller has asked, and the ears are behind. */
    private void asks() {
        scene.holdEars();
        says(QUESTION);
        assertThat(scene.types()).contains("input_audio_buffer.committed");
    }

    /** The caller's words are known while something else is in the way. */
    private void isUnderstood() {
        scene.releaseEars();
        assertThat(scene.types()).doesNotContain("response.created");
    }

    private void isAnswered() {
        assertThat(scene.types()).containsOnlyOnce("response.created").contains("response.done");
        assertThat(mind.thought().trigger()).isEqualTo(new Trigger.CallerSpoke(QUESTION, true, false));
    }

    /** The mind thinks about the question, and a click ends that. */
    private void isInterruptedByAClick() {
        mind.willThink(listener -> {});
        says(QUESTION);
        mind.thought();
        scene.speaks(CLICK_MILLIS);
        assertThat(scene.types()).containsSubsequence("response.created", "response.done");
    }

    @Test
    void aClickDelaysTheAnswer() {
        asks();
        scene.speaks(CLICK_MILLIS);
        isUnderstood();

        scene.isSilent(PAUSE_MILLIS);

        isAnswered();
    }

    @Test
    void noiseDelaysTheAnswer() {
        asks();
        scene.speaks(600);
        isUnderstood();

        scene.isSilent(PAUSE_MILLIS); // the ears hear nothing in it

        isAnswered();
    }

    @Test
    void anItemOfSoundDelaysTheAnswer() {
        asks();
        scene.send("{'type':'conversation.item.create','previous_item_id':'root','item':{'type':'message',"
                + "'role':'user','content':[{'type':'input_audio','audio':'" + "kBAQkBAQ".repeat(100) + "'}]}}");

        scene.releaseEars();

        isAnswered();
    }

    @Test
    void whatTheClientClearsDelaysTheAnswer() {
        asks();
        scene.speaks(CLICK_MILLIS);
        isUnderstood();

        scene.send(CLEAR);

        isAnswered();
    }

    @Test
    void aClickThatTheClientCommitsDelaysTheAnswer() {
        asks();
        scene.speaks(CLICK_MILLIS).isSilent(100);
        isUnderstood();

        scene.send("{'type':'input_audio_buffer.commit'}");

        isAnswered();
    }

    @Test
    void whatTheClientHasAskedForMeanwhileIsTheAnswer() {
        asks();
        scene.respond();
        assertThat(scene.types()).contains("response.created").doesNotContain("response.done");

        scene.releaseEars();

        assertThat(scene.types()).contains("response.done").doesNotContain("response.created");
        assertThat(mind.thought().trigger()).isEqualTo(new Trigger.CallerSpoke(QUESTION, true, false));
    }

    @Test
    void whatTheClientHasAskedForAndCancelledIsNot() {
        asks();
        scene.respond().send("{'type':'response.cancel'}").take();

        scene.releaseEars();

        isAnswered();
    }

    @Test
    void noResponseThatIsCancelledWhileItWaitsIsInTheWayOfAnother() {
        asks();
        for (int i = 0; i < 20; i++) {
            scene.respond().send("{'type':'response.cancel'}");
        }
        assertThat(scene.types()).doesNotContain("error");

        scene.releaseEars();

        isAnswered();
    }

    @Test
    void itsMindIsToldOfTheOneBeforeWhatTheCallerHasHeard() {
        detects(",'interrupt_response':false");
        mind.willThink(listener -> listener.onSentence("One moment, please."));
        scene.typed("Hello.").respond();
        String item =
                scene.next("response.output_item.added").path("item").path("id").asText();
        mind.thought();
        says(QUESTION);
        scene.take();

        scene.send(
                "{'type':'conversation.item.truncate','item_id':'" + item + "','content_index':0,'audio_end_ms':300}");

        assertThat(scene.types())
                .containsSubsequence("response.done", "conversation.item.truncated", "response.created");
        assertThat(mind.thought().messages()).extracting(ChatMessage::text).containsExactly("Hello.", "One", QUESTION);
    }

    @Test
    void aClickThatEndsTheAnswerLetsItBeginAnew() {
        isInterruptedByAClick();

        scene.isSilent(PAUSE_MILLIS);

        isAnswered();
    }

    @Test
    void aClickThatTheClientClearsEndsTheAnswer() {
        isInterruptedByAClick();

        scene.send(CLEAR).isSilent(PAUSE_MILLIS);

        assertThat(scene.types()).doesNotContain("response.created");
    }

    @Test
    void noiseThatEndsTheAnswerLetsItBeginAnew() {
        isInterruptedByAClick();

        scene.speaks(600).isSilent(PAUSE_MILLIS);

        isAnswered();
    }

    @Test
    void whoAsksForAnswersFromNowOnIsOwedNone() {
        detects(",'interrupt_response':false");
        mind.willThink(listener -> {});
        scene.typed("Hello.").respond();
        says(QUESTION);
        detects(",'create_response':false");
        scene.take();

        scene.send("{'type':'response.cancel'}");

        assertThat(scene.types()).contains("response.done").doesNotContain("response.created");
        scene.respond();
        assertThat(scene.types()).contains("response.done").doesNotContain("error");
    }

    @Test
    void whereTheClientAsksForAnswersNoneBeginsAnewByItself() {
        detects(",'create_response':false");
        mind.willThink(listener -> {});
        says(QUESTION);
        scene.respond().speaks(CLICK_MILLIS);
        assertThat(scene.types()).contains("response.done");

        scene.isSilent(PAUSE_MILLIS);

        assertThat(scene.types()).doesNotContain("response.created");
    }
}
