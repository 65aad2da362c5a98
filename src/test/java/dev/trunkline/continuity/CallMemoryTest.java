package dev.trunkline.continuity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.HeardLine;
import dev.trunkline.call.CallContinuation;
import dev.trunkline.call.CutOff;
import dev.trunkline.phone.CarrierInstruction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // a call that is not known fails the test
class CallMemoryTest {

    private static final CallContinuation GOES_ON = new CallContinuation(new CarrierInstruction.GoOn(), "group-1", "");

    private final CallMemory memory = new CallMemory();

    /** What decides how a call goes on. */
    private record Remembered(
            String from, String to, int visit, String chatGroupId, CallContinuation continuation, String news) {}

    private Remembered recalled(String callSid) {
        return recalled(memory, callSid);
    }

    private static Remembered recalled(CallMemory of, String callSid) {
        RememberedCall call = of.recall(callSid);
        return call == null
                ? null
                : new Remembered(
                        call.from(), call.to(), call.visit(), call.chatGroupId(), call.continuation(), call.news());
    }

    @Test
    void knowsWhoCalledFromTheFirstRing() {
        memory.comes("CA1", "+15550001", "+15550002", "Back.");
        memory.comes("CA1", "somebody else", "elsewhere", "Back.");

        assertThat(recalled("CA1")).isEqualTo(new Remembered("+15550001", "+15550002", 2, null, null, null));
        assertThat(recalled("CA2")).isNull();
    }

    @Test
    void keepsWhatAStreamLeftBehindAndTheNewestOfIt() {
        memory.comes("CA1", "+15550001", "+15550002", "Back.");
        memory.keep("CA1", 1, GOES_ON);
        CallContinuation hangsUp = new CallContinuation(new CarrierInstruction.HangUp(), "group-2", "");
        memory.keep("CA1", 1, hangsUp);

        assertThat(recalled("CA1")).isEqualTo(new Remembered("+15550001", "+15550002", 1, "group-2", hangsUp, null));
    }

    @Test
    void keepsTheNewsForTheNextStreamOnly() {
        memory.comes("CA1", "+15550001", "+15550002", "Back.");
        memory.keep("CA1", 1, GOES_ON);

        memory.goesOn("CA1", "Nobody answered.");

        assertThat(recalled("CA1"))
                .isEqualTo(new Remembered("+15550001", "+15550002", 1, "group-1", null, "Nobody answered."));
        memory.keep("CA1", 1, GOES_ON);
        assertThat(recalled("CA1")).isEqualTo(new Remembered("+15550001", "+15550002", 1, "group-1", GOES_ON, null));
    }

    @Test
    void forgetsACallThatIsOver() {
        memory.comes("CA1", "+15550001", "+15550002", "Back.");
        memory.forget("CA1");
        memory.goesOn("CA1", "News.");
        memory.forget("CA1");

        assertThat(recalled("CA1")).isNull();
    }

    @Test
    void doesNotRememberACallAgainThatIsOver() {
        memory.comes("CA1", "+15550001", "+15550002", "Back.");
        memory.forget("CA1");

        memory.keep("CA1", 1, GOES_ON);

        assertThat(recalled("CA1")).isNull();
    }

    @Test
    void whatAStreamLeftBehindIsUsedUpWhenTheNextOneTalks() {
        memory.comes("CA1", "+15550001", "+15550002", "Back.");
        memory.keep("CA1", 1, GOES_ON);

        memory.talks("CA1", 1, "group-2", "");

        assertThat(recalled("CA1")).isEqualTo(new Remembered("+15550001", "+15550002", 1, "group-2", null, null));
    }

    @Test
    void whatAnEarlierVisitLeavesBehindDecidesNothing() {
        memory.comes("CA1", "+15550001", "+15550002", "Back.");
        memory.talks("CA1", 1, "group-1", "");
        memory.comes("CA1", "+15550001", "+15550002", "Back.");

        memory.keep("CA1", 1, new CallContinuation(new CarrierInstruction.HangUp(), "group-1", ""));

        assertThat(recalled("CA1")).isEqualTo(new Remembered("+15550001", "+15550002", 2, "group-1", null, "Back."));
        memory.keep("CA1", 2, GOES_ON);
        assertThat(recalled("CA1")).isEqualTo(new Remembered("+15550001", "+15550002", 2, "group-1", GOES_ON, null));
    }

