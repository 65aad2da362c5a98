package dev.trunkline.engine.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.realtime.wire.ServerEventType;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of events says which are sent: these are, in one session, and no others. */
class EveryServedEventIsSentTest {

    @Test
    void theTableIsTrue() {
        NotingMind mind = new NotingMind();
        SessionScene scene = new SessionScene(mind);
        Set<String> sent = new TreeSet<>();

        scene.update("'tools':[{'type':'function','name':'f'}],'audio':{'input':{'transcription':{'model':'m'},"
                + "'turn_detection':{'type':'server_vad','idle_timeout_ms':5000}}}");
        scene.ears.willHear("hello");
        scene.speaks(600).isSilent(700);
        scene.time.advanceMillis(6_000);
        scene.ears.willBreak(9);
        scene.speaks(600).isSilent(700);
        mind.willCall("f", "{}", false);
        scene.typed("Do it.").respond();
        scene.update("'output_modalities':['text']").typed("Write.").respond();
        sent.addAll(scene.types());
        scene.update("'output_modalities':['audio']").typed("Speak.").respond();
        String spoken =
                scene.next("response.output_item.added").path("item").path("id").asText();
        scene.send("{'type':'conversation.item.truncate','item_id':'" + spoken
                        + "','content_index':0,'audio_end_ms':10}")
                .send("{'type':'conversation.item.retrieve','item_id':'" + spoken + "'}")
                .send("{'type':'conversation.item.delete','item_id':'" + spoken + "'}")
                .send("{'type':'input_audio_buffer.clear'}")
                .send("{'type':'output_audio_buffer.clear'}");
        sent.addAll(scene.types());

        assertThat(sent)
                .isEqualTo(Arrays.stream(ServerEventType.values())
                        .filter(type -> type.refusal() == null)
                        .map(ServerEventType::wireName)
                        .collect(Collectors.toSet()));
    }
}
