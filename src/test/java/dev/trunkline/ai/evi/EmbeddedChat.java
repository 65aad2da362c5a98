package dev.trunkline.ai.evi;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.RecordingCall;
import dev.trunkline.testing.ManualScheduler;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A chat without a socket and without waiting. */
final class EmbeddedChat implements AutoCloseable {

    static final String METADATA = "{\"type\":\"chat_metadata\",\"chat_id\":\"c1\",\"chat_group_id\":\"g1\"}";

    final ManualScheduler scheduler = new ManualScheduler();
    final RecordingCall call;
    final EviChat chat;
    final EmbeddedChannel channel;

    EmbeddedChat() {
        this(new RecordingCall());
    }

    EmbeddedChat(RecordingCall call) {
        this.call = call;
        this.chat = new EviChat(
                EviSettings.of(URI.create("ws://evi.test/v0/evi"), null, null).timeouts(),
                profile("CA1"),
                call,
                new EviCodec(),
                scheduler,
                () -> false);
        chat.socket().begin();
        this.channel = new EmbeddedChannel(chat.socket());
    }

    static AgentProfile profile(String sessionId) {
        return new AgentProfile(sessionId, null, null, null, 16_000, Map.of(), null, List.of());
    }

    static EmbeddedChat ready() {
        return ready(new RecordingCall());
    }

    static EmbeddedChat ready(RecordingCall call) {
        EmbeddedChat embedded = new EmbeddedChat(call);
        embedded.opens();
        embedded.says(METADATA);
        embedded.sent();
        call.heard.clear();
        return embedded;
    }

    void opens() {
        channel.pipeline().fireUserEventTriggered(ClientHandshakeStateEvent.HANDSHAKE_COMPLETE);
    }

    void says(String text) {
        channel.writeInbound(new TextWebSocketFrame(text));
    }

    void failsWith(String code, String slug) {
        says("{\"type\":\"error\",\"code\":\"" + code + "\",\"slug\":\"" + slug + "\",\"message\":\"m\"}");
    }

    void sendsAudio(@Nullable String id, int index, String base64) {
        String named = id == null ? "" : "\"id\":\"" + id + "\",";
        says("{\"type\":\"audio_output\"," + named + "\"index\":" + index + ",\"data\":\"" + base64 + "\"}");
    }

    void closes(int code) {
        channel.writeInbound(new CloseWebSocketFrame(code, ""));
    }

    /** Time passes, and every ping is answered at once. */
    void answersPingsFor(Duration time) {
        for (long millis = 0; millis < time.toMillis(); millis += 100) {
            scheduler.advanceMillis(100);
            pingPayloads().forEach(payload -> channel.writeInbound(new PongWebSocketFrame(payload)));
        }
    }

    /** What has to be echoed; all else that was sent is lost. */
    List<ByteBuf> pingPayloads() {
        List<ByteBuf> payloads = new ArrayList<>();
        for (Object frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
            if (frame instanceof PingWebSocketFrame ping) {
                payloads.add(ping.content());
            } else {
                ReferenceCountUtil.release(frame);
            }
        }
        return payloads;
    }

    /** What was flushed since it was last asked. */
    List<String> sent() {
        List<String> sent = new ArrayList<>();
        for (Object frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
            if (frame instanceof TextWebSocketFrame text) {
                sent.add(text.text());
                text.release();
            } else if (frame instanceof CloseWebSocketFrame close) {
                sent.add("close " + close.statusCode());
                close.release();
            } else if (frame instanceof PingWebSocketFrame ping) {
                sent.add("ping");
                ping.release();
            } else {
                sent.add(frame.getClass().getSimpleName());
            }
        }
        return sent;
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
    }
}
