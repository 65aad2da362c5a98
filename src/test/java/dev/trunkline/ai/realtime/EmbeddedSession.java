package dev.trunkline.ai.realtime;

import dev.trunkline.ai.AgentDescription;
import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.HeardLine;
import dev.trunkline.ai.RecordingCall;
import dev.trunkline.ai.TurnDetection;
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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A session without a socket and without waiting. */
final class EmbeddedSession implements AutoCloseable {

    static final long NOW_SECONDS = 1_764_500_000;

    static final TurnDetection WE_DECIDE = new TurnDetection(TurnDetection.Mode.USUAL, null, null, null, true);

    final ManualScheduler scheduler = new ManualScheduler();
    final RecordingCall call;
    final RealtimeLink link;
    final EmbeddedChannel channel;

    EmbeddedSession(RealtimeDialect dialect, AgentProfile profile) {
        this(RealtimeSettings.of(dialect, URI.create("ws://realtime.test"), "the-key", "the-model"), profile);
    }

    EmbeddedSession(RecordingCall call, AgentProfile profile) {
        this(RealtimeDialect.GENERIC, profile, call);
    }

    EmbeddedSession(RealtimeDialect dialect, AgentProfile profile, RecordingCall call) {
        this(RealtimeSettings.of(dialect, URI.create("ws://realtime.test"), null, null), profile, call);
    }

    EmbeddedSession(RealtimeSettings settings, AgentProfile profile) {
        this(settings, profile, new RecordingCall());
    }

    private EmbeddedSession(RealtimeSettings settings, AgentProfile profile, RecordingCall call) {
        this.call = call;
        link = new RealtimeLink(
                settings.at(() -> NOW_SECONDS), profile, call, new RealtimeCodec(), scheduler, () -> {});
        link.socket().begin();
        channel = new EmbeddedChannel(link.socket());
    }

    static AgentProfile profile() {
        return new AgentProfile("CA1", null, null, null, 16_000, Map.of(), null, List.of());
    }

    static AgentProfile greeting(String words) {
        return profile().described(new AgentDescription(null, words, null, null, null, null, TurnDetection.USUAL));
    }

    static AgentProfile turning(TurnDetection turns) {
        return profile().described(new AgentDescription(null, null, null, null, null, null, turns));
    }

    static AgentProfile after(HeardLine... lines) {
        return profile().after(List.of(lines));
    }

    /** Ready, and nothing that led to it is written down. */
    static EmbeddedSession ready(AgentProfile profile) {
        return ready(RealtimeDialect.GENERIC, profile);
    }

    static EmbeddedSession ready(RealtimeDialect dialect, AgentProfile profile) {
        EmbeddedSession session = new EmbeddedSession(dialect, profile);
        session.becomesReady();
        session.sent();
        session.call.heard.clear();
        return session;
    }

    void becomesReady() {
        opens();
        says("{'type':'session.created','session':{'id':'sess_1'}}");
        says("{'type':'session.updated','session':{'id':'sess_1'}}");
    }

    void opens() {
        channel.pipeline().fireUserEventTriggered(ClientHandshakeStateEvent.HANDSHAKE_COMPLETE);
    }

    /** Single quotes are double ones. */
    void says(String text) {
        channel.writeInbound(new TextWebSocketFrame(Events.json(text)));
    }

    void begins(String responseId) {
        says("{'type':'response.created','response':{'id':'" + responseId + "'}}");
    }

    void ends(String responseId, String status) {
        says("{'type':'response.done','response':{'id':'" + responseId + "','status':'" + status + "'}}");
    }

    void sounds(String responseId, String itemId, int lengthBytes) {
        says("{'type':'response.output_audio.delta','response_id':'" + responseId + "','item_id':'" + itemId
                + "','content_index':0,'delta':'" + Base64.getEncoder().encodeToString(new byte[lengthBytes]) + "'}");
    }

    void hears(String kind, String itemId) {
        says("{'type':'input_audio_buffer." + kind + "','item_id':'" + itemId + "'}");
    }

    void transcribes(String itemId, String text) {
        says("{'type':'conversation.item.input_audio_transcription.completed','item_id':'" + itemId + "','transcript':'"
                + text + "'}");
    }

    void reports(String code, String message, String causeId) {
        says("{'type':'error','error':{'type':'invalid_request_error','code':'" + code + "','message':'" + message
                + "','event_id':'" + causeId + "'}}");
    }

    void closes(int code, String reason) {
        channel.writeInbound(new CloseWebSocketFrame(code, reason));
    }

    /** Time passes, and every ping is answered at once. */
    void answersPingsFor(long millis) {
        for (long passed = 0; passed < millis; passed += 100) {
            scheduler.advanceMillis(100);
            pingPayloads().forEach(payload -> channel.writeInbound(new PongWebSocketFrame(payload)));
        }
    }

    private List<ByteBuf> pingPayloads() {
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

    /** What was flushed since it was last asked; double quotes are single ones, and pings are left out. */
    List<String> sent() {
        List<String> sent = new ArrayList<>();
        for (Object frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
            if (frame instanceof TextWebSocketFrame text) {
                sent.add(text.text().replace('"', '\''));
            } else if (frame instanceof CloseWebSocketFrame close) {
                sent.add("close " + close.statusCode());
            }
            ReferenceCountUtil.release(frame);
        }
        return sent;
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
    }
}
