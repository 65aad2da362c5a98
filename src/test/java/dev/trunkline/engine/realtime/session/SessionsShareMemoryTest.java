package dev.trunkline.engine.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.net.connection.MemoryBudget;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A session keeps a megabyte without asking; for more there must be room, which all chats and sessions of an engine share. */
class SessionsShareMemoryTest {

    private final MemoryBudget budget = new MemoryBudget(1_000_000);
    private final NotingMind mind = new NotingMind();
    private final SessionScene scene = new SessionScene(mind, budget);

    private String codeOfError() {
        JsonNode error = scene.next("error").path("error");
        assertThat(error.path("type").asText()).isEqualTo("server_error");
        return error.path("code").asText();
    }

    private void append(int seconds) {
        scene.send("{'type':'input_audio_buffer.append','audio':'" + silence(seconds * 8_000) + "'}");
    }

    private static String silence(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }

    private void pushToTalk() {
        scene.update("'audio':{'input':{'turn_detection':null,'format':{'type':'audio/pcmu'}}}")
                .take();
    }

    @Test
    void soundThatIsNotCommitted() {
        pushToTalk();
        append(60);
        append(60);
        assertThat(scene.types()).isEmpty();

        append(60);

        assertThat(codeOfError()).isEqualTo("server_overloaded");
        scene.send("{'type':'input_audio_buffer.clear'}").take();
        assertThat(budget.takenBytes()).isZero();
        append(60);
        assertThat(scene.types()).isEmpty();
    }

    @Test
    void soundThatIsCommittedAndNotUnderstood() {
        scene.holdEars();
        pushToTalk();
        append(60);
        append(60);
        scene.send("{'type':'input_audio_buffer.commit'}").next("input_audio_buffer.committed");
        assertThat(budget.takenBytes()).isPositive();

        scene.releaseEars();
        scene.take();

        assertThat(budget.takenBytes()).isZero();
    }

    @Test
    void soundOfTheClientsItems() {
        scene.holdEars();
        soundItem("a");

        soundItem("b");

        assertThat(codeOfError()).isEqualTo("server_overloaded");
        scene.send("{'type':'conversation.item.retrieve','item_id':'b'}");
        assertThat(scene.next("error").path("error").path("code").asText()).isEqualTo("item_not_found");
        scene.releaseEars();
        scene.take();
        soundItem("b");
        assertThat(scene.types()).contains("conversation.item.added");
    }

    private void soundItem(String id) {
        scene.send("{'type':'conversation.item.create','item':{'id':'" + id
                + "','type':'message','role':'user','content':[{'type':'input_audio','audio':'"
                + silence(30 * 48_000) + "'}]}}");
    }

    @Test
    void responsesThatAreNotDone() {
        String words = "x".repeat(240_000);
        for (int i = 0; i < 5; i++) {
            mind.willThink(listener -> {});
            scene.send("{'type':'response.create','response':{'conversation':'none','input':[{'type':'message',"
                    + "'role':'user','content':[{'type':'input_text','text':'" + words + "'}]}]}}");
        }

        assertThat(codeOfError()).isEqualTo("server_overloaded");
        assertThat(scene.types()).isEmpty(); // it was the last of them
        scene.disconnect();
        assertThat(budget.takenBytes()).isZero();
    }

    @Test
    void settingsAndTheConversation() {
        SessionScene full = new SessionScene(mind, new MemoryBudget(0));
        full.typed("x".repeat(250_000)).update("'instructions':'" + "y".repeat(100_000) + "'");
        String names = IntStream.range(0, 1_000)
                .mapToObj(i -> "'" + "z".repeat(250) + "'")
                .collect(Collectors.joining(","));
        assertThat(full.types()).contains("session.updated");

        full.update("'audio':{'input':{'transcription':{'model':'whisper-1','keywords':[" + names + "]}}}");

        assertThat(full.next("error").path("error").path("code").asText()).isEqualTo("server_overloaded");
        full.update("'instructions':'Be brief.'");
        JsonNode session = full.next("session.updated").path("session");
        assertThat(session.path("audio").path("input").path("transcription").isNull())
                .isTrue();
    }

    @Test
    void whereThereIsNoRoomNobodyIsClosed() {
        pushToTalk();
        append(60);
        append(60);
        for (int i = 0; i < 1_001; i++) {
            append(1);
        }

        assertThat(scene.isClosed()).isFalse();
        assertThat(scene.next("error").path("error").path("code").asText()).isEqualTo("server_overloaded");
    }
}
