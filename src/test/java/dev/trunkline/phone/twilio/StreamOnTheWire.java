package dev.trunkline.phone.twilio;

import dev.trunkline.phone.CarrierInstruction;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A media stream without a socket, in held time. */
final class StreamOnTheWire {

    static final StreamGrant GRANT = new StreamGrant(Wire.CALL, "+14155550100", "+18005550199");

    private static final DrainHandover.Documents NOTHING_TO_SAY = new DrainHandover.Documents() {
        @Override
        public String twiml(CarrierInstruction step, String callSid, int streams) {
            throw new AssertionError("nobody is told");
        }

        @Override
        public URI nextUrl(String callSid, int streams, @Nullable String chatGroupId) {
            throw new AssertionError("nobody is sent");
        }
    };

    final RecordingCarrierEvents bridge = new RecordingCarrierEvents();
    final EmbeddedChannel channel;

    StreamOnTheWire() {
        this(GRANT);
    }

    StreamOnTheWire(@Nullable StreamGrant grant) {
        channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline()
                .addLast(new MediaStreamHandler(bridge, grant, new DrainHandover(bridge, null, NOTHING_TO_SAY)));
    }

    /** A stream that has begun. */
    static StreamOnTheWire started() {
        StreamOnTheWire stream = new StreamOnTheWire();
        stream.receive(Wire.CONNECTED, Wire.START);
        return stream;
    }

    void receive(String... messages) {
        for (String message : messages) {
            channel.writeInbound(new TextWebSocketFrame(message));
        }
    }

    void pass(long millis) {
        for (long passed = 0; passed < millis; passed += 100) {
            channel.advanceTimeBy(Math.min(100, millis - passed), TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    RecordingEvents events() {
        return bridge.events();
    }

    /** What was written and flushed since this was last asked: texts, and close frames as "close 1000". */
    List<String> sent() {
        List<String> sent = new ArrayList<>();
        for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            sent.add(
                    out instanceof CloseWebSocketFrame close
                            ? "close " + close.statusCode()
                            : ((TextWebSocketFrame) out).text());
            ((WebSocketFrame) out).release();
        }
        return sent;
    }
}