    @Test
    void aCallThatIsBackForgetsHowItWasToEnd() {
        memory.comes("CA1", "+15550001", "+15550002", "Back.");
        memory.keep("CA1", 1, new CallContinuation(new CarrierInstruction.HangUp(), "group-1", ""));

        memory.comes("CA1", "+15550001", "+15550002", "Back.");

        assertThat(recalled("CA1")).isEqualTo(new Remembered("+15550001", "+15550002", 2, "group-1", null, "Back."));
    }

    @Test
    void isBounded() {
        IntStream.range(0, 30_000).forEach(i -> memory.comes("CA" + i, "", "", ""));

        List<Integer> known = IntStream.range(0, 30_000)
                .filter(i -> memory.recall("CA" + i) != null)
                .boxed()
                .toList();
        assertThat(known).hasSize(10_000).first().isEqualTo(20_000);
    }

    @Test
    void whatWasSaidInACallThatIsOverIsForgottenAfterTenMinutesAndEveryCallAfterFourHours() {
        AtomicLong nowMillis = new AtomicLong(1_790_000_000_000L);
        CallMemory timed = new CallMemory(CallStateStore.NONE, "", () -> Instant.ofEpochMilli(nowMillis.get()));
        Map<String, CarrierInstruction> left = Map.of(
                "CAover", new CarrierInstruction.HangUp(),
                "CAsorry", new CarrierInstruction.Apologise("Goodbye."),
                "CAperson", new CarrierInstruction.Apologise("Sorry.", "+15550003", null),
                "CAtalks", new CarrierInstruction.GoOn());
        left.forEach((callSid, next) -> {
            timed.comes(callSid, "+15550001", "+15550002", "Back.");
            timed.callerSaid(callSid, "My name is Jane.");
            timed.brief(callSid, new Briefing("sales", Map.of("name", "Jane"), "Hello Jane.", "de"));
            timed.keep(callSid, 1, new CallContinuation(next, "group-1", ""));
        });

        nowMillis.addAndGet(Duration.ofMinutes(11).toMillis());
        timed.comes("CAnew", "", "", "");

        assertThat(left.keySet().stream()
                        .filter(sid -> timed.recall(sid).heard().equals(HeardSoFar.NOTHING)))
                .containsExactlyInAnyOrder("CAover", "CAsorry");
        timed.comes("CAover", "+15550001", "+15550002", "Back.");
        assertThat(recalled(timed, "CAover").chatGroupId())
                .as("it was elsewhere")
                .isEqualTo("group-1");
        assertThat(timed.recall("CAover").briefing()).isEqualTo(new Briefing("sales", Map.of(), null, "de"));

        nowMillis.addAndGet(Duration.ofHours(4).toMillis());
        timed.comes("CAnewer", "", "", "");
        assertThat(left.keySet()).allMatch(sid -> timed.recall(sid) == null);
    }

    @Test
    void whoStillTalksIsNotForgottenForThoseWhoHaveGone() {
        memory.comes("CAlong", "+15550001", "+15550002", "Back.");

        for (int i = 0; i < 30_000; i++) {
            memory.comes("CA" + i, "", "", "");
            if (i % 5_000 == 0) {
                memory.callerSaid("CAlong", "And then?");
            }
        }

        assertThat(memory.recall("CAlong")).isNotNull();
    }

