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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@link TotalOutageOfTwoHundredCallsIT}, which is exact: a machine that builds is busy. */
class TotalOutageIT {

    private static final int CALLS = 12;

    @TempDir
    Path folder;

    @Test
    void everyCallerHearsAToneIsHelpedAndNewOnesGetNoStream() throws Exception {
        Path config = Files.writeString(folder.resolve("trunkline.yaml"), "call: {outageSeconds: 2}\n");
        try (CountingEvi evi = new CountingEvi();
                WholeLine line = new WholeLine(evi.uri(), config)) {
            Callers callers = new Callers(line);
            List<Caller> all = callers.call(CALLS);
            await().untilAsserted(() -> assertThat(evi.arrivalsSince(0)).hasSize(CALLS));

            long diedNanos = evi.diesBehindItsBalancer();

            String breaker = "trunkline_evi_breaker_state{far_end=\"" + evi.name() + "\"}";
            await().until(() -> callers.metric(breaker) > 0);
            await().atMost(Duration.ofSeconds(60)).until(() -> all.stream().allMatch(Caller::isOver));
            assertThat(all)
                    .allSatisfy(each ->
                            assertThat(each.helpedAfterMillis(diedNanos)).isBetween(1_000L, 30_000L));
            assertThat(callers.metric("trunkline_comfort_total{sound=\"tone\"}"))
                    .isGreaterThanOrEqualTo(CALLS);
            assertThat(callers.metric("trunkline_calls_fell_back_total{when=\"mid_call\"}"))
                    .isEqualTo(CALLS);
            ringsWhileOthersFindOut(callers);
            assertThat(callers.metric("trunkline_calls_fell_back_total{when=\"ring\"}"))
                    .isPositive();
        }
    }

    /** After a pause one caller is the one who finds out; whoever rings then gets no stream. */
    private static void ringsWhileOthersFindOut(Callers callers) {
        List<Caller> late = new ArrayList<>();
        await().pollInterval(Duration.ofMillis(200)).until(() -> {
            late.addAll(callers.ring(1));
            return late.stream().anyMatch(each -> each.isOver() && each.streams() == 0);
        });
    }

    @Test
    void whenItReturnsThoseWhoWaitedComeOneByOne() throws Exception {
        Path config = Files.writeString(
                folder.resolve("trunkline.yaml"), "call: {outageSeconds: 30}\nevi: {connectsAfterOutage: 10}\n");
        try (CountingEvi evi = new CountingEvi();
                WholeLine line = new WholeLine(evi.uri(), config)) {
            Callers callers = new Callers(line);
            callers.call(CALLS);
            await().untilAsserted(() -> assertThat(evi.arrivalsSince(0)).hasSize(CALLS));

            evi.dies();
            String breaker = "trunkline_evi_breaker_state{far_end=\"" + evi.name() + "\"}";
            await().until(() -> callers.metric(breaker) > 0);
            long backNanos = System.nanoTime();
            evi.comesBack();
            await().until(() -> evi.arrivalsSince(backNanos).size() >= CALLS);

            List<CountingEvi.Arrival> returned = evi.arrivalsSince(backNanos);
            assertThat(returned).allSatisfy(each -> assertThat(each.group()).isNotNull());
            long lastMillis =
                    TimeUnit.NANOSECONDS.toMillis(returned.get(CALLS - 1).atNanos() - backNanos);
            assertThat(lastMillis).isLessThan(15_000);
            await().until(() -> callers.metric(breaker) == 0);
            callers.hangUp();
        }
    }
}
