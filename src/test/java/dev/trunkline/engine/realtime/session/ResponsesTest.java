package dev.trunkline.engine.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.mind.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a client is told of a response, and in what order; what the mind is asked for it. */
class ResponsesTest {

    private static final String WEATHER = "'tools':[{'type':'function','name':'weather','description':'Tells it.',"
            + "'parameters':{'type':'object','properties':{'city':{'type':'string'}}}}]";

    private final NotingMind mind = new NotingMind();
    private final SessionScene scene = new SessionScene(mind);

    @Test
    void aSpokenOneIsToldFromItsBeginningToItsUsage() {
        mind.willSay("Yes. It is open.");
        scene.typed("Is it open?").take();

        scene.respond();

        assertThat(scene.types())
                .containsSubsequence(
                        "response.created",
                        "rate_limits.updated",
                        "response.output_item.added",
                        "conversation.item.added",
                        "response.content_part.added",
                        "response.output_audio_transcript.delta",
                        "response.output_audio.delta",
                        "response.output_audio_transcript.delta",
                        "response.output_audio.delta",
                        "response.output_audio.done",
                        "response.output_audio_transcript.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "conversation.item.done",
                        "response.done")
                .endsWith("response.done");
    }

    @Test
    void itsTranscriptIsThatOfItsPartsTogether() {
        mind.willSay("Yes. It is open.");
        scene.typed("Is it open?").respond();

        List<JsonNode> events = scene.take();
        String parts = String.join("", texts(events, "response.output_audio_transcript.delta", "delta"));

        assertThat(parts).isEqualTo("Yes. It is open.");
        assertThat(texts(events, "response.output_audio_transcript.done", "transcript"))
                .containsExactly(parts);
        JsonNode done = events.get(events.size() - 1).path("response");
        assertThat(done.path("status").asText()).isEqualTo("completed");
        assertThat(done.path("output")
                        .path(0)
                        .path("content")
                        .path(0)
                        .path("transcript")
                        .asText())
                .isEqualTo(parts);
        assertThat(done.path("usage")
                        .path("output_token_details")
                        .path("audio_tokens")
                        .asInt())
                .isEqualTo(9); // 15 letters of 30 ms, 50 ms each
    }

    @Test
    void aWrittenOneMakesNoSound() {
        mind.willSay("Yes.");
        scene.update("'output_modalities':['text']").typed("Is it open?").respond();

        List<JsonNode> events = scene.take();

        assertThat(texts(events, "response.output_text.done", "text")).containsExactly("Yes.");
        assertThat(events).noneMatch(event -> event.path("type").asText().contains("audio"));
        assertThat(scene.voice.said()).isZero();
    }

    @Test
    void theMindKnowsWhatWasSaidAndWhatTheClientWantsKnown() {
        scene.typed("Hello.").respond();
        mind.thought();
        scene.send("{'type':'conversation.item.create','item':{'type':'message','role':'system','content':"
                + "[{'type':'input_text','text':'It rains.'}]}}");

        scene.typed("And now?").respond();

        DialogRequest asked = mind.thought();
        assertThat(asked.systemPrompt()).isEqualTo("Be kind.");
        assertThat(asked.messages()).extracting(ChatMessage::text).containsExactly("Hello.", "Noted.", "And now?");
        assertThat(asked.contexts()).containsExactly("It rains.");
        assertThat(asked.trigger()).isEqualTo(new Trigger.CallerSpoke("And now?", true, false));
    }

    @Test
    void aFunctionIsCalledAndItsAnswerIsAnsweredWhenTheClientWants() {
        mind.willCall("weather", "{\"city\":\"Ulm\"}", false);
        scene.update(WEATHER).typed("How is the weather?").respond();
        JsonNode done = scene.next("response.function_call_arguments.done");
        JsonNode item = scene.next("response.output_item.done").path("item");
        assertThat(mind.thought().tools()).hasSize(1);

        scene.send("{'type':'conversation.item.create','item':{'type':'function_call_output','call_id':'"
                + done.path("call_id").asText() + "','output':'rain'}}");
        assertThat(scene.types()).doesNotContain("response.created");
        scene.respond();

        assertThat(done.path("arguments").asText()).isEqualTo("{\"city\":\"Ulm\"}");
        assertThat(item.path("status").asText()).isEqualTo("completed");
        assertThat(mind.thought().trigger()).isEqualTo(new Trigger.ToolSucceeded("weather", "rain"));
    }