    @Test
    void isSharedByManyThreads() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            var start = new CountDownLatch(1);
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int first = thread * 1_000;
                done.add(pool.submit(() -> {
                    start.await();
                    for (int i = first; i < first + 1_000; i++) {
                        memory.comes("CA" + i, "a", "b", "");
                        memory.keep("CA" + i, 1, GOES_ON);
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(IntStream.range(0, 4_000))
                .allMatch(i -> new Remembered("a", "b", 1, "group-1", GOES_ON, null).equals(recalled("CA" + i)));
    }

    @Test
    void everyStreamIsOfALaterGenerationOnWhicheverNode() {
        var clock = new AtomicLong(1_000);
        CallMemory here = new CallMemory(CallStateStore.NONE, "a", () -> Instant.ofEpochMilli(clock.get()));
        here.comes("CA1", "+1", "+2", "Back.");
        here.begins("CA1", "+1", "+2", "default");
        long first = generation(here);
        here.begins("CA1", "+1", "+2", "default"); // in the same millisecond
        long second = generation(here);
        clock.set(5); // a clock that was set back

        here.begins("CA1", "+1", "+2", "default");

        assertThat(first).isEqualTo(1_000);
        assertThat(second).isEqualTo(1_001);
        assertThat(generation(here)).isEqualTo(1_002);
        assertThat(here.recall("CA1").streams()).isEqualTo(3);
    }

    private static long generation(CallMemory memory) {
        return memory.recall("CA1").owner().generation();
    }

    @Test
    void aCallWithANewerStreamElsewhereIsForgottenAndOneWithAnOlderIsNot() {
        memory.comes("CA1", "+1", "+2", "Back.");
        memory.begins("CA1", "+1", "+2", "default");
        long own = generation(memory);

        assertThat(memory.hasMoved("CA1", own)).isFalse();
        assertThat(memory.hasMoved("CA1", own - 1)).isFalse();
        assertThat(memory.hasMoved("CA1", own + 1)).isTrue();
        assertThat(memory.recall("CA1")).isNull();
    }

    @Test
    void whoIsKilledBeforeTheAnswerWasHeardOwesIt() {
        memory.comes("CA1", "+1", "+2", "Back.");
        memory.begins("CA1", "+1", "+2", "default");
        memory.talks("CA1", 1, "group-1", "");
        memory.callerSaid("CA1", "What does it cost?");
        memory.agentSays("CA1", "m1");
        memory.agentSays("CA1", "m2");
        memory.agentHeard("CA1", "m1", "It depends.");

        assertThat(memory.recall("CA1").cutOff()).isEqualTo(CutOff.beforeAnswerTo("What does it cost?"));
        memory.agentHeard("CA1", "m2", "Ten dollars.");
        assertThat(memory.recall("CA1").cutOff()).isNull();
        assertThat(HeardLine.text(memory.recall("CA1").heard().lines()))
                .isEqualTo("Caller: What does it cost?\nYou: It depends.\nYou: Ten dollars.");
    }

    @Test
    void whatTheAgentWasStillSayingWhenTheCallerSpokeIsNoAnswer() {
        memory.comes("CA1", "+1", "+2", "Back.");
        memory.begins("CA1", "+1", "+2", "default");
        memory.agentSays("CA1", "greeting");
        memory.callerSaid("CA1", "What does it cost?");

        memory.agentHeard("CA1", "greeting", "Hello");

        assertThat(memory.recall("CA1").heard().unanswered()).isEqualTo("What does it cost?");
    }

    @Test
    void whatWasHeardIsBounded() {
        memory.comes("CA1", "+1", "+2", "Back.");
        for (int i = 0; i < 1_000; i++) {
            memory.callerSaid("CA1", i + " " + "word ".repeat(1_000));
            memory.agentHeard("CA1", "m" + i, "yes");
        }

        HeardSoFar heard = memory.recall("CA1").heard();
        assertThat(HeardLine.text(heard.lines())).hasSizeLessThan(1_700).endsWith("You: yes");
        assertThat(heard.lines()).hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void aDecisionThatIsTakenBackIsNone() {
        memory.comes("CA1", "+1", "+2", "Back.");
        memory.begins("CA1", "+1", "+2", "default");
        memory.keep("CA1", 1, new CallContinuation(new CarrierInstruction.HangUp(), "group-1", ""));

        memory.takesBack("CA1", 1);

        assertThat(memory.recall("CA1").continuation()).isNull();
        assertThat(memory.recall("CA1").chatGroupId()).isEqualTo("group-1");
    }

    @Test
    void whatOthersKnowIsAdoptedWhenItIsMore() {
        var shared = new SharedStore();
        CallMemory a = new CallMemory(shared, "a", () -> Instant.ofEpochMilli(1_000));
        CallMemory b = new CallMemory(shared, "b", () -> Instant.ofEpochMilli(2_000));
        a.comes("CA1", "+1", "+2", "Back.");
        a.begins("CA1", "+1", "+2", "default");
        a.talks("CA1", 1, "group-1", "");

        assertThat(b.recollect("CA1")).isCompleted();
        assertThat(b.begins("CA1", "+1", "+2", "default").chatGroupId()).isEqualTo("group-1");
        assertThat(a.recollect("CA1")).isCompleted();

        assertThat(a.recall("CA1").owner().node()).isEqualTo("b");
        assertThat(a.recall("CA1").streams()).isEqualTo(2);
    }

    /** At once, and without a claim's check. */
    private static final class SharedStore implements CallStateStore {
        private final Map<String, RememberedCall> calls = new HashMap<>();

        @Override
        public void write(RememberedCall call) {
            calls.put(call.callSid(), call);
        }

        @Override
        public void claim(RememberedCall call) {
            write(call);
        }

        @Override
        public boolean isShared() {
            return true;
        }

        @Override
        public CompletionStage<RememberedCall> read(String callSid) {
            return CompletableFuture.completedFuture(calls.get(callSid));
        }
    }
}
