package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.mind.script.ScriptedDialogModel;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.twiml.Callee;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine's tools and the bridge that runs them; eight calls at once. */
class EngineCallsToolsIT {

    private static final String PERSON = "speak to a person";
    private static final String NOWHERE = "connect me with nowhere";
    private static final String BYE = "goodbye";
    private static final String BYE_BUILTIN = "goodbye forever";
    private static final PitchEars EARS = new PitchEars(PERSON, NOWHERE, BYE, BYE_BUILTIN);
    private static final int STACKS_AT_ONCE = 2; // more calls are too much for a busy machine
    private static final List<Stack> STACKS = new ArrayList<>();

    /** An engine, a bridge, and the calls by what their callers say. */
    private record Stack(
            Combination combination,
            ServedEngine engine,
            WholeLine line,
            Map<String, CompletableFuture<PhoneRecord>> calls) {

        PhoneRecord phone(String words) throws Exception {
            return calls.get(words).get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
        }

        JsonNode chatOf(JsonNode bridge) {
            return engine.endedChats(bridge.path("chatGroupId").asText(), 1).get(0);
        }

        List<String> toolEvents(JsonNode bridge) {
            return engine.events(chatOf(bridge).path("id").asText())
                    .filter(event -> event.path("role").asText().equals("TOOL"))
                    .map(event -> event.path("type").asText())
                    .toList();
        }

        @Override
        public String toString() {
            return combination.toString();
        }
    }

    @BeforeAll
    static void manyCallAtOnce() throws Exception {
        for (Combination combination : Combination.all()) {
            ServedEngine engine = new ServedEngine(withHangUp(combination.settings()), EARS, mind());
            STACKS.add(new Stack(combination, engine, new WholeLine(engine.uri(), null), new HashMap<>()));
        }
        for (int i = 0; i < STACKS.size(); i += STACKS_AT_ONCE) {
            List<CompletableFuture<PhoneRecord>> placed = new ArrayList<>();
            for (Stack stack : STACKS.subList(i, i + STACKS_AT_ONCE)) {
                for (String words : List.of(PERSON, NOWHERE, BYE, BYE_BUILTIN)) {
                    stack.calls().put(words, place(stack, words));
                }
                placed.addAll(stack.calls().values());
            }
            CompletableFuture.allOf(placed.toArray(CompletableFuture[]::new))
                    .get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static CompletableFuture<PhoneRecord> place(Stack stack, String words) {
        List<CallerStep> steps = new ArrayList<>(List.of(stack.combination().opening(), EARS.say(words)));
        if (words.equals(NOWHERE)) {
            steps.addAll(List.of(new CallerStep.AwaitAgent(Combination.QUIET_MILLIS, 10_000), new CallerStep.HangUp()));
        }
        PhoneCall call = stack.line()
                .call(CallerScript.of(steps))
                .withCallees(Map.of(Callee.EVERYBODY_ELSE, new Callee.Answers(200, null, 300)));
        return stack.line().carrier().place(call);
    }

    /** The script, and two things that it never does on a telephone. */
    private static DialogModel mind() {
        DialogModel script = ScriptedDialogModel.ofTheLab();
        return (conversation, listener) -> {
            String said = conversation.trigger() instanceof Trigger.CallerSpoke spoke ? spoke.text() : "";
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
                    return script.generate(conversation, listener);
                }
            }
            return () -> {};
        };
    }

    @AfterAll
    static void close() {
        STACKS.forEach(stack -> {
            stack.line().close();
            stack.engine().close();
        });
    }

