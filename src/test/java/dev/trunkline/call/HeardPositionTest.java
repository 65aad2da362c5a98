package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ledger believes that the caller has heard: by the phone's clock, and by marks. */
class HeardPositionTest {

    private final PlayoutLedger ledger = new PlayoutLedger();

    @Test
    void nothingIsHeardBeforeAnythingIsSent() {
        ledger.queued("m", 800);

        assertThat(ledger.heardBytes(millis(1_000))).isZero();
        assertThat(ledger.leadNanos(millis(1_000))).isZero();
    }

    @Test
    void whatIsSentIsHeardAsTheClockRuns() {
        ledger.queued("m", 1_600);
        ledger.sent(1_600, 0, millis(1_000));

        assertThat(ledger.heardBytes(millis(1_000))).isZero();
        assertThat(ledger.heardBytes(millis(1_050))).isEqualTo(400);
        assertThat(ledger.leadNanos(millis(1_050))).isEqualTo(millis(150));
        assertThat(ledger.heardBytes(millis(1_200))).isEqualTo(1_600);
        assertThat(ledger.heardBytes(millis(9_999))).isEqualTo(1_600);
    }

    @Test
    void afterARunDryTheClockBeginsAnew() {
        ledger.queued("m", 1_600);
        ledger.sent(800, 0, millis(0));
        ledger.sent(800, 0, millis(500));

        assertThat(ledger.heardBytes(millis(500))).isEqualTo(800);
        assertThat(ledger.heardBytes(millis(550))).isEqualTo(1_200);
    }

    @Test
    void aClockMayBeginFarBelowZero() {
        long start = Long.MIN_VALUE / 2;
        ledger.queued("m", 800);
        assertThat(ledger.leadNanos(start)).isZero();

        ledger.sent(800, 0, start);

        assertThat(ledger.leadNanos(start)).isEqualTo(millis(100));
        assertThat(ledger.heardBytes(start + millis(25))).isEqualTo(200);
    }

    @Test
    void aMarkProvesHearingBeforeTheClockDoes() {
        ledger.queued("m", 800);
        ledger.sent(400, 0, 0);
        long mark = ledger.sentBytes();
        ledger.sent(400, 0, 0);

        ledger.marked(mark);

        assertThat(ledger.heardBytes(millis(1))).isEqualTo(400);
        assertThat(ledger.heardBytes(millis(75))).isEqualTo(600);
        assertThat(ledger.allMarked()).isFalse();
        ledger.marked(ledger.sentBytes());
        assertThat(ledger.allMarked()).isTrue();
        assertThat(ledger.heardBytes(millis(1))).isEqualTo(800);
    }

    @Test
    void anOlderMarkTakesNothingBack() {
        ledger.queued("m", 800);
        ledger.sent(400, 0, 0);
        long older = ledger.sentBytes();
        ledger.sent(400, 0, 0);
        ledger.marked(ledger.sentBytes());

        ledger.marked(older);

        assertThat(ledger.heardBytes(0)).isEqualTo(800);
    }

