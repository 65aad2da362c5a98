package dev.trunkline.engine.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.history.ChatEvent;
import dev.trunkline.engine.plan.ChatLimits;
import dev.trunkline.engine.plan.ChatPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The history has sessions as it has EVI's chats: who said what, which tools ran, what was not heard, how it ended. */
class SessionsAreKeptTest {

    private final NotingMind mind = new NotingMind();
    private final SessionScene scene = new SessionScene(mind);

    private List<ChatEvent> kept(ChatEvent.Type type) {
        return scene.history.eventsOf(SessionScene.CHAT_ID).stream()
                .filter(event -> event.type() == type)
                .toList();
    }

    @Test
    void withWhatWasSaidByWhom() {
        mind.willSay("Yes. Until five.");
        scene.ears.willHear("is it open");
        scene.speaks(600).isSilent(700);
        scene.typed("Thanks.");

        scene.disconnect();

        assertThat(kept(ChatEvent.Type.USER_MESSAGE))
                .extracting(ChatEvent::text)
                .containsExactly("is it open", "Thanks.");
        assertThat(kept(ChatEvent.Type.AGENT_MESSAGE))
                .extracting(ChatEvent::text)
                .containsExactly("Yes.", "Until five.");
        assertThat(kept(ChatEvent.Type.SYSTEM_PROMPT))
                .extracting(ChatEvent::text)
                .containsExactly("Be kind.");
        assertThat(kept(ChatEvent.Type.USER_RECORDING_START_MESSAGE)).hasSize(1);
        assertThat(scene.history.ending(SessionScene.CHAT_ID)).isEqualTo(ChatEntry.Status.USER_ENDED);
    }

    @Test
    void withCallsAndTheirAnswers() {
        mind.willCall("weather", "{}", false);
        scene.update("'tools':[{'type':'function','name':'weather'}]")
                .typed("How is it?")
                .respond();
        String call = scene.next("response.function_call_arguments.done")
                .path("call_id")
                .asText();
        scene.send("{'type':'conversation.item.create','item':{'type':'function_call_output','call_id':'" + call
                + "','output':'rain'}}");

        scene.disconnect();

        String called = kept(ChatEvent.Type.FUNCTION_CALL).get(0).id();
        assertThat(kept(ChatEvent.Type.FUNCTION_CALL_RESPONSE))
                .singleElement()
                .satisfies(answer -> assertThat(answer.relatedEventId()).isEqualTo(called))
                .satisfies(answer -> assertThat(answer.text()).contains("rain"));
    }

    @Test
    void withLaterAnswersAlsoWhereManyCallsHadNone() {
        scene.update("'tools':[{'type':'function','name':'weather'}]");
        String call = "";
        for (int i = 0; i < 101; i++) {
            mind.willCall("weather", "{}", false);
            scene.typed("And now?").respond();
            call = scene.next("response.function_call_arguments.done")
                    .path("call_id")
                    .asText();
            scene.take();
        }
        scene.send("{'type':'conversation.item.create','item':{'type':'function_call_output','call_id':'" + call
                + "','output':'rain'}}");

        scene.disconnect();

        assertThat(kept(ChatEvent.Type.FUNCTION_CALL_RESPONSE)).hasSize(1);
    }

    @Test
    void withTheMistakesThatEndedThem() {
        for (int i = 0; i < 1_000; i++) {
            scene.send("{oops");
        }
        assertThat(scene.isClosed()).isTrue();

        scene.disconnect();

        assertThat(scene.history.ending(SessionScene.CHAT_ID)).isEqualTo(ChatEntry.Status.ERROR);
    }

    @Test
    void withWhatTheCallerDidNotHear() {
        mind.willSay("Yes. Until five.");
        scene.typed("Is it open?").respond();
        JsonNode item = scene.next("response.output_item.added").path("item");

        scene.send("{'type':'conversation.item.truncate','content_index':0,'audio_end_ms':60,'item_id':'"
                + item.path("id").asText() + "'}");
        scene.disconnect();

        List<ChatEvent> said = kept(ChatEvent.Type.AGENT_MESSAGE);
        assertThat(kept(ChatEvent.Type.USER_INTERRUPTION))
                .singleElement()
                .satisfies(missed -> assertThat(missed.metadataJson())
                        .contains("\"cut_off_event_ids\":[\"" + said.get(0).id() + "\"]")
                        .contains("\"unheard_event_ids\":[\"" + said.get(1).id() + "\"]"));
    }

    @Test
    void withoutWhatIsOutOfBand() {
        scene.send("{'type':'response.create','response':{'conversation':'none'}}");

        scene.disconnect();

        assertThat(kept(ChatEvent.Type.AGENT_MESSAGE)).isEmpty();
    }

    @Test
    void withTheTimeThatTheyWereOver() {
        SessionScene minute =
                new SessionScene(mind, ChatPlan.defaults().withLimits(new ChatLimits(120_000, 60_000, 0, 2)));

        minute.time.advanceMillis(60_000);
        minute.disconnect();

        assertThat(minute.history.ending(SessionScene.CHAT_ID)).isEqualTo(ChatEntry.Status.MAX_DURATION_TIMEOUT);
    }
}
