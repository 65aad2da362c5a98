package dev.trunkline.engine.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.mind.Trigger;
import org.junit.jupiter.api.Test;

/** Who says nothing for as long as the client's rule allows is asked whether he is there. */
class SilentCallersTest {

    private final NotingMind mind = new NotingMind();
    private final SessionScene scene = new SessionScene(mind);

    private void detects(String rule) {
        scene.update("'audio':{'input':{'turn_detection':{'type':'server_vad'" + rule + "}}}");
    }

    @Test
    void aCallerWhoStaysSilentIsAskedWhetherHeIsThere() {
        detects(",'idle_timeout_ms':5000");
        scene.typed("Hello.").respond().take();
        mind.thought();

        scene.time.advanceMillis(5_000);
        assertThat(scene.types()).isEmpty(); // the agent's own words took 180 ms
        scene.time.advanceMillis(200);

        assertThat(scene.types())
                .containsSubsequence(
                        "input_audio_buffer.timeout_triggered",
                        "input_audio_buffer.committed",
                        "response.created",
                        "response.done");
        assertThat(mind.thought().trigger()).isEqualTo(new Trigger.CallerSilent(1));
    }

    @Test
    void aCallerWhoWaitsForAFunctionIsNot() {
        detects(",'idle_timeout_ms':5000");
        mind.willCall("weather", "{}", false);
        scene.update("'tools':[{'type':'function','name':'weather'}]")
                .typed("How is the weather?")
                .respond();
        JsonNode call = scene.next("response.function_call_arguments.done");
        scene.take();

        scene.time.advanceMillis(6_000);
        assertThat(scene.types()).isEmpty();
        scene.send("{'type':'conversation.item.create','item':{'type':'function_call_output','call_id':'"
                        + call.path("call_id").asText() + "','output':'rain'}}")
                .respond();
        assertThat(scene.types()).contains("response.done").doesNotContain("error");

        scene.time.advanceMillis(6_000);
        assertThat(scene.types()).contains("input_audio_buffer.timeout_triggered");
    }

    @Test
    void aCallerWhoSpeaksIsNot() {
        detects(",'idle_timeout_ms':5000");
        scene.typed("Hello.").respond();
        scene.isSilent(4_500);

        scene.speaks(1_000).take();

        assertThat(scene.types()).doesNotContain("input_audio_buffer.timeout_triggered");
    }
}
