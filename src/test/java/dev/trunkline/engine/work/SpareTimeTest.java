package dev.trunkline.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SpareTimeTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long WORK_NANOS = SECOND / 10;

    private final List<Runnable> waiting = new ArrayList<>();
    private long nowNanos;
    private final SpareTime time = new SpareTime(BoundedExecutor.on(waiting::add), 1, 0.5, () -> nowNanos, () -> false);

    @Test
    void whatFitsIsDone() {
        CompletableFuture<String> work = offer();
        runAll();

        assertThat(work).isCompletedWithValue("done");
    }

    @Test
    void asMuchAsThereArePlacesForIsBegunAndTheRestRefused() {
        offer();
        CompletableFuture<String> second = offer();

        assertThat(second).isCompletedExceptionally();
        assertThat(waiting).hasSize(1);
    }

    @Test
    void aPressedProcessHasNone() {
        SpareTime none = new SpareTime(BoundedExecutor.on(waiting::add), 1, 0.5, () -> nowNanos, () -> true);

        assertThat(none.offer(WORK_NANOS, () -> "done")).isCompletedExceptionally();
        assertThat(waiting).isEmpty();
    }

    @Test
    void overTenSecondsItTakesItsShareAndWhatWasSavedBefore() {
        int done = 0;
        while (nowNanos < 10 * SECOND) {
            CompletableFuture<String> work = offer();
            runAll();
            done += work.isCompletedExceptionally() ? 0 : 1;
            nowNanos += SECOND / 100;
        }

        assertThat(done * WORK_NANOS).isBetween(5 * SECOND, 6 * SECOND + WORK_NANOS);
    }

    @Test
    void whatTakesLongIsRefusedBeforeWhatIsShort() {
        while (!offer().isCompletedExceptionally()) {
            runAll();
        }
        nowNanos += SECOND / 2;

        assertThat(time.offer(SECOND, () -> "long")).isCompletedExceptionally();
        assertThat(time.offer(SECOND / 100, () -> "short")).isNotDone();
    }

    @Test
    void workThatThrowsLeavesItsPlace() {
        CompletableFuture<String> bad = time.offer(1, () -> {
            throw new IllegalStateException("bad");
        });
        runAll();

        assertThat(bad).isCompletedExceptionally();
        assertThat(offer()).isNotDone();
    }

    private CompletableFuture<String> offer() {
        return time.offer(WORK_NANOS, () -> {
            nowNanos += WORK_NANOS;
            return "done";
        });
    }

    private void runAll() {
        List.copyOf(waiting).forEach(Runnable::run);
        waiting.clear();
    }
}
