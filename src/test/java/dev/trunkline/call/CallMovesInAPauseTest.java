package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import dev.trunkline.testing.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node drains: the call goes on elsewhere, and nobody is cut off in the middle of a word. */
class CallMovesInAPauseTest {

    private static final long PATIENCE = Duration.ofSeconds(20).toNanos();
    private static final CarrierInstruction.Transfer TRANSFER =
            new CarrierInstruction.Transfer("billing", "+15557001", null, 20);

    private final List<ToolRunner.Answer> running = new ArrayList<>();

    private static void order(Scene scene) {
        scene.call.onMoveOrdered(PATIENCE, () -> true);
    }

    private static boolean hasMoved(Scene scene) {
        return !scene.heard.all(CallEvent.Ended.class).isEmpty();
    }

    @Test
    void whenNobodySaysAnything() {
        Scene scene = Scene.talking();
        order(scene);

        scene.callerSounds(0, 3_000);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.MOVED);
        assertThat(scene.continuation()).isEqualTo(new CallContinuation(new CarrierInstruction.GoOn(), "group-1", ""));
        assertThat(scene.time.tickers()).isZero();
        assertThat(scene.time.timers()).isZero();
    }

    @Test
    void whenTheAgentHasBeenHeardToItsEnd() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "This is a sentence of four seconds.", 440, 4_000);
        scene.time.advanceMillis(100);
        order(scene);

        scene.callerSounds(0, 3_800);
        assertThat(hasMoved(scene)).isFalse();
        scene.agent().endsTurn();
        scene.callerSounds(0, 500);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.MOVED);
        assertThat(scene.heard.only(TalkEvent.AgentHeard.class).interrupted()).isFalse();
        assertThat(scene.continuation().cutOff()).isNull();
    }

    @Test
    void notBetweenTwoSentencesOfOneTurn() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "First.", 440, 1_000);
        order(scene);

        scene.callerSounds(0, 5_000); // the second sentence is late

        assertThat(hasMoved(scene)).isFalse();
    }

    @Test
    void notWhileTheCallerSpeaksOrWaitsForAnAnswer() {
        Scene scene = Scene.talking();
        order(scene);

        scene.callerSounds(440, 3_000);
        assertThat(hasMoved(scene)).isFalse();
        scene.callerSounds(0, 1_500); // the transcript is on its way
        assertThat(hasMoved(scene)).isFalse();
        scene.agent().transcribes("what does it cost", false);
        scene.callerSounds(0, 3_000);
        assertThat(hasMoved(scene)).isFalse();
        scene.agentSpeaks("m1", "Ten.", 440, 600);
        scene.agent().endsTurn();
        scene.callerSounds(0, 1_200);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.MOVED);
    }

    @Test
    void notWhileAToolRuns() {
        Scene scene = Scene.prepare()
                .tools((tool, call, answer) -> running.add(answer))
                .talking();
        scene.agent().callsTool(new ToolCall("t1", "look_up", "{}", false, true));
        order(scene);

        scene.callerSounds(0, 4_000);
        assertThat(hasMoved(scene)).isFalse();
        running.get(0).succeed("found");
        scene.callerSounds(0, 3_000); // the agent is going to say what
        assertThat(hasMoved(scene)).isFalse();
        scene.agentSpeaks("m1", "Found it.", 440, 600);
        scene.agent().endsTurn();
        scene.callerSounds(0, 1_200);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.MOVED);
    }

    @Test
    void notBeforeAnAiThatWasLostHasHeardWhatTheCallerSaid() {
        Scene scene = Scene.talking();
        scene.agent().lose(AiLoss.Kind.DROPPED);
        order(scene);

        scene.callerSounds(0, 2_500);
        assertThat(hasMoved(scene)).isFalse();
        scene.ai.ready();
        scene.callerSounds(0, 2_500);

        assertThat(hasMoved(scene)).isTrue();
    }

    @Test
    void anywayWhenNoPauseComes() {
        Scene scene = Scene.talking();
        order(scene);

        scene.callerSounds(440, 19_900);
        assertThat(hasMoved(scene)).isFalse();
        scene.callerSounds(440, 200);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.MOVED);
    }

    @Test
    void notBeforeItIsItsTurn() {
        Scene scene = Scene.talking();
        boolean[] mayGo = {false};
        scene.call.onMoveOrdered(PATIENCE, () -> mayGo[0]);

        scene.callerSounds(0, 30_000);
        assertThat(hasMoved(scene)).isFalse();
        mayGo[0] = true;
        scene.callerSounds(0, 100);

        assertThat(hasMoved(scene)).isTrue();
    }

    @Test
    void notWhenItsEndIsDecided() {
        Scene scene = Scene.talking();
        scene.call.actions().transfer(TRANSFER, "A caller for you.");
        order(scene);
        scene.agentSpeaks("m1", "I put you through.", 440, 3_000);

        scene.callerSounds(0, 10_000);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.TRANSFERRED);
    }

    @Test
    void norIsWhatIsDecidedForgottenWhenThereIsNoTimeLeft() {
        Scene scene = Scene.talking();
        scene.call.actions().transfer(TRANSFER, "A caller for you.");

        scene.call.onEndOrdered(CallEnd.SHUT_DOWN);

        assertThat(scene.continuation().next()).isEqualTo(TRANSFER);
    }

    @Test
    void butACallThatIsOverStaysOver() {
        Scene scene = Scene.talking();
        scene.call.onStreamEnded(StreamEnding.STOPPED);

        order(scene);
        scene.time.advanceMillis(60_000);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.CALLER_HUNG_UP);
    }
}
