package dev.trunkline.engine.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.mind.ChatMessage;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients put items into the conversation, take them out of it, and look at them. */
class ConversationItemsTest {

    private final NotingMind mind = new NotingMind();
    private final SessionScene scene = new SessionScene(mind);

    private JsonNode create(String id, String previousId, String text) {
        String after = previousId.isEmpty() ? "" : "'previous_item_id':'" + previousId + "',";
        scene.send("{'type':'conversation.item.create'," + after + "'item':{'id':'" + id
                + "','type':'message','role':'user','content':[{'type':'input_text','text':'" + text + "'}]}}");
        return scene.next("conversation.item.added");
    }

    private String code() {
        return scene.next("error").path("error").path("code").asText();
    }

    @Test
    void anItemIsAddedAndDone() {
        scene.take();
        scene.typed("Hello.");

        assertThat(scene.types()).containsExactly("conversation.item.added", "conversation.item.done");
    }

    @Test
    void itStandsWhereTheClientWantsIt() {
        assertThat(create("b", "", "two").path("previous_item_id").isNull()).isTrue();
        assertThat(create("d", "", "four").path("previous_item_id").asText()).isEqualTo("b");
        assertThat(create("a", "root", "one").path("previous_item_id").isNull()).isTrue();
        assertThat(create("c", "b", "three").path("previous_item_id").asText()).isEqualTo("b");

        scene.respond();

        assertThat(mind.thought().messages())
                .extracting(ChatMessage::text)
                .containsExactly("one", "two", "three", "four");
    }

    @Test
    void behindNobodyItIsRefused() {
        scene.send("{'type':'conversation.item.create','previous_item_id':'gone','item':{'type':'message',"
                + "'role':'user','content':[]}}");

        JsonNode error = scene.next("error").path("error");
        assertThat(error.path("code").asText()).isEqualTo("item_not_found");
        assertThat(error.path("param").asText()).isEqualTo("previous_item_id");
    }

    @Test
    void noTwoHaveOneId() {
        create("a", "", "one");
        scene.send("{'type':'conversation.item.create','item':{'id':'a','type':'message','role':'user','content':[]}}");

        assertThat(code()).isEqualTo("item_already_exists");
    }

    @Test
    void aDeletedOneWasNeverSaid() {
        create("a", "", "one");
        create("b", "", "two");

        scene.send("{'type':'conversation.item.delete','item_id':'a'}").respond();

        assertThat(scene.next("conversation.item.deleted").path("item_id").asText())
                .isEqualTo("a");
        assertThat(mind.thought().messages()).extracting(ChatMessage::text).containsExactly("two");
        scene.send("{'type':'conversation.item.retrieve','item_id':'a'}");
        assertThat(code()).isEqualTo("item_not_found");
    }

    @Test
    void oneThatIsDeletedWhileItIsBeingSaidIsSaidNoFurther() {
        mind.willThink(listener -> listener.onSentence("One moment, please."));
        scene.typed("Hello.").respond();
        String id =
                scene.next("response.output_item.added").path("item").path("id").asText();
        scene.take();

        scene.send("{'type':'conversation.item.delete','item_id':'" + id + "'}");

        assertThat(scene.types())
                .containsSubsequence("conversation.item.done", "response.done", "conversation.item.deleted")
                .endsWith("conversation.item.deleted");
        scene.respond();
        mind.thought();
        assertThat(mind.thought().messages()).extracting(ChatMessage::text).containsExactly("Hello.");
    }

