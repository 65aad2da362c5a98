package dev.trunkline.lab.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.phone.HungUpBy;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.net.websocket.WebSocketClient;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamComplaintsTest {

    private HandMadeBridge bridge;
    private SimulatedCarrier carrier;

    @BeforeEach
    void start() throws Exception {
        bridge = new HandMadeBridge();
        bridge.page("next", "<Hangup/>");
        carrier = SimulatedCarrier.start(CarrierSettings.local());
    }

    @AfterEach
    void stop() {
        carrier.close();
        bridge.close();
    }

    @Test
    void ignoresWhatBreaksTheProtocolAndWarnsOnceForEachKind() throws Exception {
        bridge.onMessage = (socket, message) -> {
            if (message.contains("\"chunk\":\"1\"")) {
                socket.send("{\"event\":\"media\",\"streamSid\":\"MZwrong\",\"media\":{\"payload\":\"AAAA\"}}");
                socket.send("nonsense");
                socket.channel().writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[160])));
                socket.channel().writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[160])));
                socket.play(Tones.mulaw(440, 20));
                socket.mark("end");
            } else if (message.contains("\"name\":\"end\"")) {
                WebSocketClient.close(socket.channel(), 1000, "");
            }
        };

        PhoneRecord record = call(bridge.mediaUrl("one"), "");

        assertThat(record.carrier().warnings())
                .extracting(PhoneRecord.Warning::code)
                .containsExactly(31_951, 31_950, 31_921);
        assertThat(record.quality().messagesIgnored()).isEqualTo(4);
        assertThat(record.quality().agentBytesPlayed()).isEqualTo(160);
    }

    @Test
    void goesOnToTheNextVerbWhenTheServerClosesTheStream() throws Exception {
        bridge.onMessage = (socket, message) -> {
            if (message.contains("\"chunk\":\"1\"")) {
                WebSocketClient.close(socket.channel(), 1000, "bye");
            }
        };

        PhoneRecord record = call(bridge.mediaUrl("one"), "");

        assertThat(bridge.asked("next")).hasSize(1);
        assertThat(record.streams()).singleElement().returns("closed 1000", PhoneRecord.StreamRecord::end);
        assertThat(bridge.sockets.get(0).messages("stop")).isEmpty();
        assertThat(record.ending().hungUpBy()).isEqualTo(HungUpBy.AGENT);
    }

    @Test
    void reportsALostConnectionAs31903AndGoesOn() throws Exception {
        bridge.onMessage = (socket, message) -> {
            if (message.contains("\"chunk\":\"1\"")) {
                socket.channel().close();
            }
        };

        assertFails(call(bridge.mediaUrl("one"), ""), 31_903);
    }

    @Test
    void reportsARefusedHandshakeAs31920AndGoesOn() throws Exception {
        assertFails(call(bridge.mediaUrl("refused"), ""), 31_920);
    }

    @Test
    void reportsARefusedConnectionAs31902AndGoesOn() throws Exception {
        assertFails(call("ws://127.0.0.1:1/media", ""), 31_902);
    }

    @Test
    void reportsAHostThatDoesNotExistAs31901AndGoesOn() throws Exception {
        assertFails(call("wss://no-such-host.invalid/media", ""), 31_901);
    }

    @Test
    void wantsWssExceptOnThisMachine() throws Exception {
        assertFails(call("ws://example.com/media", ""), 31_922);
        assertFails(call("ftp://127.0.0.1/media", ""), 31_922);
    }

    @Test
    void allowsOnlyTheInboundTrack() throws Exception {
        assertFails(call(bridge.mediaUrl("one"), "track=\"both_tracks\""), 31_941);
    }

    @Test
    void tellsTheStatusCallbackOfTheStreamWhatHappened() throws Exception {
        bridge.onMessage = (socket, message) -> {
            if (message.contains("\"chunk\":\"1\"")) {
                socket.channel().close();
            }
        };

        call(bridge.mediaUrl("one"), "statusCallback=\"" + bridge.url("stream") + "\"");

        org.awaitility.Awaitility.await().until(() -> bridge.asked("stream").size() == 2);
        assertThat(bridge.asked("stream"))
                .extracting(asked -> asked.form().get("StreamEvent"))
                .containsExactlyInAnyOrder("stream-started", "stream-error");
    }

    private void assertFails(PhoneRecord record, int code) {
        assertThat(record.carrier().warnings())
                .extracting(PhoneRecord.Warning::code)
                .containsExactly(code);
        assertThat(bridge.asked("next")).isNotEmpty();
        assertThat(record.ending().status()).isEqualTo("completed");
    }

    private PhoneRecord call(String streamUrl, String attributes) throws Exception {
        bridge.page(
                "voice",
                "<Connect><Stream url=\"" + streamUrl + "\" " + attributes + "/></Connect><Redirect>/next</Redirect>");
        return carrier.place(PhoneCall.to(bridge.url("voice"), CallerScript.of()))
                .get(30, TimeUnit.SECONDS);
    }
}
