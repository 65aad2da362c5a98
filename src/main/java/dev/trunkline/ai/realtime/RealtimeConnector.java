package dev.trunkline.ai.realtime;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.net.loop.PerLoop;
import dev.trunkline.net.websocket.WebSocketClient;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Opens the sessions of one call with a far end of the Realtime dialect, one after the other or one beside the other. All sessions of a
 * loop share the buffers of one codec and nothing else. A session cannot be resumed: {@link AgentProfile#heard} is said again to the next
 * one. Confined to its loop.
 */
public final class RealtimeConnector implements AiConnector {

    /** Too much for every call, nothing for every loop. */
    private static final PerLoop<RealtimeCodec> CODEC_OF_LOOP = new PerLoop<>(RealtimeCodec::new);

    private final RealtimeSettings settings;
    private final WebSocketClient client;
    private final LoopScheduler scheduler;
    private final AtomicInteger openSessions;
    private @Nullable RealtimeLink last;
    private int failures; // in a row
    private int deaf; // sessions of this call; who answers late once does so again

    /**
     * @param scheduler of the loop that all sessions of this connector live on
     * @param openSessions of all connectors that share it: those that are open or being opened
     */
    public RealtimeConnector(
            RealtimeSettings settings, WebSocketClient client, LoopScheduler scheduler, AtomicInteger openSessions) {
        this.settings = settings;
        this.client = client;
        this.scheduler = scheduler;
        this.openSessions = openSessions;
    }

    /**
     * Ready or lost within its settings' {@link RealtimeSettings#timeouts}, which double twice with the tries that failed and the sessions
     * that were lost by unanswered pings.
     */
    @Override
    public Attempt connect(AgentProfile profile, AiEvents events) {
        failures = last == null || last.wasReady() ? 0 : failures + 1;
        deaf += last != null && last.wasDeaf() ? 1 : 0;
        RealtimeSettings patient = settings.waiting(settings.timeouts().afterFailures(failures, deaf));
        openSessions.incrementAndGet();
        RealtimeLink link = new RealtimeLink(
                patient, profile, events, CODEC_OF_LOOP.get(), scheduler, openSessions::decrementAndGet);
        last = link;
        link.socket().begin();
        var target = new WebSocketClient.Target(
                patient.uri(profile.description().model()),
                patient.headers(),
                RealtimeSettings.MAX_MESSAGE_BYTES,
                Math.toIntExact(patient.timeouts().connectMillis()));
        client.connect(scheduler.loop(), target, link.socket(), link.socket()::fail);
        return link::close;
    }
}
