package dev.trunkline.lab.farend;

import dev.trunkline.lab.relay.MediaPeer;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.http.WebSocketEndpoint;
import dev.trunkline.net.loop.EventLoops;
import io.netty.channel.ChannelHandler;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import java.util.function.Function;

/**
 * A far end for measurements, in two dialects: {@code /v0/evi/chat} is an EVI, {@code /v1/realtime} speaks as OpenAI's Realtime
 * service does. It asks for no key, answers {@link Tag}s with canned speech and interruptions, and notes when; {@code GET /lab/notes} gives the notes and forgets them; {@code /lab/peer} is
 * what a bare relay relays to. All chats live on one loop, which has more to do at each wake-up then, and so wakes up less
 * often. Thread-safe.
 */
public final class FarEnd implements AutoCloseable {

    private static final int MAX_MESSAGE_BYTES = 1 << 20;
    private static final int TOO_MANY = 429;
    private static final int SESSION_ID_LENGTH = 12;

    private final EventLoops loops = new EventLoops("farend", 1);
    private final Parts parts;
    private final HttpServer server;

    /** What all chats share. */
    record Parts(
            FarEndSettings settings,
            CannedSpeech speech,
            NumberedVoices voices,
            RealtimeVoices realtimeVoices,
            Conversations conversations,
            TagLog notes,
            FarEndChats open) {}

    private FarEnd(FarEndSettings settings) throws IOException {
        this.parts = new Parts(
                settings,
                new CannedSpeech(settings.sampleRateHz()),
                new NumberedVoices(settings.sampleRateHz()),
                new RealtimeVoices(),
                new Conversations(),
                new TagLog(),
                new FarEndChats(settings.script()));
        try {
            this.server =
                    HttpServer.start(loops, settings.bindAddress(), settings.port(), settings.tls(), port -> routes());
        } catch (IOException e) {
            loops.close();
            throw e;
        }
    }

    /**
     * Starts one.
     *
     * @throws IOException when the port is taken; the message says which
     */
    public static FarEnd start(FarEndSettings settings) throws IOException {
        return new FarEnd(settings);
    }

    private Routes routes() {
        return Routes.builder()
                .webSocket("/v0/evi/chat", this::chat)
                .webSocket("/v1/realtime", request -> session())
                .webSocket("/lab/peer", MediaPeer.ofPhones())
                .webSocket("/lab/realtime-peer", MediaPeer.ofRealtime())
                .http(
                        "GET",
                        "/lab/notes",
                        (request, reply) -> reply.send(HttpResponse.of(
                                200, "application/x-ndjson", parts.notes().take())))
                .build();
    }

    private WebSocketEndpoint.Decision chat(HttpRequest request) {
        String resumed = request.queryValue("resumed_chat_group_id");
        String groupId = resumed == null ? UUID.randomUUID().toString() : resumed;
        if (!groupId.matches("[A-Za-z0-9-]{1,64}")) {
            return new WebSocketEndpoint.Refuse(HttpResponse.text(400, "resumed_chat_group_id is not an id"));
        }
        return admit(faults -> new CannedChat(parts, faults, UUID.randomUUID().toString(), groupId, resumed != null));
    }

    private WebSocketEndpoint.Decision session() {
        String id = UUID.randomUUID().toString().replace("-", "").substring(0, SESSION_ID_LENGTH);
        return admit(faults -> new CannedSession(parts, faults, id));
    }

    private WebSocketEndpoint.Decision admit(Function<ChatFaults, ChannelHandler> chat) {
        ChatFaults faults = parts.open().next();
        ChatFault refused = faults.find(ChatFault.Kind.REFUSE);
        if (refused != null || parts.open().isFull()) {
            int status = refused == null ? TOO_MANY : refused.amount();
            return new WebSocketEndpoint.Refuse(HttpResponse.text(status, "no chat for you now"));
        }
        return new WebSocketEndpoint.Accept(chat.apply(faults), MAX_MESSAGE_BYTES);
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    /** What a bridge takes for {@code EVI_URL}. */
    public URI eviUrl() {
        return url("/v0/evi");
    }

    /** Where it speaks the Realtime dialect. */
    public URI realtimeUrl() {
        return url("/v1/realtime");
    }

    /** What a relay relays to. */
    public URI peerUrl() {
        return url("/lab/peer");
    }

    private URI url(String path) {
        return URI.create((parts.settings().tls() == null ? "ws://" : "wss://")
                + parts.settings().bindAddress() + ":" + port() + path);
    }

    /** Drops all chats. */
    @Override
    public void close() {
        server.close();
        loops.close();
    }
}
