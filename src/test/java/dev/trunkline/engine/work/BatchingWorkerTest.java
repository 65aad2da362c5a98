package dev.trunkline.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchingWorkerTest {

    private final List<Integer> done = Collections.synchronizedList(new ArrayList<>());

    @Test
    void everythingIsDoneInOrder() {
        try (BatchingWorker<Integer> backlog = new BatchingWorker<>("test", 10_000, done::addAll)) {
            IntStream.range(0, 10_000)
                    .forEach(i -> assertThat(backlog.offer(i, 1)).isTrue());

            assertThat(backlog.settled()).succeedsWithin(Duration.ofSeconds(5));
            assertThat(done)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 10_000).boxed().toList());
        }
    }

    @Test
    void whatGathersWhileTheWorkerIsBusyIsDoneTogether() {
        CountDownLatch gate = new CountDownLatch(1);
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        try (BatchingWorker<Integer> backlog = new BatchingWorker<>("test", 10_000, batch -> {
            sizes.add(batch.size());
            await(gate);
        })) {
            backlog.offer(0, 1);
            org.awaitility.Awaitility.await().until(() -> sizes.size() == 1);
            IntStream.range(0, 100).forEach(i -> backlog.offer(i, 1));
            gate.countDown();

            assertThat(backlog.settled()).succeedsWithin(Duration.ofSeconds(5));
            assertThat(sizes).containsExactly(1, 100);
        }
    }

    @Test
    void whatDoesNotFitIsRefusedUntilThereIsRoom() {
        CountDownLatch gate = new CountDownLatch(1);
        try (BatchingWorker<Integer> backlog = new BatchingWorker<>("test", 10, batch -> await(gate))) {
            backlog.offer(0, 10);
            // The worker has it, so it waits no more.
            org.awaitility.Awaitility.await().until(() -> backlog.offer(1, 10));

            assertThat(backlog.offer(2, 1)).isFalse();
            gate.countDown();
            org.awaitility.Awaitility.await().until(() -> backlog.offer(3, 10));
        }
    }

    @Test
    void workThatFailsDoesNotStopTheRest() {
        try (BatchingWorker<Integer> backlog = new BatchingWorker<>("test", 10, batch -> {
            if (batch.contains(0)) {
                throw new IllegalStateException("broken on purpose");
            }
            done.addAll(batch);
        })) {
            backlog.offer(0, 1);
            assertThat(backlog.settled()).succeedsWithin(Duration.ofSeconds(5));
            backlog.offer(1, 1);

            assertThat(backlog.settled()).succeedsWithin(Duration.ofSeconds(5));
            assertThat(done).containsExactly(1);
        }
    }

    @Test
    void closingDoesTheRestAndTakesNoMore() {
        BatchingWorker<Integer> backlog = new BatchingWorker<>("test", 1_000, done::addAll);
        IntStream.range(0, 1_000).forEach(i -> backlog.offer(i, 1));

        backlog.close();

        assertThat(done).hasSize(1_000);
        assertThat(backlog.offer(1, 1)).isFalse();
    }

    @Test
    void whoWaitsForWorkThatIsNeverDoneIsToldSo() {
        BatchingWorker<Integer> backlog = new BatchingWorker<>("test", 1_000, batch -> await(new CountDownLatch(1)));
        backlog.offer(0, 1);
        org.awaitility.Awaitility.await().until(() -> backlog.offer(1, 1_000));
        CompletableFuture<Void> settled = backlog.settled();

        backlog.close();

        assertThat(settled).failsWithin(Duration.ofSeconds(5));
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
