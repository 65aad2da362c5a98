package dev.trunkline.phone.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.phone.PhoneEvents.StreamEnding;
import dev.trunkline.phone.PhoneLeg;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallerHearsTest {

    private StreamOnTheWire stream;
    private PhoneLeg leg;

    @BeforeEach
    void start() {
        stream = StreamOnTheWire.started();
        leg = stream.bridge.leg();
    }

    @Test
    void soundMarksAndClearAreWrittenInOrderAtTheFlush() {
        leg.play(new byte[] {1, 2, 3, 4}, 3);
        leg.mark(1_600);
        leg.clear();
        assertThat(stream.sent()).isEmpty();

        leg.flush();

        String sid = ",\"streamSid\":\"" + Wire.STREAM + "\"";
        assertThat(stream.sent())
                .containsExactly(
                        "{\"event\":\"media\"" + sid + ",\"media\":{\"payload\":\"AQID\"}}",
                        "{\"event\":\"mark\"" + sid + ",\"mark\":{\"name\":\"1600\"}}",
                        "{\"event\":\"clear\"" + sid + "}");
    }

    @Test
    void theCallersArrayMayBeReusedAtOnce() {
        byte[] sound = {1, 2, 3};
        leg.play(sound, 3);
        sound[0] = 9;
        leg.flush();

        assertThat(stream.sent().get(0)).contains("AQID");
    }

    @Test
    void leavingSaysGoodbyeAndIsNotALoss() {
        leg.play(new byte[160], 160);
        leg.leave();
        leg.leave();

        assertThat(stream.sent()).hasSize(2).last().isEqualTo("close 1000");
        assertThat(stream.events().endings).containsExactly(StreamEnding.STOPPED);
    }

    @Test
    void afterTheEndNothingIsWritten() {
        stream.receive(Wire.STOP);
        leg.play(new byte[160], 160);
        leg.mark(0);
        leg.clear();
        leg.flush();
        leg.leave();

        assertThat(stream.sent()).isEmpty();
    }

    @Test
    void whileTwilioDoesNotReadSoundIsDroppedAndCounted() {
        stream.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        for (int i = 0; i < 5; i++) {
            leg.play(new byte[160], 160);
        }
        leg.clear();
        leg.flush();
        stream.pass(1_000);

        assertThat(stream.sent()).singleElement().asString().contains("clear");
        assertThat(stream.events().rejected).isEqualTo(Collections.nCopies(5, "unwritable"));

        stream.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        leg.play(new byte[160], 160);
        leg.flush();
        assertThat(stream.sent()).singleElement().asString().contains("media");
    }

    @Test
    void aStreamThatIsNotReadForHalfAMinuteIsLost() {
        stream.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        for (int second = 1; second <= 30; second++) {
            stream.receive(Wire.media(second, new byte[160]));
            leg.play(new byte[160], 160);
            stream.pass(1_000);
        }
        assertThat(stream.events().endings).isEmpty();

        stream.pass(2_000);

        assertThat(stream.events().endings).containsExactly(StreamEnding.LOST);
        assertThat(stream.sent()).containsExactly("close 1008");
        assertThat(stream.channel.isOpen()).isFalse();
    }
}
