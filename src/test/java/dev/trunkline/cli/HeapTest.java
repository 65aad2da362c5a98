package dev.trunkline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.trunkline.config.ConfigException;
import org.junit.jupiter.api.Test;

class HeapTest {

    private static final long MEGABYTE = 1 << 20;

    @Test
    void tooLittleIsToldBeforeAnythingStarts() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Heap.require("a call", 192, 128 * MEGABYTE))
                .satisfies(refused -> assertThat(refused.mistakes())
                        .containsExactly("the heap can be 128 MB, and a call needs 192 MB; give it as in:"
                                + " java -Xmx192m -jar target/trunkline.jar"));
    }

    @Test
    void whatSomeCollectorsLeaveOutIsNotMissing() {
        assertThatCode(() -> Heap.require("a call", 192, 185 * MEGABYTE + MEGABYTE / 2))
                .doesNotThrowAnyException();
    }

    @Test
    void moreCallsNeedMore() {
        assertThat(Heap.fleetMegabytes(1_000)).isGreaterThan(Heap.fleetMegabytes(20));
    }
}
