package dev.trunkline.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TodaysCostTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(SomeCalls.BEGINNING);
    private final CostToday today =
            new CostToday(new PriceTable("EUR", 0.01, 0.02, 0.07, 0, Set.of("embedded")), now::get);

    private static double cost(CallRecord record) {
        return Objects.requireNonNull(record.cost()).total();
    }

    @Test
    void itIsTheSumOfTheCallsThatHaveEnded() {
        CallRecord one = SomeCalls.call(1).ended();
        CallRecord two = SomeCalls.call(2).ended();
        assertThat(today.amount()).isZero();

        today.ended(one);
        today.ended(two);

        assertThat(cost(one)).isPositive();
        assertThat(today.amount()).isCloseTo(cost(one) + cost(two), within(1e-9));
    }

    @Test
    void aCallThatIsToldAgainCountsOnce() {
        CallRecord one = SomeCalls.call(1).ended();

        today.ended(one);
        today.ended(one);

        assertThat(today.amount()).isCloseTo(cost(one), within(1e-9));
    }

    @Test
    void itBeginsAnewAtMidnight() {
        today.ended(SomeCalls.call(1).ended());

        now.set(SomeCalls.BEGINNING.plus(Duration.ofHours(16)));

        assertThat(today.amount()).isZero();
    }

    @Test
    void whereNobodyHasSaidWhatAnythingCostsNobodyKnows() {
        assertThat(new CostToday(PriceTable.NONE, now::get).amount()).isNull();
    }
}
