package dev.trunkline.phone.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.phone.PhoneEvents;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamBeginsTest {

    @Test
    void aStreamOfACallThatIsOverIsClosed() {
        StreamOnTheWire stream = new StreamOnTheWire();
        stream.bridge.isOver = true;

        stream.receive(Wire.CONNECTED, Wire.START);

        assertThat(stream.sent()).containsExactly("close 1008");
        assertThat(stream.bridge.rejected).containsExactly("call_over");
    }

    @Test
    void theCallIsAnsweredAtTheStartWithWhatTheWebhookKnew() {
        StreamOnTheWire stream = new StreamOnTheWire();
        stream.receive(Wire.CONNECTED);
        assertThat(stream.bridge.answered).isEmpty();

        stream.receive(Wire.START);

        var answered = stream.bridge.answered.get(0);
        assertThat(answered.call().callSid()).isEqualTo(Wire.CALL);
        assertThat(answered.call().streamSid()).isEqualTo(Wire.STREAM);
        assertThat(answered.call().from()).isEqualTo("+14155550100");
        assertThat(answered.call().to()).isEqualTo("+18005550199");
        assertThat(answered.call().parameters()).isEqualTo(Map.of("token", "abc"));
        assertThat(((LoopScheduler) answered.scheduler()).loop()).isSameAs(stream.channel.eventLoop());
        assertThat(stream.sent()).isEmpty();
    }

    @Test
    void withoutAGrantTheParametersSayWhoCalls() {
        StreamOnTheWire stream = new StreamOnTheWire(null);

        stream.receive(Wire.START.replace("\"token\":\"abc\"", "\"from\":\"+1\",\"to\":\"+2\""));

        assertThat(stream.bridge.answered.get(0).call().from()).isEqualTo("+1");
        assertThat(stream.bridge.answered.get(0).call().to()).isEqualTo("+2");
    }

    @Test
    void aStreamOfAnotherCallThanTheTokensIsClosed() {
        StreamOnTheWire stream = new StreamOnTheWire();

        stream.receive(Wire.CONNECTED, Wire.start(Wire.STREAM, "CAother"));

        assertThat(stream.sent()).containsExactly("close 1008");
        assertThat(stream.bridge.rejected).containsExactly("token_mismatch");
        assertThat(stream.bridge.answered).isEmpty();
        assertThat(stream.channel.isOpen()).isFalse();
    }

    @Test
    void aStreamThatDoesNotStartWithinFiveSecondsIsClosed() {
        StreamOnTheWire stream = new StreamOnTheWire();
        stream.receive(Wire.CONNECTED);

        stream.pass(4_900);
        assertThat(stream.sent()).isEmpty();
        stream.pass(200);

        assertThat(stream.sent()).containsExactly("close 1008");
        assertThat(stream.bridge.rejected).containsExactly("no_start");
    }

    @Test
    void aFewEarlyMessagesAreDroppedAndCounted() {
        StreamOnTheWire stream = new StreamOnTheWire();
        stream.receive(Wire.media(1, new byte[160]), Wire.dtmf("1"), Wire.mark("m"), Wire.STOP);

        stream.receive(Wire.START);

        assertThat(stream.events().rejected).hasSize(4).containsOnly("before_start");
        assertThat(stream.events().heard.size()).isZero();
        assertThat(stream.events().told).isEmpty();
        assertThat(stream.events().endings).isEmpty();
    }

    @Test
    void moreThanFiveSecondsOfEarlyMessagesClose() {
        StreamOnTheWire stream = new StreamOnTheWire();
        for (int i = 1; i <= 250; i++) {
            stream.receive(Wire.media(i, new byte[160]));
        }
        assertThat(stream.sent()).isEmpty();

        stream.receive(Wire.media(251, new byte[160]));

        assertThat(stream.sent()).containsExactly("close 1008");
        assertThat(stream.bridge.rejected).containsExactly("early_messages");
    }

    @Test
    void aBinaryFrameBeforeTheStartCloses() {
        StreamOnTheWire stream = new StreamOnTheWire();

        stream.channel.writeInbound(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[160])));

        assertThat(stream.sent()).containsExactly("close 1003");
        assertThat(stream.bridge.answered).isEmpty();
    }

    @Test
    void aDeskThatFailsToAnswerEndsThisStreamOnly() {
        Quiet.about(MediaStreamHandler.class, () -> {
            StreamOnTheWire stream = new StreamOnTheWire();
            stream.bridge.hasBug = true;

            stream.receive(Wire.START);

            assertThat(stream.sent()).containsExactly("close 1011");
            assertThat(stream.channel.isOpen()).isFalse();
        });
    }

    @Test
    void aCallMayLeaveWhileItIsAnswering() {
        StreamOnTheWire stream = new StreamOnTheWire();
        stream.bridge.leavesAtOnce = true;

        stream.receive(Wire.START);

        assertThat(stream.sent()).containsExactly("close 1000");
        assertThat(stream.events().endings).containsExactly(PhoneEvents.StreamEnding.STOPPED);
    }
}
