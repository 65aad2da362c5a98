package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.endtoend.Callers.Caller;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sixty seconds without any EVI under two hundred calls; prints what it measured. */
@Tag("long")
class TotalOutageOfTwoHundredCallsIT {

    private static final int CALLS = 200;
    private static final long OUTAGE_NANOS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    Path folder;

    @Test
    void allAreHelpedAndThoseWhoCallAfterItsReturnAreServedOneByOne() throws Exception {
        try (CountingEvi evi = new CountingEvi();
                WholeLine line = new WholeLine(evi.uri(), config("server: {maxCalls: 1000}\n"))) {
            Callers callers = new Callers(line);
            List<Caller> all = callers.call(CALLS);
            await().until(() -> evi.arrivalsSince(0).size() == CALLS);

            all.forEach(Caller::listensAnew);
            long diedNanos = evi.dies();
            await().atMost(Duration.ofSeconds(3)).until(() -> callers.metric(breaker(evi)) > 0);
            long openMillis = millisSince(diedNanos);
            await().atMost(Duration.ofSeconds(20)).until(() -> all.stream().allMatch(Caller::isOver));
            List<Caller> during = new ArrayList<>();
            while (System.nanoTime() - diedNanos < OUTAGE_NANOS) {
                during.addAll(callers.ring(1));
                await().pollDelay(Duration.ofMillis(500)).until(() -> true);
            }

            long backNanos = System.nanoTime();
            evi.comesBack();
            List<Caller> after = new ArrayList<>();
            while (evi.arrivalsSince(backNanos).size() < CALLS && millisSince(backNanos) < 40_000) {
                if (after.stream().filter(each -> !each.isOver()).count() < CALLS) {
                    after.addAll(callers.ring(1));
                }
                await().pollDelay(Duration.ofMillis(20)).until(() -> true);
            }
            long servedMillis = millisSince(backNanos);
            int most = CountingEvi.mostInASecond(evi.arrivalsSince(backNanos));

            long streams = during.stream().filter(each -> each.streams() > 0).count();
            System.out.printf(
                    "breaker open after %d ms; heard something after %d, helped after %d ms at most; %d rang meanwhile, %d of"
                            + " them got a stream%n",
                    openMillis, longest(all, diedNanos, false), longest(all, diedNanos, true), during.size(), streams);
            System.out.printf(
                    "calls that come after it: %d chats in one second at most, %d opened after %d ms%n",
                    most, CALLS, servedMillis);
            assertThat(longest(all, diedNanos, false)).isLessThanOrEqualTo(1_500);
            assertThat(longest(all, diedNanos, true)).isLessThanOrEqualTo(8_000);
            assertThat(most).isLessThanOrEqualTo(20);
            assertThat(servedMillis).isLessThan(30_000);
            callers.hangUp();
        }
    }

    @Test
    void thoseWhoMayWaitAreAllServedWithinThirtySecondsOfItsReturn() throws Exception {
        try (CountingEvi evi = new CountingEvi();
                WholeLine line = new WholeLine(
                        evi.uri(),
                        config("server: {maxCalls: 1000}\ncall: {outageSeconds: 120, reconnectSeconds: 120}\n"))) {
            Callers callers = new Callers(line);
            List<Caller> all = callers.call(CALLS);
            await().until(() -> evi.arrivalsSince(0).size() == CALLS);

            all.forEach(Caller::listensAnew);
            long diedNanos = evi.dies();
            await().atMost(Duration.ofSeconds(70)).until(() -> System.nanoTime() - diedNanos >= OUTAGE_NANOS);
            long backNanos = System.nanoTime();
            evi.comesBack();
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> evi.arrivalsSince(backNanos).size() == CALLS);
            long servedMillis = millisSince(backNanos);
            int most = CountingEvi.mostInASecond(evi.arrivalsSince(backNanos));

            System.out.printf(
                    "calls that waited: heard something after %d ms at most; %d chats in one second at most, all %d served"
                            + " after %d ms%n",
                    longest(all, diedNanos, false), most, CALLS, servedMillis);
            assertThat(all).noneMatch(Caller::isOver);
            assertThat(most).isLessThanOrEqualTo(20);
            assertThat(servedMillis).isLessThan(30_000);
            callers.hangUp();
        }
    }

    private Path config(String yaml) throws Exception {
        return Files.writeString(folder.resolve("trunkline.yaml"), yaml);
    }

    private static String breaker(CountingEvi evi) {
        return "trunkline_evi_breaker_state{far_end=\"" + evi.name() + "\"}";
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    private static long longest(List<Caller> callers, long sinceNanos, boolean helped) {
        return callers.stream()
                .mapToLong(each -> helped ? each.helpedAfterMillis(sinceNanos) : each.heardAfterMillis(sinceNanos))
                .max()
                .orElse(Long.MAX_VALUE);
    }
}