    static List<Stack> stacks() {
        return STACKS;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stacks")
    void callerWhoAsksForAPersonIsPutThrough(Stack stack) throws Exception {
        PhoneRecord phone = stack.phone(PERSON);
        JsonNode bridge = stack.line().recordOf(phone.callSid());

        assertThat(Hum.said(bridge))
                .isEqualTo(stack.combination()
                        .said("Of course.", "I will find someone for you.", "I am putting you through now."));
        Hum.assertHeard(phone, Hum.said(bridge));
        Hum.assertFlawless(phone, bridge);
        assertThat(phone.carrier().dialled())
                .singleElement()
                .returns("answered", PhoneRecord.Dialled::outcome)
                .satisfies(dialled -> assertThat(dialled.whisper()).contains(PERSON));
        assertThat(bridge.path("toolCalls").findValuesAsText("name")).containsExactly("transfer_call");
        assertThat(bridge.path("toolCalls").findValuesAsText("outcome")).containsExactly("ok");
        assertThat(bridge.path("end").asText()).isEqualTo("transferred");
        assertThat(stack.toolEvents(bridge)).containsExactly("FUNCTION_CALL", "FUNCTION_CALL_RESPONSE");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stacks")
    void toolThatFailsIsSpokenAbout(Stack stack) throws Exception {
        PhoneRecord phone = stack.phone(NOWHERE);
        JsonNode bridge = stack.line().recordOf(phone.callSid());

        assertThat(Hum.said(bridge))
                .isEqualTo(
                        stack.combination().said("I cannot put you through there.", "I can reach billing or support."));
        Hum.assertHeard(phone, Hum.said(bridge));
        Hum.assertFlawless(phone, bridge);
        assertThat(bridge.path("toolCalls").findValuesAsText("outcome")).containsExactly("bad_parameters");
        assertThat(bridge.path("end").asText()).isEqualTo("caller_hung_up");
        assertThat(phone.carrier().dialled()).isEmpty();
        assertThat(stack.engine()
                        .events(stack.chatOf(bridge).path("id").asText())
                        .filter(event -> event.path("type").asText().equals("FUNCTION_CALL_RESPONSE")))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.path("message_text").asText()).contains("tool_error", "[billing, support]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stacks")
    void bridgesOwnToolHangsUpWhenTheGoodbyeWasHeard(Stack stack) throws Exception {
        PhoneRecord phone = stack.phone(BYE);
        JsonNode bridge = stack.line().recordOf(phone.callSid());

        assertThat(Hum.said(bridge)).isEqualTo(stack.combination().said("Thank you for calling.", "Goodbye."));
        assertHungUpByAgent(stack, phone, bridge);
        assertThat(bridge.path("toolCalls").findValuesAsText("outcome")).containsExactly("ok");
    }

    /** Its call is not shown, only its response; then the chat is closed with 1000. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("stacks")
    void builtinToolHangsUpWhenTheGoodbyeWasHeard(Stack stack) throws Exception {
        PhoneRecord phone = stack.phone(BYE_BUILTIN);
        JsonNode bridge = stack.line().recordOf(phone.callSid());

        assertThat(Hum.said(bridge)).isEqualTo(stack.combination().said("It was nice to talk to you."));
        assertHungUpByAgent(stack, phone, bridge);
        assertThat(bridge.path("toolCalls")).isEmpty();
        assertThat(bridge.path("events").findValuesAsText("detail"))
                .anySatisfy(detail ->
                        assertThat(detail).containsIgnoringCase("goodbye").contains("1000"));
        assertThat(stack.toolEvents(bridge)).containsExactly("FUNCTION_CALL", "FUNCTION_CALL_RESPONSE");
    }

    /** The chats of the bridge, which offers a hang_up of its own, have EVI's builtin one, too. */
    private static EngineSettings withHangUp(EngineSettings settings) {
        ChatPlan plan = settings.plan();
        return settings.withPlan(new ChatPlan(
                plan.config(),
                plan.agent(),
                plan.announcements(),
                plan.turns(),
                plan.limits(),
                new ChatPlan.Tools(plan.tools().functions(), Map.of("hang_up", "")),
                plan.webhooks()));
    }

    private static void assertHungUpByAgent(Stack stack, PhoneRecord phone, JsonNode bridge) {
        Hum.assertHeard(phone, Hum.said(bridge));
        Hum.assertFlawless(phone, bridge);
        assertThat(bridge.path("end").asText()).isEqualTo("agent_hung_up");
        assertThat(phone.ending().hungUpBy()).isEqualTo(HungUpBy.AGENT);
        assertThat(phone.ending().status()).isEqualTo("completed");
        assertThat(stack.chatOf(bridge).path("status").asText()).isEqualTo("USER_ENDED");
    }
}
