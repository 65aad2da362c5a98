package dev.trunkline.ai.evi;

import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.AiProblem;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.ai.evi.EviMessage.AssistantEnd;
import dev.trunkline.ai.evi.EviMessage.AssistantMessage;
import dev.trunkline.ai.evi.EviMessage.AssistantProsody;
import dev.trunkline.ai.evi.EviMessage.AudioOutput;
import dev.trunkline.ai.evi.EviMessage.ChatMetadata;
import dev.trunkline.ai.evi.EviMessage.Failed;
import dev.trunkline.ai.evi.EviMessage.PlaybackHold;
import dev.trunkline.ai.evi.EviMessage.Rejected;
import dev.trunkline.ai.evi.EviMessage.SettingsEcho;
import dev.trunkline.ai.evi.EviMessage.ToolAnswered;
import dev.trunkline.ai.evi.EviMessage.ToolCalled;
import dev.trunkline.ai.evi.EviMessage.ToolFailed;
import dev.trunkline.ai.evi.EviMessage.Unknown;
import dev.trunkline.ai.evi.EviMessage.UserInterruption;
import dev.trunkline.ai.evi.EviMessage.UserMessage;
import dev.trunkline.time.Scheduler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells a call, in its own words, what its chat says. Confined to the call's loop. */
final class EviReporter implements EviMessage.Receiver {

    /** EVI closes right after an error that ends the chat; an older one was survived. */
    private static final long ERROR_ENDS_CHAT_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final String HANG_UP = "hang_up";

    private final AiEvents events;
    private final Scheduler scheduler;
    private final AudioOrder audioOrder;

    private @Nullable AiLeg leg;
    private boolean ready;
    private boolean hangUpAsked;
    private @Nullable AiProblem lastError;
    private long lastErrorNanos;

    EviReporter(AiEvents events, Scheduler scheduler) {
        this.events = events;
        this.scheduler = scheduler;
        this.audioOrder = new AudioOrder(new WavSound(events));
    }

    /** The socket is open; the call is given its leg when EVI is ready. */
    void opened(AiLeg opened) {
        leg = opened;
    }

    boolean isReady() {
        return ready;
    }

    /** A message of EVI, which is told at once. */
    void tell(EviMessage message) {
        if (!ready && !(message instanceof ChatMetadata || message instanceof Failed || message instanceof Rejected)) {
            tellRejected(Rejection.BEFORE_METADATA);
            return;
        }
        message.deliverTo(this);
    }

    /** Something unusable came. */
    void tellRejected(Rejection reason) {
        events.onMessageRejected(reason.label());
    }

    /** EVI has read so much of what it was sent. */
    void tellCallerHeard(long soundBytes) {
        if (ready) {
            events.onCallerHeard(soundBytes);
        }
    }

    /** The end; nothing is told after it. */
    void tellLost(AiLoss loss) {
        silence();
        events.onLost(loss);
    }

    /** Nothing more is told, not even what waits. */
    void silence() {
        audioOrder.silence();
    }

    /** Whether EVI has said that this chat is over, or will not be opened. */
    boolean isRefused() {
        return !ready && lastError != null && EviLosses.isFinal(lastError);
    }

    AiLoss lossByClose(int closeCode, String detail) {
        AiProblem error = endingError();
        String why = error == null ? "" : " after " + (error.code() + " " + error.slug()).strip();
        return new AiLoss(EviLosses.ofClose(closeCode, error, hangUpAsked, ready), closeCode, lastError, detail + why);
    }

    AiLoss lossByFailure(AiLoss.Kind kind, String detail) {
        return new AiLoss(kind, 0, lastError, detail);
    }

    private @Nullable AiProblem endingError() {
        if (lastError == null || EviLosses.isFinal(lastError)) {
            return lastError;
        }
        return scheduler.nowNanos() - lastErrorNanos <= ERROR_ENDS_CHAT_WITHIN_NANOS ? lastError : null;
    }

    @Override
    public void onChatMetadata(ChatMetadata message) {
        if (!ready && leg != null) {
            ready = true;
            events.onReady(leg, message.chatId(), message.chatGroupId());
        }
    }

    @Override
    public void onUserMessage(UserMessage message) {
        events.onUserMessage(message.text(), message.interim(), message.scores());
    }

    @Override
    public void onAssistantMessage(AssistantMessage message) {
        if (message.text().isEmpty()) {
            return;
        }
        if (message.quickResponse()) {
            events.onAgentFiller(message.id(), message.text(), message.scores());
        } else {
            events.onAgentMessage(message.id(), message.text(), message.scores());
        }
    }

    @Override
    public void onAssistantProsody(AssistantProsody message) {
        // Comes after the sentence was told; a call has no use for it yet.
    }

    @Override
    public void onAudioOutput(AudioOutput message) {
        audioOrder.add(message);
    }

    @Override
    public void onAssistantEnd(AssistantEnd message) {
        audioOrder.endTurn();
    }

    @Override
    public void onUserInterruption(UserInterruption message) {
        audioOrder.interrupt();
        events.onUserInterrupted();
    }

    @Override
    public void onPlaybackHold(PlaybackHold message) {
        if (message.held()) {
            events.onAgentHeld();
        } else {
            events.onAgentGoesOn();
        }
    }

    @Override
    public void onToolCalled(ToolCalled message) {
        hangUpAsked |= message.builtin() && message.name().equals(HANG_UP);
        events.onToolCalled(new ToolCall(
                message.id(),
                message.name(),
                message.parametersJson(),
                message.builtin(),
                message.responseRequired() && !message.builtin()));
    }

    @Override
    public void onToolAnswered(ToolAnswered message) {
        // The schema says that a built-in tool is seen by its response only; official clients also see its call.
        hangUpAsked |= message.builtin() && HANG_UP.equals(message.name());
    }

    @Override
    public void onToolFailed(ToolFailed message) {
        if (message.builtin()) {
            events.onProblem(new AiProblem(code(message.code()), "builtin_tool_failed", message.error()));
        }
    }

    private static String code(@Nullable String code) {
        return code == null ? "" : code;
    }

    @Override
    public void onSettingsEcho(SettingsEcho message) {
        // Ours, mirrored.
    }

    @Override
    public void onFailed(Failed message) {
        lastError = new AiProblem(message.code(), message.slug(), message.message());
        lastErrorNanos = scheduler.nowNanos();
        if (ready) {
            events.onProblem(lastError);
            if (EviLosses.isTooLong(lastError)) {
                events.onTooLong(EviLosses.limitNanos(lastError));
            }
        }
    }

    @Override
    public void onUnknown(Unknown message) {
        tellRejected(Rejection.UNKNOWN_TYPE);
    }

    @Override
    public void onRejected(Rejected message) {
        tellRejected(message.reason());
    }
}