    @Test
    void whatIsSaidBeforeACallIsAnItemOfItsOwn() {
        mind.willThink(listener -> {
            listener.onSentence("One moment.");
            listener.onTool(new ToolRequest("weather", "{}", false));
            listener.onDone();
        });
        scene.update(WEATHER).typed("How is the weather?").respond();

        JsonNode response = scene.next("response.done").path("response");

        assertThat(response.path("output"))
                .extracting(item -> item.path("type").asText())
                .containsExactly("message", "function_call");
    }

    @Test
    void whatIsSaidWhileTheAgentThinksOfSomethingElseIsAnsweredByTheNextOne() {
        List<DialogModel.Listener> thoughts = new ArrayList<>();
        mind.willThink(thoughts::add);
        scene.typed("When are you open?").respond().typed("And what does it cost?");
        thoughts.get(0).onSentence("Until five.");
        thoughts.get(0).onDone();
        scene.take();
        mind.thought();

        scene.respond();

        DialogRequest second = mind.thought();
        assertThat(second.messages())
                .extracting(ChatMessage::text)
                .containsExactly("When are you open?", "Until five.", "And what does it cost?");
        assertThat(second.trigger()).isEqualTo(new Trigger.CallerSpoke("And what does it cost?", true, false));
    }

    @Test
    void soIsWhatIsSaidWhileItIsAboutToGreet() {
        List<DialogModel.Listener> thoughts = new ArrayList<>();
        mind.willThink(thoughts::add);
        scene.respond().typed("Hello?");
        thoughts.get(0).onSentence("Welcome.");
        thoughts.get(0).onDone();
        scene.take();
        mind.thought();

        scene.respond();

        assertThat(mind.thought().messages()).extracting(ChatMessage::text).containsExactly("Welcome.", "Hello?");
    }

    @Test
    void whatIsAnsweredLaterStandsBeforeItsAnswerFromThenOn() {
        List<DialogModel.Listener> thoughts = new ArrayList<>();
        mind.willThink(thoughts::add).willSay("Five euros.");
        scene.typed("When are you open?").respond().typed("And what does it cost?");
        thoughts.get(0).onSentence("Until five.");
        thoughts.get(0).onDone();
        scene.take();
        mind.thought();
        scene.respond().take();
        mind.thought();

        scene.typed("Thanks.").respond();

        assertThat(mind.thought().messages())
                .extracting(ChatMessage::text)
                .containsExactly(
                        "When are you open?", "Until five.", "And what does it cost?", "Five euros.", "Thanks.");
    }

    @Test
    void noToolIsOfferedToWhomTheClientForbidsThem() {
        scene.update(WEATHER).typed("How is the weather?");

        scene.send("{'type':'response.create','response':{'tool_choice':'none','instructions':'Guess.'}}");

        DialogRequest asked = mind.thought();
        assertThat(asked.tools()).isEmpty();
        assertThat(asked.systemPrompt()).isEqualTo("Guess.");
    }

    @Test
    void oneOutOfBandLeavesTheConversationAlone() {
        mind.willSay("A greeting.");
        scene.typed("Hello.").take();

        scene.send("{'type':'response.create','response':{'conversation':'none','output_modalities':['text'],"
                + "'metadata':{'topic':'kind'},'input':[{'type':'message','role':'user','content':"
                + "[{'type':'input_text','text':'What is this?'}]}]}}");

        List<JsonNode> events = scene.take();
        JsonNode response = events.get(events.size() - 1).path("response");
        assertThat(response.path("conversation_id").isNull()).isTrue();
        assertThat(response.path("metadata").path("topic").asText()).isEqualTo("kind");
        assertThat(events).noneMatch(event -> event.path("type").asText().startsWith("conversation."));
        assertThat(mind.thought().messages()).extracting(ChatMessage::text).containsExactly("What is this?");
        scene.respond();
        assertThat(mind.thought().messages()).extracting(ChatMessage::text).containsExactly("Hello.");
    }

