package dev.trunkline.lab.fleet.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryIsJudgedTest {

    private static final String METRICS = """
            # HELP trunkline_jvm_heap_bytes x
            # TYPE trunkline_jvm_heap_bytes gauge
            trunkline_jvm_heap_bytes 31457280
            trunkline_jvm_direct_bytes 4.2E6
            trunkline_jvm_threads 18
            trunkline_jvm_allocated_bytes_total 987654321
            """;

    @Test
    void figuresOfTheJvmAreReadOutOfPrometheusText() {
        assertThat(JvmFigures.parsed(METRICS)).isEqualTo(new Second.JvmUse(31_457_280, 4_200_000, 18, -1, 987_654_321));
    }

    @Test
    void metricsOfSomebodyElseAreNoFigures() {
        assertThat(JvmFigures.parsed("<html>no such page</html>")).isNull();
        assertThat(JvmFigures.parsed("process_cpu_seconds_total 4\n")).isNull();
    }

    @Test
    void allocationIsPerCallSecondOfTheSecondsThatCountWithoutTheReadings() {
        List<Second> seconds = new ArrayList<>();
        seconds.add(second(false, 10, 0));
        seconds.add(second(false, 10, 9_000_000)); // warming up
        seconds.add(second(true, 10, 9_011_000));
        seconds.add(second(true, 10, 9_022_000));
        seconds.add(second(false, 0, 99_000_000)); // hanging up

        assertThat(Footprint.allocated(seconds, 1_000)).isCloseTo(1_000, within(0.001));
    }

    @Test
    void aThreadThatEndsTakesItsCountWithItAndIsLeftOut() {
        List<Second> seconds = List.of(second(true, 10, 50_000), second(true, 10, 10_000), second(true, 10, 20_000));

        assertThat(Footprint.allocated(seconds, 0)).isCloseTo(1_000, within(0.001));
        assertThat(Footprint.allocated(List.of(second(true, 10, 1)), 0)).isNull();
    }

    @Test
    void aBridgeIsBackWhenWhatCanBeCountedIs() {
        Map<MemoryUse, Long> before =
                Map.of(MemoryUse.RESIDENT, 100L, MemoryUse.DESCRIPTORS, 40L, MemoryUse.THREADS, 12L);

        assertThat(Footprint.isBack(before, use(500, 12, 40, null))).isTrue();
        assertThat(Footprint.isBack(before, use(100, 13, 40, null))).isFalse();
        assertThat(Footprint.isBack(before, use(100, 12, 41, null))).isFalse();
    }

    @Test
    void nothingIsMoreAfterwardsThanItWasAtMost() {
        Map<MemoryUse, Long> before =
                Map.of(MemoryUse.RESIDENT, 100L, MemoryUse.DESCRIPTORS, 40L, MemoryUse.THREADS, 12L);
        Map<MemoryUse, Long> after =
                Map.of(MemoryUse.RESIDENT, 188L, MemoryUse.DESCRIPTORS, 40L, MemoryUse.THREADS, 12L);

        assertThat(Footprint.most(before, List.of(use(184, 14, 60, null)), after))
                .containsEntry(MemoryUse.RESIDENT, 188L)
                .containsEntry(MemoryUse.DESCRIPTORS, 60L)
                .containsEntry(MemoryUse.THREADS, 14L);
    }

    @Test
    void javasOwnThreadsCountWhereTheyAreKnown() {
        Second second = use(100, 31, 40, new Second.JvmUse(1, 2, 18, 40, 5));

        assertThat(BridgeWatch.memoryUse(second.bridge(), second.jvm()))
                .containsEntry(MemoryUse.THREADS, 18L)
                .containsEntry(MemoryUse.DESCRIPTORS, 40L)
                .containsEntry(MemoryUse.DIRECT, 2L);
    }

    @Test
    void theSlopeIsTheDifferenceOverTheCallsBetween() {
        BridgeMemory.Slope slope = new BridgeMemory.Slope(
                new BridgeMemory.Step(200, 300_000_000, 40_000_000),
                new BridgeMemory.Step(400, 340_000_000, 50_000_000));

        assertThat(slope.residentBytesPerCall()).isEqualTo(200_000);
        assertThat(slope.liveBytesPerCall()).isEqualTo(50_000);
        assertThat(new BridgeMemory.Slope(new BridgeMemory.Step(1, 0, -1), slope.to()).liveBytesPerCall())
                .isNaN();
    }

    private static Second second(boolean measured, int callsUp, long allocated) {
        return new Second(
                0,
                1_000,
                measured,
                callsUp,
                Map.of(),
                Map.of(),
                null,
                new Second.JvmUse(1, 1, 1, 1, allocated),
                new Second.OwnUse(0, 0, 0, 0));
    }

    private static Second use(long rss, int threads, int descriptors, Second.@Nullable JvmUse jvm) {
        return new Second(
                0,
                1_000,
                true,
                0,
                Map.of(),
                Map.of(),
                new Second.BridgeUse(0, rss, threads, descriptors),
                jvm,
                new Second.OwnUse(0, 0, 0, 0));
    }
}