    @Test
    void oneIsRetrievedAsItWasCreated() {
        JsonNode added = create("a", "", "one").path("item");

        scene.send("{'type':'conversation.item.retrieve','item_id':'a'}");

        assertThat(scene.next("conversation.item.retrieved").path("item")).isEqualTo(added);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"'id':'', item.id", "'id':'root', item.id", "'object':'thing', item.object"})
    void itIsNamedSoThatItCanBeFound(String field, String param) {
        scene.send("{'type':'conversation.item.create','item':{" + field
                + ",'type':'message','role':'user','content':[]}}");

        JsonNode error = scene.next("error").path("error");
        assertThat(error.path("code").asText()).isEqualTo("invalid_value");
        assertThat(error.path("param").asText()).isEqualTo(param);
    }

    @Test
    void anAnswerNeedsACall() {
        scene.send(
                "{'type':'conversation.item.create','item':{'type':'function_call_output','call_id':'c','output':''}}");

        assertThat(code()).isEqualTo("invalid_tool_call_id");
    }

    @Test
    void aCallHasOneAnswer() {
        scene.send("{'type':'conversation.item.create','item':{'type':'function_call','call_id':'c','name':'weather',"
                + "'arguments':'{}'}}");
        String output = "{'type':'conversation.item.create','item':{'type':'function_call_output','call_id':'c',"
                + "'output':'rain'}}";
        scene.send(output).take();

        scene.send(output);

        JsonNode error = scene.next("error").path("error");
        assertThat(error.path("code").asText()).isEqualTo("invalid_tool_call_id");
        assertThat(error.path("param").asText()).isEqualTo("item.call_id");
        assertThat(error.path("message").asText()).contains("already");
    }

    @Test
    void anEarlierConversationIsReplayedWithItsCalls() {
        create("a", "", "How is the weather?");
        scene.send("{'type':'conversation.item.create','item':{'type':'function_call','call_id':'c','name':'weather',"
                + "'arguments':'{}'}}");
        scene.send("{'type':'conversation.item.create','item':{'type':'function_call_output','call_id':'c',"
                + "'output':'rain'}}");
        scene.send("{'type':'conversation.item.create','item':{'type':'message','role':'assistant','content':"
                + "[{'type':'output_text','text':'It rains.'}]}}");

        scene.typed("And tomorrow?").respond();

        assertThat(mind.thought().messages())
                .extracting(ChatMessage::role)
                .containsExactly(
                        ChatMessage.Role.CALLER,
                        ChatMessage.Role.AGENT,
                        ChatMessage.Role.TOOL,
                        ChatMessage.Role.AGENT,
                        ChatMessage.Role.CALLER);
    }

    @Test
    void soundThatIsNotUnderstoodYetMayBeAMinuteInAll() {
        scene.update("'audio':{'input':{'format':{'type':'audio/pcmu'}}}").holdEars();
        sound("a", 40);
        assertThat(scene.types()).contains("conversation.item.done");

        sound("b", 21);
        assertThat(code()).isEqualTo("too_many_items");
        scene.releaseEars();
        scene.take();
        sound("b", 21);

        assertThat(scene.next("conversation.item.done").path("item").path("id").asText())
                .isEqualTo("b");
    }

    private void sound(String id, int seconds) {
        String codes = Base64.getEncoder().encodeToString(new byte[seconds * 8_000]);
        scene.send("{'type':'conversation.item.create','item':{'id':'" + id
                + "','type':'message','role':'user','content':[{'type':'input_audio','audio':'" + codes + "'}]}}");
    }

    @Test
    void theOldestOfTooManyAreForgotten() {
        for (int i = 0; i < 1_001; i++) {
            create("i" + i, "", "word " + i);
        }

        scene.send("{'type':'conversation.item.retrieve','item_id':'i0'}");
        assertThat(code()).isEqualTo("item_not_found");
        scene.send("{'type':'conversation.item.retrieve','item_id':'i1'}");
        assertThat(scene.types()).containsExactly("conversation.item.retrieved");
    }

    @Test
    void anItemThatIsPutBeforeAFullConversationIsThere() {
        for (int i = 0; i < 1_000; i++) {
            create("i" + i, "", "word " + i);
        }

        assertThat(create("first", "root", "Hello.").path("previous_item_id").isNull())
                .isTrue();
        scene.take();
        scene.send("{'type':'conversation.item.retrieve','item_id':'first'}");
        assertThat(scene.types()).containsExactly("conversation.item.retrieved");

        assertThat(create("second", "first", "you").path("previous_item_id").isNull())
                .isTrue(); // that has been forgotten for it
    }

    @Test
    void oneThatIsRefusedCostsNoOther() {
        scene.update("'audio':{'input':{'format':{'type':'audio/pcmu'}}}").holdEars();
        sound("a", 40);
        for (int i = 0; i < 999; i++) {
            create("i" + i, "", "word " + i);
        }

        sound("b", 21);

        assertThat(code()).isEqualTo("too_many_items");
        scene.send("{'type':'conversation.item.retrieve','item_id':'a'}");
        assertThat(scene.types()).containsExactly("conversation.item.retrieved");
    }

    @Test
    void theOldestOfTooLongOnesAreForgotten() {
        create("a", "", "x".repeat(150_000));
        create("b", "", "y".repeat(150_000));

        scene.send("{'type':'conversation.item.retrieve','item_id':'a'}");

        assertThat(code()).isEqualTo("item_not_found");
    }
}
