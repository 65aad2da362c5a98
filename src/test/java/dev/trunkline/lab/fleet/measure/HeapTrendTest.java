package dev.trunkline.lab.fleet.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.net.connection.ClientTls;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeapTrendTest {

    private final HeapTrend trend =
            new HeapTrend(BridgeWatch.of(URI.create("http://127.0.0.1:1/voice"), null, ClientTls.platform()), 0);

    private void look(long minute, double megabytes) {
        trend.add(TimeUnit.MINUTES.toNanos(minute), Math.round(megabytes * 1_024 * 1_024));
    }

    @Test
    void aHeapThatWaversDoesNotGrow() {
        for (int minute = 0; minute < 60; minute += 4) {
            look(minute, 40 + (minute % 8 == 0 ? 0.5 : -0.5));
        }

        assertThat(trend.megabytesPerHour()).isCloseTo(0, within(0.3));
    }

    @Test
    void aLeakIsFoundThroughTheNoise() {
        for (int minute = 0; minute < 60; minute += 4) {
            look(minute, 40 + minute / 60.0 * 3 + (minute % 8 == 0 ? 0.2 : -0.2));
        }

        assertThat(trend.megabytesPerHour()).isCloseTo(3, within(0.3));
    }

    @Test
    void threeLooksSayNothing() {
        look(4, 40);
        look(8, 50);
        look(12, 60);

        assertThat(trend.megabytesPerHour()).isNaN();
    }
}