    @Test
    void aMarkFromBeforeAClearProvesNothing() {
        ledger.queued("m", 1_600);
        ledger.sent(800, 0, 0);
        long before = ledger.sentBytes();
        ledger.cleared(millis(10));
        ledger.queued("n", 800);
        ledger.sent(800, 0, millis(10));

        ledger.marked(before);

        assertThat(ledger.allMarked()).isFalse();
        assertThat(ledger.heardBytes(millis(10))).isEqualTo(800);
        assertThat(ledger.heardBytes(millis(60))).isEqualTo(1_200);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, 801, Long.MAX_VALUE})
    void aMarkThatIsNotOursProvesNothing(long position) {
        ledger.queued("m", 800);
        ledger.sent(800, 0, 0);

        ledger.marked(position);

        assertThat(ledger.heardBytes(0)).isZero();
        assertThat(ledger.allMarked()).isFalse();
    }

    @Test
    void silenceThatFillsAFrameIsNotSound() {
        ledger.queued("m", 40);
        ledger.sent(40, 120, 0);

        assertThat(ledger.heardBytes(millis(5))).isEqualTo(40);
        assertThat(ledger.heardBytes(millis(15))).isEqualTo(40);
        assertThat(ledger.leadNanos(millis(15))).isEqualTo(millis(5));
    }

    /** Believed wrongly, each padding would put the heard position up to 20 ms behind. */
    @Test
    void paddingBetweenSentencesIsNeitherHeardNorForgotten() {
        ledger.queued("a", 40);
        ledger.sent(40, 120, 0);
        ledger.queued("b", 40);
        ledger.sent(40, 120, 0);
        ledger.queued("c", 160);
        ledger.sent(160, 0, 0);

        assertThat(ledger.heardBytes(millis(3))).isEqualTo(24);
        assertThat(ledger.heardBytes(millis(12))).isEqualTo(40);
        assertThat(ledger.heardBytes(millis(20))).isEqualTo(40);
        assertThat(ledger.heardBytes(millis(22))).isEqualTo(56);
        assertThat(ledger.heardBytes(millis(33))).isEqualTo(80);
        assertThat(ledger.heardBytes(millis(41))).isEqualTo(88);
        assertThat(ledger.heardBytes(millis(60))).isEqualTo(240);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theLedgerAgreesWithAPhoneThatPlaysByteByByte(long seed) {
        var random = new Random(seed);
        var phone = new BytewisePhone();
        long now = 0;
        for (int step = 0; step < 5_000; step++) {
            now += millis(random.nextInt(30));
            if (random.nextInt(100) == 0) {
                assertThat(ledger.heardBytes(now)).isEqualTo(phone.heardBytes(now));
                ledger.cleared(now);
                phone.clear(now, ledger.sentBytes());
            }
            int bytes = random.nextInt(161);
            int padding = random.nextInt(4) == 0 ? 160 - bytes : 0;
            ledger.queued("m", bytes);
            ledger.sent(bytes, padding, now);
            phone.play(bytes, padding, now);
            assertThat(ledger.heardBytes(now)).isEqualTo(phone.heardBytes(now));
        }
    }

    @Test
    void aWeekOfTalkingIsCountedToTheByte() {
        long now = 0;
        int hours = 7 * 24;
        for (int i = 0; i < hours * 60; i++) {
            ledger.queued("m", 60_000 * 8);
            ledger.sent(60_000 * 8, 0, now);
            now += millis(60_000);
        }

        assertThat(ledger.heardBytes(now - millis(10))).isEqualTo(hours * 3_600L * 8_000 - 80);
        assertThat(ledger.sentBytes()).isEqualTo(hours * 3_600L * 8_000);
        assertThat(ledger.leadNanos(now - millis(10))).isEqualTo(millis(10));
    }

    private static long millis(long millis) {
        return millis * 1_000_000;
    }

    /** The slow and obvious model: a list of what plays when. */
    private static final class BytewisePhone {
        private final ArrayList<Long> soundEndsAtNanos = new ArrayList<>();
        private long base;
        private long freeAtNanos;

        void play(int bytes, int padding, long now) {
            long at = Math.max(now, freeAtNanos);
            for (int i = 0; i < bytes; i++) {
                at += 125_000;
                soundEndsAtNanos.add(at);
            }
            freeAtNanos = at + padding * 125_000L;
        }

        void clear(long now, long sentBytes) {
            soundEndsAtNanos.clear();
            base = sentBytes;
            freeAtNanos = now;
        }

        long heardBytes(long now) {
            while (!soundEndsAtNanos.isEmpty() && soundEndsAtNanos.get(soundEndsAtNanos.size() / 2) <= now) {
                int half = soundEndsAtNanos.size() / 2 + 1;
                soundEndsAtNanos.subList(0, half).clear();
                base += half;
            }
            return base + soundEndsAtNanos.stream().filter(end -> end <= now).count();
        }
    }
}
