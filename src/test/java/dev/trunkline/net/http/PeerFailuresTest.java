package dev.trunkline.net.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PeerFailuresTest {

    private final AtomicLong nowNanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final PeerFailures failures = new PeerFailures(nowNanos::get);

    @Test
    void theFirstOfAnAddressAndAReasonIsToldAndTheOthersAreCounted() {
        assertThat(failures.note("203.0.113.9", "unsigned")).isEqualTo(new PeerFailures.Noted(true, 0, false));
        for (int i = 0; i < 7; i++) {
            assertThat(failures.note("203.0.113.9", "unsigned").isTold()).isFalse();
        }
        assertThat(failures.note("203.0.113.9", "replay").isTold()).isTrue();
        assertThat(failures.note("203.0.113.10", "unsigned").isTold()).isTrue();

        nowNanos.addAndGet(PeerFailures.WINDOW_NANOS);

        assertThat(failures.note("203.0.113.9", "unsigned")).isEqualTo(new PeerFailures.Noted(true, 7, false));
    }

    @Test
    void aFloodIsOneUntilItsTimeIsOver() {
        for (int i = 0; i < PeerFailures.FLOOD; i++) {
            assertThat(failures.note("203.0.113.9", "admin_token").isFlood()).isFalse();
        }
        assertThat(failures.note("203.0.113.9", "admin_token").isFlood()).isTrue();
        assertThat(failures.note("203.0.113.10", "admin_token").isFlood()).isFalse();

        nowNanos.addAndGet(PeerFailures.WINDOW_NANOS);

        assertThat(failures.note("203.0.113.9", "admin_token").isFlood()).isFalse();
    }

    @Test
    void manyAddressesTakeNoMorePlacesThanThereAre() {
        for (int i = 0; i < 50_000; i++) {
            failures.note("a" + i, "unsigned");
        }

        assertThat(failures.remembered()).isLessThanOrEqualTo(4_096);
    }
}
