package dev.trunkline.ai.gemini;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.net.loop.PerLoop;
import dev.trunkline.net.websocket.WebSocketClient;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Opens the Gemini Live connections of one call, one after the other or one to take the place of the other. All connections of a loop,
 * whoever opened them, share the buffers of one codec and nothing else. Confined to its loop.
 */
public final class GeminiConnector implements AiConnector {

    /** Over 100 KB of buffers each: too much for every call, nothing for every loop. */
    private static final PerLoop<GeminiCodec> CODEC_OF_LOOP = new PerLoop<>(GeminiCodec::new);

    private final GeminiSettings settings;
    private final WebSocketClient client;
    private final LoopScheduler scheduler;
    private final AtomicInteger openChats;
    private final GeminiConversation conversation = new GeminiConversation();

    /**
     * @param scheduler of the loop that all connections of this connector live on
     * @param openChats of all connectors that share it: those that are open or being opened
     */
    public GeminiConnector(
            GeminiSettings settings, WebSocketClient client, LoopScheduler scheduler, AtomicInteger openChats) {
        this.settings = settings;
        this.client = client;
        this.scheduler = scheduler;
        this.openChats = openChats;
    }

    /** Each connection tells its own end, a minute before: one that waits longer for its turn might not be there any more. */
    @Override
    public long chatLimitNanos() {
        return 0;
    }

    /**
     * Ready or lost within its settings' {@link GeminiSettings#timeouts}. Beside a connection
     * that is not closed yet it is ready with its open socket, and the session follows when that one is closed.
     */
    @Override
    public Attempt connect(AgentProfile profile, AiEvents events) {
        openChats.incrementAndGet();
        GeminiSession session = new GeminiSession(
                settings, profile, events, CODEC_OF_LOOP.get(), scheduler, conversation, openChats::decrementAndGet);
        session.socket().begin();
        var target = new WebSocketClient.Target(
                settings.liveUri(),
                settings.headers(),
                GeminiSettings.MAX_MESSAGE_BYTES,
                Math.toIntExact(settings.timeouts().connectMillis()));
        client.connect(scheduler.loop(), target, session.socket(), session.socket()::fail);
        return session::close;
    }
}
