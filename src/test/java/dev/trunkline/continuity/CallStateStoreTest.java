package dev.trunkline.continuity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.call.CallContinuation;
import dev.trunkline.continuity.CallStateStore.Remembered;
import dev.trunkline.phone.CarrierInstruction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallStateStoreTest {

    private static final CallContinuation GOES_ON = new CallContinuation(new CarrierInstruction.GoOn(), "group-1", "");

    private final CallStateStore memory = new CallStateStore();

    @Test
    void knowsWhoCalledFromTheFirstRing() {
        memory.comes("CA1", "+15550001", "+15550002", "Back.");
        memory.comes("CA1", "somebody else", "elsewhere", "Back.");

        assertThat(memory.recall("CA1")).isEqualTo(new Remembered("+15550001", "+15550002", 2, null, null, null));
        assertThat(memory.recall("CA2")).isNull();
    }

    @Test
    void keepsWhatAStreamLeftBehindAndTheNewestOfIt() {
        memory.comes("CA1", "+15550001", "+15550002", "Back.");
        memory.keep("CA1", 1, GOES_ON);
        CallContinuation hangsUp = new CallContinuation(new CarrierInstruction.HangUp(), "group-2", "");
        memory.keep("CA1", 1, hangsUp);

        assertThat(memory.recall("CA1"))
                .isEqualTo(new Remembered("+15550001", "+15550002", 1, "group-2", hangsUp, null));
    }

    @Test
    void keepsTheNewsForTheNextStreamOnly() {
        memory.comes("CA1", "+15550001", "+15550002", "Back.");
        memory.keep("CA1", 1, GOES_ON);

        memory.goesOn("CA1", "Nobody answered.");

        assertThat(memory.recall("CA1"))
                .isEqualTo(new Remembered("+15550001", "+15550002", 1, "group-1", null, "Nobody answered."));
        memory.keep("CA1", 1, GOES_ON);
        assertThat(memory.recall("CA1"))
                .isEqualTo(new Remembered("+15550001", "+15550002", 1, "group-1", GOES_ON, null));
    }

    @Test
    void forgetsACallThatIsOver() {
        memory.comes("CA1", "+15550001", "+15550002", "Back.");
        memory.forget("CA1");
        memory.goesOn("CA1", "News.");
        memory.forget("CA1");

        assertThat(memory.recall("CA1")).isNull();
    }

    @Test
    void doesNotRememberACallAgainThatIsOver() {
        memory.comes("CA1", "+15550001", "+15550002", "Back.");
        memory.forget("CA1");

        memory.keep("CA1", 1, GOES_ON);

        assertThat(memory.recall("CA1")).isNull();
    }

    @Test
    void whatAStreamLeftBehindIsUsedUpWhenTheNextOneTalks() {
        memory.comes("CA1", "+15550001", "+15550002", "Back.");
        memory.keep("CA1", 1, GOES_ON);

        memory.talks("CA1", 1, "group-2");

        assertThat(memory.recall("CA1")).isEqualTo(new Remembered("+15550001", "+15550002", 1, "group-2", null, null));
    }

    @Test
    void whatAnEarlierVisitLeavesBehindDecidesNothing() {
        memory.comes("CA1", "+15550001", "+15550002", "Back.");
        memory.talks("CA1", 1, "group-1");
        memory.comes("CA1", "+15550001", "+15550002", "Back.");

        memory.keep("CA1", 1, new CallContinuation(new CarrierInstruction.HangUp(), "group-1", ""));

        assertThat(memory.recall("CA1"))
                .isEqualTo(new Remembered("+15550001", "+15550002", 2, "group-1", null, "Back."));
        memory.keep("CA1", 2, GOES_ON);
        assertThat(memory.recall("CA1"))
                .isEqualTo(new Remembered("+15550001", "+15550002", 2, "group-1", GOES_ON, null));
    }

    @Test
    void aCallThatIsBackForgetsHowItWasToEnd() {
        memory.comes("CA1", "+15550001", "+15550002", "Back.");
        memory.keep("CA1", 1, new CallContinuation(new CarrierInstruction.HangUp(), "group-1", ""));

        memory.comes("CA1", "+15550001", "+15550002", "Back.");

        assertThat(memory.recall("CA1"))
                .isEqualTo(new Remembered("+15550001", "+15550002", 2, "group-1", null, "Back."));
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
                .allMatch(i -> new Remembered("a", "b", 1, "group-1", GOES_ON, null).equals(memory.recall("CA" + i)));
    }
}