    @Test
    void itsInputIsNoLongerThanAConversationAlsoWhereItRefersToOneItemOften() {
        scene.send("{'type':'conversation.item.create','item':{'id':'s','type':'message','role':'system','content':"
                        + "[{'type':'input_text','text':'" + "x".repeat(100_000) + "'}]}}")
                .take();
        String reference = "{'type':'item_reference','id':'s'}";
        String begin = "{'type':'response.create','response':{'conversation':'none','input':[" + reference;

        scene.send(begin + ("," + reference).repeat(2) + "]}}");
        JsonNode error = scene.next("error").path("error");
        assertThat(error.path("param").asText()).isEqualTo("response.input");
        assertThat(scene.types()).doesNotContain("response.created");
        scene.send(begin + "," + reference + "]}}");

        assertThat(mind.thought().contexts()).hasSize(2);
    }

    @Test
    void thereIsOneOfTheConversationAtATime() {
        mind.willThink(listener -> {});
        scene.typed("Hello.").respond().take();

        scene.send("{'type':'response.create','event_id':'mine'}");

        JsonNode error = scene.next("error").path("error");
        assertThat(error.path("code").asText()).isEqualTo("conversation_already_has_active_response");
        assertThat(error.path("event_id").asText()).isEqualTo("mine");
    }

    @Test
    void aCancelledOneEndsAtOnceAndTheNextMayBegin() {
        mind.willThink(listener -> listener.onSentence("Well."));
        scene.typed("Hello.").respond();

        scene.send("{'type':'response.cancel'}");

        JsonNode response = scene.next("response.done").path("response");
        assertThat(response.path("status").asText()).isEqualTo("cancelled");
        assertThat(response.path("status_details").path("reason").asText()).isEqualTo("client_cancelled");
        assertThat(response.path("output").path(0).path("status").asText()).isEqualTo("incomplete");
        scene.respond();
        assertThat(scene.next("response.done").path("response").path("status").asText())
                .isEqualTo("completed");
    }

    @Test
    void whatIsNotInProgressCannotBeCancelled() {
        scene.send("{'type':'response.cancel'}");

        assertThat(scene.next("error").path("error").path("code").asText()).isEqualTo("response_cancel_not_active");
    }

    @Test
    void oneThatWouldTakeTooManyTokensStopsBeforeIt() {
        mind.willSay("Yes. " + "It is open until five o'clock in the evening.");
        scene.update("'max_output_tokens':20").typed("Is it open?").respond();

        JsonNode response = scene.next("response.done").path("response");

        assertThat(response.path("status").asText()).isEqualTo("incomplete");
        assertThat(response.path("status_details").path("reason").asText()).isEqualTo("max_output_tokens");
        assertThat(response.path("output")
                        .path(0)
                        .path("content")
                        .path(0)
                        .path("transcript")
                        .asText())
                .isEqualTo("Yes.");
    }

    @Test
    void oneFailsWhoseMindDoes() {
        mind.willThink(listener -> listener.onFailed(DialogModel.Failure.TIMED_OUT, "slow"));
        scene.typed("Hello.").respond();

        JsonNode response = scene.next("response.done").path("response");

        assertThat(response.path("status").asText()).isEqualTo("failed");
        assertThat(response.path("status_details").path("error").path("code").asText())
                .isEqualTo("model_timed_out");
    }

    @Test
    void oneFailsWhoseVoiceDoes() {
        scene.voice.failOnce();
        scene.typed("Hello.").respond();

        JsonNode response = scene.next("response.done").path("response");

        assertThat(response.path("status_details").path("error").path("code").asText())
                .isEqualTo("voice_failed");
    }

    @Test
    void aConversationBeginsWithTheGreetingOfTheMind() {
        scene.respond();

        assertThat(mind.thought().trigger()).isInstanceOf(Trigger.Begun.class);
    }

    @Test
    void theSessionsEndIsTheEndOfAll() {
        mind.willThink(listener -> listener.onSentence("Well."));
        scene.typed("Hello.").respond();
        scene.disconnect();

        assertThat(scene.types()).doesNotContain("response.done");
    }

    private static List<String> texts(List<JsonNode> events, String type, String field) {
        return Stream.of(events)
                .flatMap(List::stream)
                .filter(event -> event.path("type").asText().equals(type))
                .map(event -> event.path(field).asText())
                .toList();
    }
}
