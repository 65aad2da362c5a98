package dev.trunkline.lab.fleet.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.audio.MuLaw;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class AnswerWatchTest {

    private static final int FRAME = 160;
    private static final short CLICK = Short.MAX_VALUE;
    private static final short SPEECH = 16_000;

    private final AnswerWatch watch = new AnswerWatch();
    private final StreamScanner scanner = new StreamScanner();

    @Test
    void whatWasPlayedIsCountedFromTheClickOn() {
        media(40); // begins 5 ms into a frame
        media(-1);
        media(-1);

        // 15 ms of the first frame and 20 of the second, of 55 in all.
        assertThat(watch.onClear(FRAME)).isEqualTo(35.0);
    }

    @Test
    void ofTwoAnswersTheOneThatIsPlayedCounts() {
        media(0);
        media(0);
        media(-1);

        assertThat(watch.onClear(2 * FRAME + 80)).as("in the first").isEqualTo(10.0);
        media(0);
        media(0);
        assertThat(watch.onClear(40)).as("in the second").isEqualTo(15.0);
    }

    @Test
    void whoHasPlayedAllOfItWasCutOffInNothing() {
        media(0);

        assertThat(watch.onClear(0)).isNaN();
    }

    @Test
    void soundWithoutAClickIsNoAnswerOfOurs() {
        media(-1);

        assertThat(watch.onClear(80)).isNaN();
    }

    private void media(int clickAt) {
        byte[] muLaw = new byte[FRAME];
        Arrays.fill(muLaw, MuLaw.encode(SPEECH));
        if (clickAt >= 0) {
            muLaw[clickAt] = MuLaw.encode(CLICK);
            muLaw[clickAt + 1] = MuLaw.encode(CLICK);
        }
        byte[] message = ("{\"event\":\"media\",\"media\":{\"payload\":\""
                        + Base64.getEncoder().encodeToString(muLaw) + "\"}}")
                .getBytes(StandardCharsets.US_ASCII);
        assertThat(scanner.read(message, message.length)).isEqualTo(StreamScanner.Kind.MEDIA);
        watch.onMedia(scanner);
    }
}
