package dev.trunkline.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.ai.AgentProfile.ToolSpec;
import dev.trunkline.call.CallActions;
import dev.trunkline.call.CallEnd;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.FarEndEvent;
import dev.trunkline.call.TalkEvent;
import dev.trunkline.call.ToolRunner;
import dev.trunkline.control.CallTool;
import dev.trunkline.control.CollectDigitsTool;
import dev.trunkline.control.Destination;
import dev.trunkline.control.HangUpTool;
import dev.trunkline.control.PressKeysTool;
import dev.trunkline.control.Toolbox;
import dev.trunkline.control.TransferTool;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.lab.phone.KeysHeard;
import dev.trunkline.phone.CarrierInstruction;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceCallsToolsTest {

    private static final ToolSpec LOOK_UP =
            new ToolSpec("look_up", "Looks it up.", "{\"type\":\"object\"}", "Not now.");

    private final Toolbox tools = new Toolbox(List.of(
            new LookUp(),
            new HangUpTool(),
            new PressKeysTool(),
            new CollectDigitsTool("main", null),
            new TransferTool(List.of(new Destination("billing", "+15557001", "Invoices.", "+15550002", 25, false)))));

    private static final class LookUp implements CallTool {
        @Override
        public ToolSpec spec() {
            return LOOK_UP;
        }

        @Override
        public void run(JsonNode arguments, CallActions call, ToolRunner.Answer answer) {
            answer.succeed("It is " + arguments.path("of").asText() + ".");
        }
    }

    private FaceScene talking(boolean weDecide) {
        return FaceScene.talking(weDecide, call -> call.offering(tools));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void andSpeaksOfWhatTheyAnswer(boolean weDecide) {
        try (FaceScene at = talking(weDecide)) {
            at.mind.willCall("look_up", "{\"of\":\"forty-two\"}", false).willSay("It is forty-two.");
            at.callerSays("What is my balance?", 600);
            at.callerIsSilent(1_500);

            DialogRequest question = at.mind.thought();
            assertThat(question.tools()).extracting(tool -> tool.name()).contains("look_up", "transfer_call");
            assertThat(at.mind.thought().trigger()).isEqualTo(new Trigger.ToolSucceeded("look_up", "It is forty-two."));
            assertThat(at.heard()).containsExactly("It is forty-two.");
            assertThat(at.scene.heard.only(FarEndEvent.ToolAnswered.class).outcome())
                    .isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void andPutsTheCallerThroughWhenItsLastWordsWereHeard(boolean weDecide) {
        try (FaceScene at = talking(weDecide)) {
            at.mind.willThink(listener -> {
                listener.onSentence("I am putting you through.");
                listener.onTool(
                        new ToolRequest("transfer_call", "{\"destination\":\"billing\",\"reason\":\"A bill\"}", false));
                listener.onDone();
            });
            at.callerSays("A person, please", 600);
            at.callerIsSilent(6_000);

            assertThat(at.heard()).first().isEqualTo("I am putting you through.");
            assertThat(at.scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.TRANSFERRED);
            assertThat(at.scene.continuation().next())
                    .isInstanceOfSatisfying(
                            CarrierInstruction.Transfer.class,
                            transfer -> assertThat(transfer.number()).isEqualTo("+15557001"));
            assertThat(at.scene.continuation().whisper()).contains("A bill");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void andHangsUpWhenItsGoodbyeWasHeard(boolean weDecide) {
        try (FaceScene at = talking(weDecide)) {
            at.mind.willCall("hang_up", "{}", false).willSay("Thank you for calling, and goodbye.");
            at.callerSays("That was all", 600);
            at.callerIsSilent(6_000);

            assertThat(at.heard()).containsExactly("Thank you for calling, and goodbye.");
            assertThat(at.scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AGENT_HUNG_UP);
            assertThat(at.scene.continuation().next()).isEqualTo(new CarrierInstruction.HangUp());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void andPressesKeysThatTheOtherSideHears(boolean weDecide) {
        try (FaceScene at = talking(weDecide)) {
            at.mind.willCall("press_keys", "{\"keys\":\"4711#*0D\"}", false).willSay("I have pressed them.");
            at.callerSays("Press one for sales", 600);
            at.callerIsSilent(5_000);

            assertThat(KeysHeard.in(at.scene.phone.heard())).isEqualTo("4711#*0D");
            assertThat(at.heard()).containsExactly("(keys 4 7 1 1 # * 0 D)", "I have pressed them.");
            at.mind.thought();
            assertThat(at.mind.thought().trigger())
                    .isEqualTo(new Trigger.ToolSucceeded("press_keys", "The keys were pressed: 4711#*0D."));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void andAsksForKeysAndIsToldThem(boolean weDecide) {
        try (FaceScene at = talking(weDecide)) {
            at.mind.willThink(listener -> {
                listener.onSentence("Your number, please.");
                listener.onTool(new ToolRequest("collect_digits", "{\"min\":4,\"max\":4}", false));
                listener.onDone();
            });
            at.callerSays("I have a bill", 600);
            at.callerIsSilent(1_000);
            at.mind.willSay("Thank you.");
            for (char key : "4711".toCharArray()) {
                at.scene.call.onDigit(key);
                at.callerIsSilent(200);
            }
            at.callerIsSilent(1_000);

            at.mind.thought();
            assertThat(at.mind.thought().trigger())
                    .isInstanceOfSatisfying(
                            Trigger.ToolSucceeded.class,
                            answered -> assertThat(answered.content()).contains("4711"));
            assertThat(at.heard()).last().isEqualTo("Thank you.");
            assertThat(at.scene.heard.all(TalkEvent.DigitPressed.class)).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void andKnowsInItsNextAnswerAloneWhichKeysWerePressedUnasked(boolean weDecide) {
        try (FaceScene at = talking(weDecide)) {
            for (char key : "42#".toCharArray()) {
                at.scene.call.onDigit(key);
            }
            at.callerIsSilent(2_000);
            at.callerSays("Did you get that?", 600);
            at.callerIsSilent(1_000);
            at.callerSays("And now?", 600);

            assertThat(at.mind.thought().contexts()).containsExactly("The caller pressed 42# on the keypad.");
            assertThat(at.mind.thought().contexts()).isEmpty();
            assertThat(at.scene.phone.soundedMillis()).isCloseTo(2 * 6 * 30, within(60L));
        }
    }
}
