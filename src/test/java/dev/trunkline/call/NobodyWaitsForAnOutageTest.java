package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.ConnectPace;
import dev.trunkline.ai.FarEnds;
import dev.trunkline.ai.ListedFarEnd;
import dev.trunkline.bridge.FailsafeBreaker;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.testing.ManualScheduler;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.Scene;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NobodyWaitsForAnOutageTest {

    private static final CarrierInstruction APOLOGY =
            new CarrierInstruction.Apologise(CarrierInstruction.Apologise.SORRY, "+15550009", null);

    @Test
    void aRunningCallIsHelpedWithinEightSecondsThoughAnAttemptIsUnderWay() {
        Scene scene = Scene.talking();
        scene.time.advanceMillis(60_000);
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(5);
        scene.ai.down(true);
        RecordingAi.Line pending = scene.agent();

        scene.time.advanceMillis(6_900);
        assertThat(scene.phone.hasLeft()).isFalse();
        scene.time.advanceMillis(1_000);

        assertThat(scene.phone.hasLeft()).isTrue();
        assertThat(pending.wasCancelled()).isTrue();
        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AI_LOST);
        assertThat(scene.continuation().next()).isEqualTo(APOLOGY);
        assertThat(scene.time.timers()).isZero();
    }

    @Test
    void soIsOneThatWasNeverAnswered() {
        Scene scene = Scene.begin();
        scene.ai.down(true);

        scene.time.advanceMillis(7_900);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AI_UNREACHABLE);
        assertThat(scene.continuation().next()).isEqualTo(APOLOGY);
    }

    @Test
    void aNewCallerWhoFindsOutThatItIsOutIsHelpedAMomentLater() {
        Scene scene = Scene.begin();
        scene.ai.down(true);
        scene.time.advanceMillis(3_000);
        scene.agent().lose(AiLoss.Kind.DROPPED);

        scene.time.advanceMillis(400);
        assertThat(scene.phone.hasLeft()).isFalse();
        scene.time.advanceMillis(1_000);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AI_UNREACHABLE);
        assertThat(scene.continuation().next()).isEqualTo(APOLOGY);
        assertThat(scene.time.timers()).isZero();
    }

    @Test
    void oneWhoWasTalkedToOnAnEarlierStreamIsWaitedForAsBefore() {
        Scene scene = Scene.prepare().resumed().begin();
        scene.ai.down(true);
        scene.time.advanceMillis(3_000);
        scene.agent().lose(AiLoss.Kind.DROPPED);

        scene.time.advanceMillis(3_900);
        assertThat(scene.phone.hasLeft()).isFalse();
        scene.time.advanceMillis(1_000);

        assertThat(scene.phone.hasLeft()).isTrue();
    }

    /** Its connections hang for as long as they may: three seconds, then six. Before, it took half a minute. */
    @Test
    void theOnlyCallInANetworkThatSwallowsEverythingIsHelpedAsWell() {
        ManualScheduler time = new ManualScheduler();
        RecordingAi ai = new RecordingAi();
        FailsafeBreaker.Rules usual = FailsafeBreaker.Rules.usual();
        Duration pause = Duration.ofHours(1); // of the machine's own time, which passes while it stands still
        FailsafeBreaker.Rules rules = new FailsafeBreaker.Rules(usual.misses(), usual.trouble(), pause, pause);
        FailsafeBreaker breaker = new FailsafeBreaker("far", rules, isOut -> {}, time::nowNanos);
        ListedFarEnd farEnd = new ListedFarEnd("far", "evi", true, breaker, new ConnectPace(200, 20), -1, loop -> ai);
        FarEnds farEnds = new FarEnds(List.of(farEnd), "", time, "It goes on.", new Unheeded());
        Scene scene = Scene.prepare().at(time).ai(farEnds).begin();
        ai.ready();
        time.advanceMillis(60_000);
        ai.line().lose(AiLoss.Kind.DROPPED);
        time.advanceMillis(3_000);
        ai.line().lose(AiLoss.Kind.DROPPED);
        time.advanceMillis(6_250);
        assertThat(scene.phone.hasLeft()).isFalse();

        ai.line().lose(AiLoss.Kind.DROPPED);
        time.advanceMillis(1_000);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AI_LOST);
        assertThat(scene.continuation().next()).isEqualTo(APOLOGY);
    }

    private static final class Unheeded implements FarEnds.Listener {
        @Override
        public void onTaken(String callSid, ListedFarEnd taken, String from) {}

        @Override
        public void onPassedOver(String callSid, ListedFarEnd passed, AiLoss loss) {}
    }

    @Test
    void oneThatMayComeBackIsWaitedForLonger() {
        Scene scene = Scene.talking();
        scene.agent().lose(AiLoss.Kind.DROPPED);

        scene.time.advanceMillis(20_000);
        scene.ai.ready();

        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
    }

    @Test
    void aCallThatTalksDoesNotMindThatOthersReachNobody() {
        Scene scene = Scene.talking();
        scene.ai.down(true);

        scene.time.advanceMillis(60_000);

        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
    }
}
