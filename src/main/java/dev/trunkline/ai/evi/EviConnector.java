package dev.trunkline.ai.evi;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.evi.EviCredentials.Answer;
import dev.trunkline.ai.evi.EviCredentials.Denied;
import dev.trunkline.ai.evi.EviCredentials.Granted;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.net.loop.PerLoop;
import dev.trunkline.net.websocket.SocketTimeouts;
import dev.trunkline.net.websocket.WebSocketClient;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Opens the EVI chats of one call, one after the other or one beside the other. All chats of a loop, whoever opened them, share the buffers of one codec and nothing else:
 * what is in them is used before the loop reads the next message. Confined to its loop.
 */
public final class EviConnector implements AiConnector {

    /** 130 KB of buffers each: too much for every call, nothing for every loop. */
    private static final PerLoop<EviCodec> CODEC_OF_LOOP = new PerLoop<>(EviCodec::new);

    private final EviSettings settings;
    private final WebSocketClient client;
    private final LoopScheduler scheduler;
    private final AtomicInteger openChats;
    private @Nullable EviChat last;
    private int failures; // in a row
    private int deaf; // chats of this call; who answers late once does so again

    /**
     * @param scheduler of the loop that all chats of this connector live on
     * @param openChats of all connectors that share it: those that are open or being opened
     */
    public EviConnector(
            EviSettings settings, WebSocketClient client, LoopScheduler scheduler, AtomicInteger openChats) {
        this.settings = settings;
        this.client = client;
        this.scheduler = scheduler;
        this.openChats = openChats;
    }

    /**
     * Ready or lost within its settings' {@link EviSettings#timeouts}, which double twice with the tries that failed and the chats that were
     * lost by unanswered pings.
     * Where an access token is refused the attempt goes on with a new one, once, and with the same patience again.
     */
    @Override
    public Attempt connect(AgentProfile profile, AiEvents events) {
        failures = last == null || last.wasReady() ? 0 : failures + 1;
        deaf += last != null && last.wasDeaf() ? 1 : 0;
        Opening opening = new Opening(settings.timeouts().afterFailures(failures, deaf), profile, events);
        opening.begin();
        return opening;
    }

    /** One attempt: a chat, and another one in its place when its token was refused. Confined to the loop. */
    private final class Opening implements Attempt, EviChat.Owner {

        private final SocketTimeouts timeouts;
        private final AgentProfile profile;
        private final AiEvents events;
        private @Nullable EviChat chat;
        private @Nullable Granted used;
        private boolean renewed;

        Opening(SocketTimeouts timeouts, AgentProfile profile, AiEvents events) {
            this.timeouts = timeouts;
            this.profile = profile;
            this.events = events;
        }

        void begin() {
            EviChat begun = new EviChat(timeouts, profile, events, CODEC_OF_LOOP.get(), scheduler, this);
            chat = begun;
            last = begun;
            openChats.incrementAndGet();
            begun.socket().begin();
            settings.credentials()
                    .authorise()
                    .whenComplete((answer, failure) -> scheduler.loop().execute(() -> onAnswer(begun, answer)));
        }

        @Override
        public void onOver() {
            openChats.decrementAndGet();
        }

        @Override
        public boolean triesAgain() {
            Granted refused = used;
            if (refused == null || !settings.credentials().renew(refused) || renewed) {
                return false;
            }
            renewed = true;
            begin();
            return true;
        }

        private void onAnswer(EviChat begun, @Nullable Answer answer) {
            if (begun.socket().isOver()) {
                return;
            }
            if (answer instanceof Granted granted) {
                used = granted;
                open(begun, granted);
            } else if (answer instanceof Denied denied) {
                begun.fail(denied.kind(), denied.detail());
            } else {
                begun.fail(AiLoss.Kind.DROPPED, "no credentials");
            }
        }

        private void open(EviChat begun, Granted granted) {
            var target = new WebSocketClient.Target(
                    settings.chatUri(profile, granted.query()),
                    granted.headers(),
                    EviSettings.MAX_MESSAGE_BYTES,
                    Math.toIntExact(timeouts.connectMillis()));
            client.connect(scheduler.loop(), target, begun.socket(), begun.socket()::fail);
        }

        @Override
        public void cancel() {
            if (chat != null) {
                chat.close();
            }
        }
    }
}
