package dev.trunkline.ai.gemini;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.AiProblem;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.ai.gemini.GeminiMessage.FunctionCall;
import dev.trunkline.ai.gemini.GeminiMessage.Rejected;
import dev.trunkline.ai.gemini.GeminiMessage.Resumption;
import dev.trunkline.ai.gemini.GeminiMessage.Sound;
import dev.trunkline.ai.gemini.GeminiMessage.Told;
import dev.trunkline.net.websocket.ClientSocket;
import dev.trunkline.time.Scheduler;
import dev.trunkline.time.Scheduler.Timer;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is said on an open socket, from {@code setup} on. Confined to the call's loop.
 */
final class GeminiExchange implements GeminiReporter.Listener {

    private static final int NORMAL = 1000;
    /** How long before the known end of a connection another one is wanted; what {@code goAway} gives, too. */
    private static final long LONGEST_NOTICE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final GeminiSettings settings;
    private final AgentProfile profile;
    private final AiEvents events;
    private final Scheduler scheduler;
    private final GeminiConversation conversation;
    private final GeminiReporter reporter;
    private final GeminiLeg leg;
    private final SoundRead soundRead;
    private final long openedNanos;

    private String id = UUID.randomUUID().toString();
    private @Nullable Opening opening; // once it was sent
    private @Nullable Timer notice;
    private boolean told; // that it is ready
    private boolean taken; // the service has the session
    private boolean endAnnounced;

    interface Connection {
        /** The call wants no more of it. */
        void close();

        /** The service has the session. */
        void onTaken();
    }

    private final Connection connection;

    GeminiExchange(
            ClientSocket<GeminiMessage> socket,
            GeminiSettings settings,
            AgentProfile profile,
            AiEvents events,
            GeminiCodec codec,
            Scheduler scheduler,
            GeminiConversation conversation,
            Connection connection) {
        this.settings = settings;
        this.profile = profile;
        this.events = events;
        this.scheduler = scheduler;
        this.conversation = conversation;
        this.connection = connection;
        this.openedNanos = scheduler.nowNanos();
        boolean weDecide = profile.description().turns().weDecideInterruptions();
        this.reporter = new GeminiReporter(events, scheduler, weDecide, this);
        this.soundRead = new SoundRead(socket, scheduler, events);
        this.leg = new GeminiLeg(socket, codec, settings, profile, soundRead, reporter, connection::close);
    }

    SoundRead soundRead() {
        return soundRead;
    }

    /** It is as ready as it can be, though another connection has the session. */
    void tellReady() {
        if (!told) {
            told = true;
            events.onReady(leg, id, conversation.name());
        }
    }

    /** Nobody else has the session. */
    void setUp() {
        Opening begun = new Opening(profile, leg.model(), conversation.handleFor(profile));
        opening = begun;
        leg.write(begun.setup());
        leg.flushNow();
    }

    void end() {
        if (notice != null) {
            notice.cancel();
        }
        soundRead.stop();
    }

    void read(GeminiMessage message) {
        if (message instanceof Told first && first.setupComplete() != null && opening != null) {
            onTaken(opening, first.setupComplete().sessionId());
        }
        if (message instanceof Rejected rejected) {
            reporter.tellRejected(rejected.reason());
        } else if (!taken) {
            reporter.tellRejected(GeminiRejection.BEFORE_SETUP);
        } else if (message instanceof Sound sound) {
            reporter.tell(sound);
        } else if (message instanceof Told other) {
            tell(other);
        }
    }

    private void onTaken(Opening begun, @Nullable String sessionId) {
        if (taken) {
            return;
        }
        taken = true;
        connection.onTaken();
        conversation.onTaken();
        if (sessionId != null && !sessionId.isEmpty() && !told) {
            id = sessionId;
        }
        reporter.begin(id);
        begun.firstWords().forEach(leg::write);
        leg.begin();
        giveNotice();
        tellReady();
    }

    private void giveNotice() {
        long limitNanos = TimeUnit.MILLISECONDS.toNanos(settings.connectionLimitMillis());
        if (limitNanos > 0) {
            long leadNanos = Math.min(LONGEST_NOTICE_NANOS, limitNanos * 2 / 5);
            long ageNanos = scheduler.nowNanos() - openedNanos;
            notice =
                    scheduler.after(Math.max(0, limitNanos - leadNanos - ageNanos), () -> events.onEndsSoon(leadNanos));
        }
    }

    private void tell(Told message) {
        if (message.sessionResumptionUpdate() != null) {
            tell(message.sessionResumptionUpdate());
        }
        if (message.serverContent() != null) {
            reporter.tell(message.serverContent());
        }
        if (message.toolCall() != null) {
            for (FunctionCall call : message.toolCall().functionCalls()) {
                leg.onToolCalled(call.id());
                reporter.tell(call);
            }
        }
        if (message.toolCallCancellation() != null) {
            message.toolCallCancellation().ids().forEach(leg::onToolCancelled);
        }
        if (message.goAway() != null) {
            endAnnounced = true;
            events.onEndsSoon(message.goAway().timeLeftNanos());
        }
    }

    private void tell(Resumption resumption) {
        String handle = resumption.newHandle();
        if (resumption.resumable() && handle != null && !handle.isEmpty()) {
            conversation.rename(handle);
            events.onResumable(handle);
        }
    }

    @Override
    public void onAnswer() {
        soundRead.onAnswer();
    }

    @Override
    public void onTurnOver() {
        leg.onTurnOver();
    }

    @Override
    public void onToolRefused(ToolCall tool) {
        leg.toolFailed(tool, "paused", "You are paused; call no tools now.");
        leg.flush();
    }

    AiLoss lossByClose(int code, String reason) {
        boolean resuming = opening != null && opening.handle() != null;
        AiLoss.Kind kind = taken
                ? GeminiLosses.ofClose(code, reason, endAnnounced)
                : GeminiLosses.ofRefusal(code, reason, resuming);
        if (kind == AiLoss.Kind.DROPPED && resuming && !taken && conversation.isForgotten(code)) {
            kind = AiLoss.Kind.RESUME_FAILED;
        }
        AiProblem problem = reason.isEmpty() || code == NORMAL ? null : new AiProblem("" + code, "", reason);
        return new AiLoss(kind, code, problem, ("closed with " + code + " " + reason).strip());
    }

    /** Whether the service has said that it will end the connection. */
    boolean isEndAnnounced() {
        return endAnnounced;
    }
}
