package dev.trunkline.engine.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.Trigger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client tells how much of the agent's words was heard: the rest was not said. The voice hums 30 ms a letter. */
class TruncationTest {

    private static final String WORDS = "Yes, it is. We close at five today.";
    private static final int FIRST_MILLIS = 11 * 30;
    private static final int ALL_MILLIS = FIRST_MILLIS + 23 * 30;

    private final NotingMind mind = new NotingMind().willSay(WORDS);
    private final SessionScene scene = new SessionScene(mind);
    private String itemId = "";

    @BeforeEach
    void theAgentHasSpoken() {
        scene.typed("Is it open?").respond();
        itemId =
                scene.next("response.output_item.added").path("item").path("id").asText();
        mind.thought();
        scene.take();
    }

    private void truncate(String id, int part, int millis) {
        scene.send("{'type':'conversation.item.truncate','event_id':'t','item_id':'" + id + "','content_index':" + part
                + ",'audio_end_ms':" + millis + "}");
    }

    private ChatMessage asTheMindKnowsIt() {
        scene.typed("What?").respond();
        return mind.thought().messages().get(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, ''",
        "320, 'Yes, it'",
        "330, 'Yes, it is.'",
        "600, 'Yes, it is. We close'",
        "1000, 'Yes, it is. We close at five'",
        "1020, 'Yes, it is. We close at five today.'"
    })
    void asManyWordsStayAsWereHeard(int millis, String heard) {
        truncate(itemId, 0, millis);

        JsonNode truncated = scene.next("conversation.item.truncated");
        assertThat(truncated.path("audio_end_ms").asInt()).isEqualTo(millis);
        scene.send("{'type':'conversation.item.retrieve','item_id':'" + itemId + "'}");
        JsonNode item = scene.next("conversation.item.retrieved").path("item");
        assertThat(item.path("content").path(0).path("transcript").asText()).isEqualTo(heard);
        ChatMessage known = asTheMindKnowsIt();
        assertThat(known.text()).isEqualTo(heard);
        assertThat(known.cutOff()).isEqualTo(millis < ALL_MILLIS);
    }

    @Test
    void theCallersNextWordsAreAnInterruption() {
        truncate(itemId, 0, 600);

        scene.typed("What?").respond();

        assertThat(mind.thought().trigger()).isEqualTo(new Trigger.CallerSpoke("What?", true, true));
        scene.typed("And?").respond();
        assertThat(mind.thought().trigger()).isEqualTo(new Trigger.CallerSpoke("And?", true, false));
    }

    @Test
    void moreThanThereIsIsAnError() {
        truncate(itemId, 0, ALL_MILLIS + 1);

        JsonNode error = scene.next("error").path("error");
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("code").asText()).isEqualTo("invalid_value");
        assertThat(error.path("param").asText()).isEqualTo("audio_end_ms");
        assertThat(error.path("message").asText()).contains(String.valueOf(ALL_MILLIS));
        assertThat(asTheMindKnowsIt().text()).isEqualTo(WORDS);
    }

    @Test
    void whatWasCutOffCannotBeHeardAgain() {
        truncate(itemId, 0, 500);
        scene.take();

        truncate(itemId, 0, 600);

        assertThat(scene.next("error").path("error").path("code").asText()).isEqualTo("invalid_value");
    }

    @Test
    void onlyWhatTheAgentHasSpokenCanBeTruncated() {
        JsonNode typed = scene.typed("Well?").next("conversation.item.added").path("item");

        truncate(typed.path("id").asText(), 0, 0);
        assertThat(scene.next("error").path("error").path("param").asText()).isEqualTo("item_id");
        truncate("item_nobody", 0, 0);
        assertThat(scene.next("error").path("error").path("code").asText()).isEqualTo("item_not_found");
        truncate(itemId, 1, 0);
        assertThat(scene.next("error").path("error").path("param").asText()).isEqualTo("content_index");
    }

    @Test
    void whatIsStillBeingSaidEndsThere() {
        mind.willThink(listener -> listener.onSentence("One moment, please."));
        scene.typed("And now?").respond();
        String now =
                scene.next("response.output_item.added").path("item").path("id").asText();

        truncate(now, 0, 300);

        JsonNode response = scene.next("response.done").path("response");
        assertThat(response.path("status").asText()).isEqualTo("cancelled");
        scene.next("conversation.item.truncated");
        scene.send("{'type':'conversation.item.retrieve','item_id':'" + now + "'}");
        JsonNode item = scene.next("conversation.item.retrieved").path("item");
        assertThat(item.path("content").path(0).path("transcript").asText()).isEqualTo("One");
    }

    @Test
    void aMistakeEndsNothing() {
        mind.willThink(listener -> listener.onSentence("One moment, please."));
        scene.typed("And now?").respond();
        String now =
                scene.next("response.output_item.added").path("item").path("id").asText();

        truncate(now, 0, 9_999);

        assertThat(scene.types()).contains("error").doesNotContain("response.done");
    }
}
