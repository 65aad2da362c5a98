package dev.trunkline.lab.fleet.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TruncationsTest {

    private static final String CALLER = "+14155550001";

    private final Meter meter = new Meter();
    private final PendingMeasurements pending = new PendingMeasurements(meter, true);

    @Test
    void whatTheFarEndIsToldIsHeldAgainstThePhoneThatWasClearedThen() {
        pending.cleared(CALLER, millis(1_000), 400);
        pending.cleared(CALLER, millis(3_000), 1_250.5);
        pending.cleared("+14155550002", millis(3_001), 77);
        note(3_004, 1_262, 5_000);
        pending.settle(millis(5_000));

        Histogram off = Objects.requireNonNull(meter.take().get(Measure.TRUNCATION));
        assertThat(off.getTotalCount()).isEqualTo(1);
        assertThat(off.getMaxValue()).isBetween(11_490L, 11_510L);
        assertThat(meter.counted(Count.TRUNCATIONS_BEYOND)).isZero();
        assertThat(meter.counted(Count.TRUNCATIONS_UNMATCHED)).isZero();
    }

    @Test
    void ofAnswersBehindTheOneThatWasPlayedNothingWasHeard() {
        pending.cleared(CALLER, millis(1_000), 400);
        note(1_001, 0, 500);
        note(1_001, 390, 500);
        note(1_002, 0, 500);
        pending.settle(millis(2_000));

        Histogram off = Objects.requireNonNull(meter.take().get(Measure.TRUNCATION));
        assertThat(off.getTotalCount()).isEqualTo(3);
        assertThat(off.getMaxValue()).isBetween(9_990L, 10_010L);
        assertThat(off.getCountAtValue(0)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 150})
    void tooLittleIsHeldAgainstItAsWell(int heardMillis) {
        pending.cleared(CALLER, millis(1_000), 400);
        note(1_001, heardMillis, 500);
        pending.settle(millis(2_000));

        assertThat(Objects.requireNonNull(meter.take().get(Measure.TRUNCATION)).getMaxValue() / 1_000.0)
                .isCloseTo(400 - heardMillis, within(1.0));
    }

    @Test
    void aPhoneOfWhichNothingIsToldIsCountedWhenNobodyWillTellAnyMore() {
        pending.cleared(CALLER, millis(1_000), 400);
        pending.cleared(CALLER, millis(3_000), 700);
        note(3_001, 700, 800);
        pending.settle(millis(5_900));
        assertThat(meter.counted(Count.TRUNCATIONS_UNTOLD)).isZero();

        pending.settle(millis(9_000));

        assertThat(meter.counted(Count.TRUNCATIONS_UNTOLD)).isEqualTo(1);
    }

    @Test
    void aPhoneAnswersForOneOnly() {
        pending.cleared(CALLER, millis(1_000), 400);
        note(1_001, 400, 500);
        note(1_002, 400, 500);
        pending.settle(millis(2_000));

        assertThat(meter.counted(Count.TRUNCATIONS)).isEqualTo(2);
        assertThat(Objects.requireNonNull(meter.take().get(Measure.TRUNCATION)).getMaxValue())
                .isBetween(399_000L, 401_000L);
    }

    @Test
    void withoutAPhoneThatWasClearedThenNothingIsMeasured() {
        pending.cleared(CALLER, millis(100), 400);
        note(1_001, 400, 500);
        pending.settle(millis(2_000));

        assertThat(meter.counted(Count.TRUNCATIONS_UNMATCHED)).isEqualTo(1);
    }

    @Test
    void moreThanWasSentIsCounted() {
        note(1_001, 501, 500);

        assertThat(meter.counted(Count.TRUNCATIONS_BEYOND)).isEqualTo(1);
    }

    @Test
    void nobodyIsJudgedBeforeThePhonesHaveTold() {
        note(1_001, 400, 500);
        pending.settle(millis(1_100));
        pending.cleared(CALLER, millis(1_000), 420);
        pending.settle(millis(2_000));

        assertThat(meter.counted(Count.TRUNCATIONS_UNMATCHED)).isZero();
        assertThat(Objects.requireNonNull(meter.take().get(Measure.TRUNCATION)).getTotalCount())
                .isEqualTo(1);
    }

    private void note(long atMillis, int heardMillis, int sentMillis) {
        FarEndLog.readInto(
                pending,
                "{\"caller\":\"" + CALLER + "\",\"kind\":\"truncation\",\"item\":\"item_1\",\"audioEndMillis\":"
                        + heardMillis + ",\"sentMillis\":" + sentMillis + ",\"nanos\":" + millis(atMillis) + "}");
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
