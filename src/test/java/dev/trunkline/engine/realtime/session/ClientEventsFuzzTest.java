package dev.trunkline.engine.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.EchoMind;
import dev.trunkline.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whatever a client sends, an event a line: it is done or refused, nothing is thrown, and the session still works afterwards. */
class ClientEventsFuzzTest implements FuzzTarget {

    private static final int MAX_ERROR_CHARS = 2_000;

    @Override
    public void check(byte[] utf8) {
        SessionScene scene = new SessionScene(new EchoMind());

        new String(utf8, StandardCharsets.UTF_8).lines().limit(200).forEach(scene::send);

        List<JsonNode> events = scene.take();
        assertThat(events)
                .filteredOn(event -> event.path("type").asText().equals("error"))
                .allMatch(event -> event.path("error").path("message").asText().length() < MAX_ERROR_CHARS);
        scene.time.advanceMillis(1_000);
        scene.typed("Hello.").take();
        scene.send(
                "{'type':'response.create','response':{'conversation':'none','input':[],'output_modalities':['text']}}");
        assertThat(scene.types()).contains("response.done");
    }
}
