package dev.trunkline.phone.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.audio.MuLaw;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerIsHeardTest {

    private StreamOnTheWire stream;

    @BeforeEach
    void start() {
        stream = StreamOnTheWire.started();
    }

    private static byte[] frame(int value) {
        byte[] frame = new byte[160];
        Arrays.fill(frame, (byte) value);
        return frame;
    }

    /** What was heard, one number for each frame of 160 equal bytes. */
    private int[] heard() {
        byte[] bytes = stream.events().heard.toByteArray();
        assertThat(bytes.length % 160).isZero();
        int[] frames = new int[bytes.length / 160];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = bytes[i * 160];
            assertThat(bytes[i * 160 + 159]).isEqualTo(bytes[i * 160]);
        }
        return frames;
    }

    @Test
    void soundArrivesInOrder() {
        for (int i = 1; i <= 5; i++) {
            stream.receive(Wire.media(i, frame(i)));
        }

        assertThat(heard()).containsExactly(1, 2, 3, 4, 5);
        assertThat(stream.events().rejected).isEmpty();
    }

    @Test
    void whatTwilioLostIsSilence() {
        stream.receive(Wire.media(1, frame(1)), Wire.media(4, frame(4)));

        assertThat(heard()).containsExactly(1, MuLaw.SILENCE, MuLaw.SILENCE, 4);
        assertThat(stream.events().rejected).isEqualTo(Collections.nCopies(2, "gap"));
    }

    @Test
    void aSecondIsTheMostThatIsFilled() {
        stream.receive(Wire.media(1, frame(1)), Wire.media(1_000_000, frame(2)), Wire.media(1_000_001, frame(3)));

        assertThat(heard()).hasSize(53);
        assertThat(stream.events().rejected).isEqualTo(Collections.nCopies(50, "gap"));
    }

    @Test
    void aStreamMayBeginAtAnyNumber() {
        stream.receive(Wire.media(900, frame(1)), Wire.media(901, frame(2)));

        assertThat(heard()).containsExactly(1, 2);
    }

    @Test
    void whatComesTwiceIsHeardOnce() {
        stream.receive(Wire.media(1, frame(1)), Wire.media(2, frame(2)), Wire.media(2, frame(2)));
        stream.receive(Wire.media(1, frame(1)), Wire.media(3, frame(3)));

        assertThat(heard()).containsExactly(1, 2, 3);
        assertThat(stream.events().rejected).containsExactly("duplicate", "duplicate");
    }

    @Test
    void numbersThatJumpFarBackAreANewBeginning() {
        stream.receive(Wire.media(5_000, frame(1)), Wire.media(1, frame(2)), Wire.media(2, frame(3)));

        assertThat(heard()).containsExactly(1, 2, 3);
    }

    @Test
    void soundOfAnotherStreamIsNotOurs() {
        stream.receive(Wire.media("MZother", 1, "AQID"), Wire.dtmf("1").replace(Wire.STREAM, "MZother"));
        stream.receive(Wire.mark("160").replace(Wire.STREAM, "MZother"), Wire.STOP.replace(Wire.STREAM, "MZother"));
        stream.receive(Wire.media(1, frame(1)));

        assertThat(heard()).containsExactly(1);
        assertThat(stream.events().told).isEmpty();
        assertThat(stream.events().endings).isEmpty();
        assertThat(stream.events().rejected).isEqualTo(Collections.nCopies(4, "wrong_stream"));
    }

    @Test
    void keysAndMarksArePassedOn() {
        stream.receive(Wire.dtmf("5"), Wire.dtmf("#"), Wire.mark("160"));

        assertThat(stream.events().told).containsExactly("digit 5", "digit #", "played 160");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "0:400",
                "-1",
                "+1",
                "0x10",
                "4e2",
                " 400",
                "400 ",
                "hangup",
                "9223372036854775808",
                "99999999999999999999999999"
            })
    void marksThatAreNotOursAreNot(String name) {
        stream.receive(Wire.mark(name), Wire.mark("0".repeat(60_000)), Wire.dtmf("5"));

        assertThat(stream.events().told).containsExactly("digit 5");
        assertThat(stream.events().rejected).isEmpty();
    }

    @Test
    void twentyKeysASecondAreEnough() {
        for (int i = 0; i < 30; i++) {
            stream.receive(Wire.dtmf("5"));
        }
        stream.pass(1_100);
        stream.receive(Wire.dtmf("6"));

        assertThat(stream.events().told).hasSize(21).endsWith("digit 6");
        assertThat(stream.events().rejected).isEqualTo(Collections.nCopies(10, "digit_flood"));
    }

    @Test
    void badMessagesAreDroppedAndTheCallGoesOn() {
        stream.receive("not json", Wire.media(Wire.STREAM, 1, "***"), "{\"event\":\"news\"}", Wire.CONNECTED);
        stream.receive(Wire.START, Wire.media(1, frame(1)));

        assertThat(heard()).containsExactly(1);
        assertThat(stream.events().rejected).containsExactly("bad_json", "bad_base64", "unknown_event");
        assertThat(stream.events().endings).isEmpty();
        assertThat(stream.sent()).isEmpty();
    }
}
