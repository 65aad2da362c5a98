package dev.trunkline.bridge;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.call.CallEnd;
import dev.trunkline.call.CallEvent;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.phone.PhoneEvents;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import dev.trunkline.testing.RecordingPhone;
import dev.trunkline.time.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Calls that serve nobody are ended by clocks that ask them nothing. */
class CallWatchdogTest {

    private final RouterScene scene = RouterScene.serving();
    private final List<String> overRest = new ArrayList<>();
    private BooleanSupplier wanted = () -> false;
    private final CallWatchdog guard = scene.router.running().guard(new CallWatchdog.LastResort() {
        @Override
        public void goOn(String callSid, BooleanSupplier stillWanted) {
            overRest.add("goOn " + callSid);
            wanted = stillWanted;
        }

        @Override
        public void hangUp(String callSid) {
            overRest.add("hangUp " + callSid);
        }
    });

    /** The guard looks every second while time passes. */
    private void seconds(int seconds) {
        for (int i = 0; i < seconds; i++) {
            scene.time.advanceMillis(1_000);
            guard.look(scene.time.nowNanos());
        }
    }

    private PhoneEvents talksOn(Scheduler loop, RecordingPhone phone) {
        PhoneEvents call = requireNonNull(scene.router.answer(
                new IncomingCall("CA1", "MZ1", RouterScene.FROM, RouterScene.TO, Map.of()), phone, loop));
        phone.attach(call);
        scene.ai.ready();
        return call;
    }

    @Test
    void aCallWhoseTicksComeIsLeftAlone() {
        scene.talks("CA1", "MZ1");

        seconds(600);

        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
        assertThat(overRest).isEmpty();
    }

    @Test
    void oneThatTicksNoMoreIsEndedOverItsStreamAndGoesOn() {
        StuckLoop loop = new StuckLoop(scene.time);
        RecordingPhone phone = new RecordingPhone(scene.time);
        talksOn(loop, phone);
        loop.losesItsTickers();

        seconds(15);
        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
        seconds(3);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.BUG);
        assertThat(phone.hasLeft()).isTrue();
        assertThat(overRest).isEmpty();
        assertThat(scene.router.running().callSids()).isEmpty();
    }

    @Test
    void oneWhoseLoopIsStuckIsMovedOverRestAndItsEndIsWrittenOnce() {
        StuckLoop loop = new StuckLoop(scene.time);
        talksOn(loop, new RecordingPhone(scene.time));
        loop.isStuck();

        seconds(40);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.BUG);
        assertThat(overRest).containsExactly("goOn CA1");
        assertThat(scene.admission.census().live()).isZero();

        loop.turnsAgain();
        seconds(1);
        assertThat(scene.heard.all(CallEvent.Ended.class)).hasSize(1);
        assertThat(scene.router.running().tally().ended()).isEqualTo(1);
    }

    @Test
    void aRequestThatWaitsIsNotWantedAnyMoreWhenTheCallHasAStreamAgain() {
        StuckLoop loop = new StuckLoop(scene.time);
        talksOn(loop, new RecordingPhone(scene.time));
        loop.isStuck();
        seconds(40);
        assertThat(wanted.getAsBoolean()).isTrue();

        scene.talks("CA1", "MZ2");

        assertThat(wanted.getAsBoolean()).isFalse();
    }

    @Test
    void oneThatHasMovedToAnotherNodeIsLeftToIt() {
        StuckLoop loop = new StuckLoop(scene.time);
        talksOn(loop, new RecordingPhone(scene.time));
        loop.isStuck();
        scene.router.running().others().claimed("CA1", Long.MAX_VALUE);

        seconds(12);

        assertThat(overRest).isEmpty();
        CallEvent.Ended ended = scene.heard.only(CallEvent.Ended.class);
        assertThat(ended.end()).isEqualTo(CallEnd.MOVED);
        assertThat(ended.next()).isEqualTo(new GoOn());
    }

    @Test
    void andSoIsOneThatMovesWhenItHasBeenGivenUpAlready() {
        StuckLoop loop = new StuckLoop(scene.time);
        talksOn(loop, new RecordingPhone(scene.time));
        loop.isStuck();
        seconds(18);
        scene.router.running().others().claimed("CA1", Long.MAX_VALUE);

        seconds(20);

        assertThat(overRest).isEmpty();
        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.MOVED);
    }

    @Test
    void andOneThatHasANewerStreamHereToThat() {
        StuckLoop loop = new StuckLoop(scene.time);
        talksOn(loop, new RecordingPhone(scene.time));
        loop.isStuck();
        scene.talks("CA1", "MZ2");

        seconds(40);

        assertThat(overRest).isEmpty();
        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.BUG);
        assertThat(scene.router.running().callSids()).containsExactly("CA1");
    }

    @Test
    void oneThatOutlastsTheLongestCallIsHungUp() {
        StuckLoop loop = new StuckLoop(scene.time);
        talksOn(loop, new RecordingPhone(scene.time));
        loop.losesItsTimers();

        seconds(3_609);
        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
        seconds(3);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.MAX_DURATION);
    }

    @Test
    void oneThatIsOverForTheCarrierAndWillNotEndIsHungUpOverRest() {
        StuckLoop loop = new StuckLoop(scene.time);
        talksOn(loop, new RecordingPhone(scene.time));
        loop.isStuck();
        scene.router.completed("CA1");

        seconds(12);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.CARRIER_COMPLETED);
        assertThat(overRest).containsExactly("hangUp CA1");
    }

    @Test
    void aProcessThatWasStoppedForgivesEverybody() {
        StuckLoop loop = new StuckLoop(scene.time);
        PhoneEvents call = talksOn(loop, new RecordingPhone(scene.time));
        seconds(2);
        scene.time.stall(60_000_000_000L);

        guard.look(scene.time.nowNanos());
        seconds(5);

        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
        call.onStreamEnded(StreamEnding.STOPPED);
    }

    @Test
    void aCallWhoseStreamNeverComesHasAnEndToo() {
        scene.router.ring("CA1", RouterScene.FROM, RouterScene.TO);
        seconds(15);
        assertThat(scene.heard.events()).isEmpty();

        seconds(2);

        assertThat(scene.heard.only(CallEvent.Refused.class).reason()).isEqualTo("no_stream");
        assertThat(scene.admission.census().isEmpty()).isTrue();
    }

    @Test
    void andSoHasOneWhoseCallerHangsUpBefore() {
        scene.router.ring("CA1", RouterScene.FROM, RouterScene.TO);
        scene.router.completed("CA1");
        scene.router.completed("CA1");
        seconds(30);

        assertThat(scene.heard.only(CallEvent.Refused.class).reason()).isEqualTo("hung_up");
    }
}
