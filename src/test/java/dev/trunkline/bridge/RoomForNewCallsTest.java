package dev.trunkline.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.telemetry.Load;
import dev.trunkline.telemetry.Load.Pressed;
import dev.trunkline.telemetry.LoadLevel;
import dev.trunkline.testing.ManualScheduler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomForNewCallsTest {

    private static final String CALLER = "+14155550100";

    private final ManualScheduler clock = new ManualScheduler();
    private Pressed pressed = new Pressed(LoadLevel.NORMAL, "");

    @ParameterizedTest
    @CsvSource({"1,0", "2,1", "5,1", "20,1", "21,1", "22,2", "30,2", "42,2", "43,3", "210,10"})
    void oneChatIsKeptForEveryTwentyCalls(int chats, int reserved) {
        assertThat(AdmissionLimits.usualReserve(chats)).isEqualTo(reserved);
        int calls = new AdmissionLimits(1_000, chats, reserved, 0, 0, null).seats();
        assertThat(calls).isPositive();
        assertThat(reserved).isGreaterThanOrEqualTo(chats == 1 ? 0 : (calls + 19) / 20);
    }

    @Test
    void theChatsOfTheFarEndAreFewerThanTheSeatsAndNewCallsLeaveTheReserve() {
        Admission admission = admission(new AdmissionLimits(100, 5, 1, 0, 0, null));
        for (int i = 1; i <= 4; i++) {
            assertThat(rings(admission, "CA" + i)).isNull();
            admission.began(NewCall.known("CA" + i), "MZ" + i);
        }

        assertThat(rings(admission, "CA5")).isEqualTo("far_end_full");
        assertThat(admission.maxCalls()).isEqualTo(4);
        assertThat(admission.chatsOf("CA1").takeSpareChat()).as("a rollover").isTrue();
        assertThat(admission.chatsOf("CA2").takeSpareChat()).as("of five chats").isFalse();
        admission.chatsOf("CA1").giveSpareChat();
        assertThat(admission.chatsOf("CA2").takeSpareChat()).isTrue();
        admission.ended("CA2", "MZ2", true);
        assertThat(admission.chatsOf("CA3").takeSpareChat())
                .as("its call has ended")
                .isTrue();
    }

    @Test
    void whatTheReserveDoesNotCoverIsMissingForNewCalls() {
        Admission admission = admission(new AdmissionLimits(100, 5, 1, 0, 0, null));
        for (int i = 1; i <= 3; i++) {
            rings(admission, "CA" + i);
        }
        assertThat(admission.chatsOf("CA1").takeSpareChat()).isTrue();
        assertThat(admission.chatsOf("CA2").takeSpareChat()).isTrue();

        assertThat(rings(admission, "CA4")).isEqualTo("far_end_full");
        admission.chatsOf("CA1").giveSpareChat();
        assertThat(rings(admission, "CA4")).isNull();
    }

    @Test
    void aFarEndThatRefusesOneOfSeveralHasRoomForThoseThatAreThereAndALittleMoreWithTime() {
        Admission admission = admission(AdmissionLimits.ofCalls(100));
        for (int i = 1; i <= 6; i++) {
            rings(admission, "CA" + i);
            admission.began(NewCall.known("CA" + i), "MZ" + i);
        }

        admission.farEndIsFull("CA6");
        admission.farEndIsFull("CAelsewhere");

        assertThat(rings(admission, "CA7")).isEqualTo("far_end_full");
        admission.ended("CA6", "MZ6", false);
        assertThat(rings(admission, "CA7")).as("five are served").isEqualTo("far_end_full");
        clock.advance(TimeUnit.SECONDS.toNanos(5));
        assertThat(rings(admission, "CA7")).as("one more is tried").isNull();
        assertThat(rings(admission, "CA8")).isEqualTo("far_end_full");
        clock.advance(TimeUnit.SECONDS.toNanos(55));
        for (int i = 8; i < 40; i++) {
            assertThat(rings(admission, "CA" + i)).isNull();
        }
    }

    @Test
    void aCallThatIsRefusedAloneSaysNothingAboutOthers() {
        Admission admission = admission(AdmissionLimits.ofCalls(100));
        rings(admission, "CA1");

        admission.farEndIsFull("CA1");

        assertThat(rings(admission, "CA2")).isNull();
    }

    @Test
    void aRouteMayHaveRoomForFewerThanThereIsRoomFor() {
        Admission admission = admission(AdmissionLimits.ofCalls(100));
        assertThat(admission.ring(new NewCall("CA1", "sales", 1, ""))).isNull();

        assertThat(admission.ring(new NewCall("CA2", "sales", 1, ""))).isEqualTo("route_full");
        assertThat(admission.ring(new NewCall("CA2", "support", 1, ""))).isNull();
        assertThat(admission.ring(new NewCall("CA1", "sales", 1, "")))
                .as("again")
                .isNull();
        admission.over("CA1");
        assertThat(admission.ring(new NewCall("CA3", "sales", 1, ""))).isNull();
    }

    @Test
    void oneNumberMayHaveSoManyCallsAtATimeAndThoseWhoHideTheirsAreNotOne() {
        Admission admission = admission(new AdmissionLimits(100, 0, 0, 2, 0, null));
        assertThat(rings(admission, "CA1")).isNull();
        assertThat(rings(admission, "CA2")).isNull();

        assertThat(rings(admission, "CA3")).isEqualTo("caller_busy");
        for (int i = 0; i < 5; i++) {
            assertThat(admission.ring(new NewCall("CAhidden" + i, "default", 0, "")))
                    .isNull();
        }
        admission.over("CA1");
        assertThat(rings(admission, "CA3")).isNull();
    }

    @Test
    void oneNumberMayCallSoOftenWithinTenMinutes() {
        Admission admission = admission(new AdmissionLimits(100, 0, 0, 0, 3, null));
        for (int i = 0; i < 3; i++) {
            assertThat(rings(admission, "CA" + i)).isNull();
            assertThat(rings(admission, "CA" + i)).as("the same call").isNull();
            admission.over("CA" + i);
            clock.advance(TimeUnit.MINUTES.toNanos(3));
        }

        assertThat(rings(admission, "CA3")).isEqualTo("caller_rate");
        assertThat(admission.ring(new NewCall("CA4", "default", 0, "+14155550199")))
                .isNull();
        clock.advance(TimeUnit.MINUTES.toNanos(2));
        assertThat(rings(admission, "CA5"))
                .as("the first is eleven minutes ago")
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"HIGH,heap", "CRITICAL,direct_memory", "HIGH,loop_lag"})
    void aPressedProcessTakesNoNewCallAndKeepsItsOwn(LoadLevel level, String by) {
        Admission admission = admission(AdmissionLimits.ofCalls(10));
        rings(admission, "CA1");

        pressed = new Pressed(level, by);

        assertThat(admission.refusalOf(1)).isEqualTo(by);
        assertThat(rings(admission, "CA2")).isEqualTo(by);
        assertThat(rings(admission, "CA1")).isNull();
        assertThat(admission.chatsOf("CA1").takeSpareChat()).isTrue();
        pressed = new Pressed(LoadLevel.NORMAL, "");
        assertThat(rings(admission, "CA2")).isNull();
    }

    @Test
    void loopsThatAreLateWithHardlyAnyCallsAreNotLateBecauseOfThem() {
        Admission admission = admission(AdmissionLimits.ofCalls(20));
        pressed = new Pressed(LoadLevel.CRITICAL, "loop_lag");

        assertThat(rings(admission, "CA1")).isNull();
        assertThat(rings(admission, "CA2")).isNull();
        assertThat(rings(admission, "CA3")).isEqualTo("loop_lag");
    }

    private Admission admission(AdmissionLimits limits) {
        Load load = () -> pressed;
        return new Admission(limits, load, FleetCounts.ofOneNode(), clock::nowNanos);
    }

    private static @Nullable String rings(Admission admission, String callSid) {
        return admission.ring(new NewCall(callSid, "default", 0, CALLER));
    }
}
