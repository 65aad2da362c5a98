package dev.trunkline.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.call.SoundTaps;
import dev.trunkline.phone.PhoneLeg;
import dev.trunkline.testing.ManualScheduler;
import dev.trunkline.testing.RecordingPhone;
import org.junit.jupiter.api.Test;

class ListenersWaitWhileLoadIsCriticalTest {

    private static final byte[] FRAME = new byte[160];
    private static final int FRAME_ON_THE_SOCKET_BYTES = 4 + 5 + FRAME.length; // RFC 6455, 5.2; channel and time; sound

    private final ManualScheduler time = new ManualScheduler();
    private final SoundTaps taps = new SoundTaps(time);
    private final PhoneLeg phone = taps.around(new RecordingPhone(time));
    private boolean isCritical;
    private int leftOut;

    @Test
    void theyAreSentNothingAndLaterWhatComesThen() {
        ListenedCall listened = new ListenedCall(taps, null, this::leavesOut);
        time.advanceMillis(5);
        play(3);
        assertThat(listened.take()).hasSize(3 * FRAME_ON_THE_SOCKET_BYTES);

        isCritical = true;
        play(10);
        assertThat(listened.take()).isEmpty();
        assertThat(leftOut).isEqualTo(10);

        isCritical = false;
        play(2);
        assertThat(listened.take()).hasSize(2 * FRAME_ON_THE_SOCKET_BYTES);
        assertThat(leftOut).isEqualTo(10);
    }

    private void play(int frames) {
        for (int i = 0; i < frames; i++) {
            phone.play(FRAME, FRAME.length);
            time.advanceMillis(20);
        }
    }

    private boolean leavesOut() {
        leftOut += isCritical ? 1 : 0;
        return isCritical;
    }
}
