package dev.trunkline.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.lab.history.CallHistory;
import dev.trunkline.lab.history.HistoryEvent.Cleared;
import dev.trunkline.lab.history.HistoryEvent.Heard;
import dev.trunkline.lab.history.Invariant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A turn of five seconds, which began when the clock stood at 100 s. */
class ChatNotesTest {

    private static final String CALLER = "+14155550100";
    private static final int TURN = 1;

    private final CallHistory history = new CallHistory();
    private final ChatNotes notes = new ChatNotes(history);

    private static long nanos(double seconds) {
        return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }

    private void heard(double fromSeconds, double toSeconds) {
        long from = nanos(fromSeconds);
        long to = nanos(toSeconds);
        history.add(new Heard(CALLER, 0, TURN, false, from, to, to - from));
    }

    private boolean addsUp() {
        String note = "{\"chat\":\"c\",\"caller\":\"" + CALLER + "\",\"kind\":\"%s\",\"value\":%d,\"nanos\":%d}%n";
        notes.read(note.formatted("turn", TURN, nanos(100)) + note.formatted("said", 5_000, nanos(105)));
        notes.accountForTurns();
        return Invariant.SOUND_ADDS_UP.check(history).isEmpty();
    }

    @Test
    void whatIsHeardSoonAddsUp() {
        heard(100.1, 105.1);

        assertThat(addsUp()).isTrue();
    }

    @Test
    void whatIsHeardAfterTheWayStoodStillAddsUp() {
        heard(100.1, 101.1);
        heard(105.1, 108.6); // the way stood still for four seconds
        heard(108.7, 109.2);

        assertThat(addsUp()).isTrue();
    }

    @Test
    void whatIsNeverHeardDoesNot() {
        heard(100.1, 104.6);

        assertThat(addsUp()).isFalse();
    }

    @Test
    void whatWasClearedNeedNotBeHeard() {
        heard(100.1, 104.6);
        history.add(new Cleared(CALLER, nanos(104.6)));

        assertThat(addsUp()).isTrue();
    }

    /** The way stood still, the phone had played all it had, and the last of the turn came with the interruption. */
    @Test
    void whatCameWithAnInterruptionNeedNotBeHeard() {
        heard(100.1, 104.6);
        notes.read(
                "{\"chat\":\"c\",\"caller\":\"" + CALLER + "\",\"kind\":\"interrupted\",\"nanos\":" + nanos(107) + "}");

        assertThat(addsUp()).isTrue();
    }

    @Test
    void whatWasNotHeardLongBeforeOneShouldHaveBeen() {
        heard(100.1, 104.6);
        notes.read(
                "{\"chat\":\"c\",\"caller\":\"" + CALLER + "\",\"kind\":\"interrupted\",\"nanos\":" + nanos(120) + "}");

        assertThat(addsUp()).isFalse();
    }
}
