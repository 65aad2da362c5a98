package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.mind.Mind;
import dev.trunkline.engine.mind.Occasion;
import dev.trunkline.engine.mind.ScriptedMind;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.Callee;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.phone.HungUpBy;
import dev.trunkline.lab.phone.PhoneRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The engine's tools and the bridge that runs them; four calls at once. */
class EngineCallsToolsTest {

    private static final String PERSON = "speak to a person";
    private static final String NOWHERE = "connect me with nowhere";
    private static final String BYE = "goodbye";
    private static final String BYE_BUILTIN = "goodbye forever";
    private static final PitchEars EARS = new PitchEars(PERSON, NOWHERE, BYE, BYE_BUILTIN);
    private static final Map<String, CompletableFuture<PhoneRecord>> CALLS = new HashMap<>();

    private static ServedEngine engine;
    private static WholeLine line;

    @BeforeAll
    static void allCallAtOnce() throws Exception {
        engine = new ServedEngine(TestEngine.SETTINGS, EARS, mind());
        line = new WholeLine(engine.uri(), null);
        for (String words : List.of(PERSON, NOWHERE, BYE, BYE_BUILTIN)) {
            List<CallerStep> steps = new ArrayList<>(List.of(EARS.say(words)));
            if (words.equals(NOWHERE)) {
                steps.addAll(List.of(new CallerStep.AwaitAgent(500, 10_000), new CallerStep.HangUp()));
            }
            CALLS.put(
                    words,
                    line.carrier()
                            .place(line.call(CallerScript.of(steps))
                                    .withCallees(
                                            Map.of(PhoneCall.EVERYBODY_ELSE, new Callee.Answers(200, null, 300)))));
        }
    }

    /** The script, and two things that it never does on a telephone. */
    private static Mind mind() {
        Mind script = new ScriptedMind();
        return (conversation, listener) -> {
            String said = conversation.occasion() instanceof Occasion.CallerSpoke spoke ? spoke.text() : "";
            switch (said) {
                case NOWHERE -> {
                    listener.onTool(new ToolRequest("transfer_call", "{\"destination\":\"nowhere\"}", false));
                    listener.onDone();
                }
                case BYE_BUILTIN -> {
                    listener.onSentence("It was nice to talk to you.");
                    listener.onTool(new ToolRequest(ToolRequest.HANG_UP, "{}", true));
                    listener.onDone();
                }
                default -> {
                    return script.think(conversation, listener);
                }
            }
            return () -> {};
        };
    }

    @AfterAll
    static void close() {
        line.close();
        engine.close();
    }

    @Test
    void callerWhoAsksForAPersonIsPutThrough() throws Exception {
        PhoneRecord phone = phone(PERSON);
        JsonNode bridge = line.recordOf(phone.callSid());

        assertThat(Hum.said(bridge))
                .containsExactly("Of course.", "I will find someone for you.", "I am putting you through now.");
        Hum.assertHeard(phone, Hum.said(bridge));
        Hum.assertFlawless(phone, bridge);
        assertThat(phone.carrier().dialled())
                .singleElement()
                .returns("answered", PhoneRecord.Dialled::outcome)
                .satisfies(dialled -> assertThat(dialled.whisper()).contains(PERSON));
        assertThat(bridge.path("toolCalls").findValuesAsText("name")).containsExactly("transfer_call");
        assertThat(bridge.path("toolCalls").findValuesAsText("outcome")).containsExactly("ok");
        assertThat(bridge.path("end").asText()).isEqualTo("transferred");
        assertThat(toolEvents(bridge)).containsExactly("FUNCTION_CALL", "FUNCTION_CALL_RESPONSE");
    }

    @Test
    void toolThatFailsIsSpokenAbout() throws Exception {
        PhoneRecord phone = phone(NOWHERE);
        JsonNode bridge = line.recordOf(phone.callSid());

        assertThat(Hum.said(bridge))
                .containsExactly("I cannot put you through there.", "I can reach billing or support.");
        Hum.assertHeard(phone, Hum.said(bridge));
        Hum.assertFlawless(phone, bridge);
        assertThat(bridge.path("toolCalls").findValuesAsText("outcome")).containsExactly("bad_parameters");
        assertThat(bridge.path("end").asText()).isEqualTo("caller_hung_up");
        assertThat(phone.carrier().dialled()).isEmpty();
        assertThat(engine.events(chatOf(bridge).path("id").asText())
                        .filter(event -> event.path("type").asText().equals("FUNCTION_CALL_RESPONSE")))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.path("message_text").asText()).contains("tool_error", "[billing, support]"));
    }

    @Test
    void bridgesOwnToolHangsUpWhenTheGoodbyeWasHeard() throws Exception {
        PhoneRecord phone = phone(BYE);
        JsonNode bridge = line.recordOf(phone.callSid());

        assertThat(Hum.said(bridge)).containsExactly("Thank you for calling.", "Goodbye.");
        assertHungUpByAgent(phone, bridge);
        assertThat(bridge.path("toolCalls").findValuesAsText("outcome")).containsExactly("ok");
    }

    /** Its call is not shown, only its response; then the chat is closed with 1000. */
    @Test
    void builtinToolHangsUpWhenTheGoodbyeWasHeard() throws Exception {
        PhoneRecord phone = phone(BYE_BUILTIN);
        JsonNode bridge = line.recordOf(phone.callSid());

        assertThat(Hum.said(bridge)).containsExactly("It was nice to talk to you.");
        assertHungUpByAgent(phone, bridge);
        assertThat(bridge.path("toolCalls")).isEmpty();
        assertThat(bridge.path("events").findValuesAsText("detail"))
                .anySatisfy(detail ->
                        assertThat(detail).containsIgnoringCase("goodbye").contains("1000"));
        assertThat(toolEvents(bridge)).containsExactly("FUNCTION_CALL", "FUNCTION_CALL_RESPONSE");
    }

    private static void assertHungUpByAgent(PhoneRecord phone, JsonNode bridge) {
        Hum.assertHeard(phone, Hum.said(bridge));
        Hum.assertFlawless(phone, bridge);
        assertThat(bridge.path("end").asText()).isEqualTo("agent_hung_up");
        assertThat(phone.ending().hungUpBy()).isEqualTo(HungUpBy.AGENT);
        assertThat(phone.ending().status()).isEqualTo("completed");
        assertThat(chatOf(bridge).path("status").asText()).isEqualTo("USER_ENDED");
    }

    private static List<String> toolEvents(JsonNode bridge) {
        return engine.events(chatOf(bridge).path("id").asText())
                .filter(event -> event.path("role").asText().equals("TOOL"))
                .map(event -> event.path("type").asText())
                .toList();
    }

    private static JsonNode chatOf(JsonNode bridge) {
        return engine.endedChats(bridge.path("chatGroupId").asText(), 1).get(0);
    }

    private static PhoneRecord phone(String words) throws Exception {
        return CALLS.get(words).get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
    }
}
