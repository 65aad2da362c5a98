package dev.trunkline.ai.realtime;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.AiProblem;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.ai.realtime.RealtimeEvent.AgentText;
import dev.trunkline.ai.realtime.RealtimeEvent.AudioDelta;
import dev.trunkline.ai.realtime.RealtimeEvent.CallerCommitted;
import dev.trunkline.ai.realtime.RealtimeEvent.CallerNotUnderstood;
import dev.trunkline.ai.realtime.RealtimeEvent.CallerText;
import dev.trunkline.ai.realtime.RealtimeEvent.CallerText.Extent;
import dev.trunkline.ai.realtime.RealtimeEvent.Failed;
import dev.trunkline.ai.realtime.RealtimeEvent.FunctionCalled;
import dev.trunkline.ai.realtime.RealtimeEvent.OfNoUse;
import dev.trunkline.ai.realtime.RealtimeEvent.Rejected;
import dev.trunkline.ai.realtime.RealtimeEvent.ResponseCreated;
import dev.trunkline.ai.realtime.RealtimeEvent.ResponseDone;
import dev.trunkline.ai.realtime.RealtimeEvent.SessionOpened;
import dev.trunkline.ai.realtime.RealtimeEvent.SessionUpdated;
import dev.trunkline.ai.realtime.RealtimeEvent.SpeechStarted;
import dev.trunkline.ai.realtime.RealtimeEvent.SpeechStopped;
import dev.trunkline.ai.realtime.RealtimeEvent.Unknown;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.time.Scheduler;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells a call, in its own words, what its session says, and answers what the session asks. Confined to the call's loop. */
final class RealtimeDialogue implements RealtimeEvent.Receiver {

    private final AgentProfile profile;
    private final AiEvents events;
    private final Scheduler scheduler;
    private final SessionLife life;
    private final CallerTurns turns;

    private @Nullable RealtimeLeg leg;
    private @Nullable AgentFloor floor;
    private SoundFormat speaks = SoundFormat.PHONE;
    private String sessionId = "";
    private boolean asked; // for our settings to be taken
    private int failures; // of responses, in a row
    private boolean callerSpeaks; // by the far end's ears, in a turn that is not over
    private long answeredBytes = CallerTurns.UNKNOWN; // of the caller's sound, by the response that begins

    RealtimeDialogue(AgentProfile profile, AiEvents events, Scheduler scheduler, SessionLife life) {
        this.profile = profile;
        this.events = events;
        this.scheduler = scheduler;
        this.life = life;
        this.turns = new CallerTurns(scheduler.nowNanos());
    }

    /** The socket is open; the call is given its leg when the far end has taken our settings. */
    void opened(RealtimeLeg opened) {
        leg = opened;
        floor = new AgentFloor(opened, events, scheduler);
    }

    /** What the far end says is told at once. */
    void tell(RealtimeEvent event) {
        event.deliverTo(this);
    }

    private @Nullable RealtimeLeg ready() {
        if (!life.isReady()) {
            onRejected(new Rejected(EventRejection.BEFORE_SESSION));
            return null;
        }
        return leg;
    }

    @Override
    public void onSessionOpened(SessionOpened event) {
        sessionId = sessionId.isEmpty() ? event.sessionId() : sessionId;
        life.expiresAt(event.expiresAtSeconds());
        if (!asked && leg != null) {
            asked = true;
            leg.open();
        }
    }

    @Override
    public void onSessionUpdated(SessionUpdated event) {
        life.expiresAt(event.expiresAtSeconds());
        RealtimeLeg own = leg;
        AgentFloor agent = floor;
        if (life.isReady() || own == null || agent == null) {
            return;
        }
        sessionId = event.sessionId().isEmpty() ? sessionId : event.sessionId();
        SoundFormat hears = life.format(event.hears());
        SoundFormat says = life.format(event.speaks());
        if (hears == null || says == null) {
            life.lose(AiLoss.Kind.REFUSED, "the far end has another sound than it was asked for");
            return;
        }
        speaks = says;
        life.onReady();
        own.ready(profile, hears, agent);
        events.onReady(own, sessionId, sessionId);
        if (life.isOver()) {
            return; // the call has no use for it any more
        }
        life.tellEnd();
        own.greet();
    }

    @Override
    public void onSpeechStarted(SpeechStarted event) {
        if (ready() != null && floor != null) {
            callerSpeaks = true;
            floor.onSpeechStarted();
        }
    }

    @Override
    public void onSpeechStopped(SpeechStopped event) {
        RealtimeLeg own = ready();
        if (own != null) {
            turns.stopped(event.audioEndMillis(), own.sent(), scheduler.nowNanos()); // the item follows
        }
    }

    @Override
    public void onCallerCommitted(CallerCommitted event) {
        RealtimeLeg own = ready();
        if (own == null) {
            return;
        }
        own.onCallerTurnOver();
        callerSpeaks = false;
        turns.over(event.itemId(), own.sent());
        own.words().onTurnOver(event.itemId());
        if (own.interruptions() != null) {
            own.interruptions().onTurnOver(event.itemId());
        }
    }

    @Override
    public void onCallerText(CallerText event) {
        RealtimeLeg own = ready();
        if (own == null) {
            return;
        }
        String text = turns.add(event);
        boolean isWhole = event.extent() == Extent.WHOLE;
        OwnInterruptions decides = own.interruptions();
        boolean isMeant = decides == null
                || (isWhole ? decides.onWholeWords(event.itemId(), text) : decides.onWords(event.itemId(), text));
        String meant = isMeant ? text.strip() : "";
        if (isWhole) {
            long endBytes = turns.endBytes(event.itemId());
            own.words().onWords(event.itemId(), () -> {
                tellUnderstood(endBytes);
                tellCaller(meant, false);
            });
        } else if (own.words().isNext(event.itemId())) {
            tellCaller(meant, true);
        }
    }

    private void tellUnderstood(long soundBytes) {
        if (soundBytes != CallerTurns.UNKNOWN) {
            events.onCallerUnderstood(soundBytes);
        }
    }

    private void tellCaller(String words, boolean interim) {
        if (!words.isEmpty()) {
            events.onUserMessage(words, interim, Map.of());
        }
    }

    @Override
    public void onCallerNotUnderstood(CallerNotUnderstood event) {
        RealtimeLeg own = ready();
        if (own == null) {
            return;
        }
        turns.forget(event.itemId());
        if (own.interruptions() != null) {
            own.interruptions().onNoWords(event.itemId());
        }
        events.onProblem(new AiProblem(event.code(), "transcription_failed", event.message()));
        turns.endBytes(event.itemId()); // an answer to it shows that it was understood all the same
        own.words().onWords(event.itemId(), () -> {});
    }

    @Override
    public void onResponseCreated(ResponseCreated event) {
        RealtimeLeg own = ready();
        if (own == null) {
            return;
        }
        // Of what came behind his last turn it makes nothing, unless it says that he speaks again.
        boolean isAllHeard = !callerSpeaks && turns.lastEndBytes() != CallerTurns.UNKNOWN;
        answeredBytes = isAllHeard ? turns.heardBytes(own.sent(), scheduler.nowNanos()) : turns.lastEndBytes();
        own.responses().onCreated(event.responseId());
        if (own.responses().isUsual()) { // others only say what was ordered
            own.tools().onSpokenOf();
        }
        own.useContexts();
    }

    /**
     * Whether an answer is not wanted.
     *
     * @param goesOn whether this is more of it; a far end that has ended it says what became of its parts as well
     */
    private static boolean isDropped(RealtimeLeg own, String responseId, boolean goesOn) {
        if (!own.responses().isDropped(responseId)) {
            return false;
        }
        if (goesOn) {
            own.responses().onMoreOfDropped(responseId);
        }
        return true;
    }

    @Override
    public void onAgentText(AgentText event) {
        RealtimeLeg own = ready();
        AgentFloor agent = floor;
        if (own == null
                || agent == null
                || isDropped(own, event.responseId(), !event.more().isEmpty())) {
            return;
        }
        if (!event.more().isEmpty()) {
            agent.onText(event, speaks);
            long endBytes = answeredBytes;
            answeredBytes = CallerTurns.UNKNOWN; // the rest of it answers the same
            own.words().tell(() -> {
                tellUnderstood(endBytes);
                events.onAgentText(event.itemId(), event.more());
            });
        }
    }

    @Override
    public void onAudioDelta(AudioDelta event) {
        RealtimeLeg own = ready();
        if (own == null || isDropped(own, event.responseId(), true)) {
            return;
        }
        int lengthBytes = event.lengthBytes() - event.lengthBytes() % speaks.bytesPerSample();
        if (lengthBytes > 0 && floor != null) {
            own.responses().onTold();
            floor.onSound(event, speaks, lengthBytes);
            events.onAgentAudio(event.itemId(), speaks, event.sound(), 0, lengthBytes);
        }
    }

    @Override
    public void onFunctionCalled(FunctionCalled event) {
        RealtimeLeg own = ready();
        // A call is the end of an answer. Of one without a name we would cancel what comes next, if it is over by then.
        boolean goesOn = event.isWhole() && !event.responseId().isEmpty();
        if (own != null && !isDropped(own, event.responseId(), goesOn)) {
            ToolCall call = own.tools().onCalled(event);
            if (call != null) {
                own.responses().onTold();
                events.onToolCalled(call);
            }
        }
    }

    @Override
    public void onResponseDone(ResponseDone event) {
        RealtimeLeg own = ready();
        if (own == null) {
            return;
        }
        own.tools().onDone(event).forEach(events::onToolCalled);
        boolean isDropped = own.responses().isDropped(event.responseId());
        boolean again = event.isFailed() && triesAgain(event) && !isDropped;
        failures = event.isFailed() ? failures : 0;
        if (life.isOver()) {
            return;
        }
        own.onResponseOver(again || (isDropped && !own.responses().isTold()));
        if (again) {
            own.responses().tryAgain();
        } else if (isDropped) {
            events.onAgentTurnEnded();
        } else if (!own.tools().goOn(own.responses().isUsualNext())
                || own.responses().isPaused()) {
            own.words().tell(events::onAgentTurnEnded);
        }
        if (event.status().equals("incomplete")) {
            events.onProblem(new AiProblem(event.reason(), "response_incomplete", ""));
        }
        own.responses().onDone(event.responseId());
    }

    /** A far end that failed once may have been busy; twice, and it does no work. */
    private boolean triesAgain(ResponseDone event) {
        AiProblem problem = new AiProblem(event.code(), "response_failed", event.message());
        events.onProblem(problem);
        failures++;
        if (failures > 1 || RealtimeLosses.isFinal(problem)) {
            life.lose(problem);
            return false;
        }
        return true;
    }

    @Override
    public void onFailed(Failed event) {
        RealtimeLeg own = leg;
        if (own == null || event.code().equals("response_cancel_not_active")) {
            return; // it was done meanwhile
        }
        if (own.responses().onRefused(event.causeId(), event.code())) {
            return;
        }
        AiProblem problem = new AiProblem(event.code(), event.type(), event.message());
        life.note(problem);
        if (!life.isReady()) {
            life.lose(problem);
            return;
        }
        events.onProblem(problem);
        if (RealtimeLosses.isTooLong(problem)) {
            events.onTooLong(RealtimeLosses.limitNanos(problem));
        }
        if (RealtimeLosses.isFinal(problem)) {
            life.lose(problem);
        }
    }

    @Override
    public void onOfNoUse(OfNoUse event) {
        // Known, and no news for a call.
    }

    @Override
    public void onUnknown(Unknown event) {
        onRejected(new Rejected(EventRejection.UNKNOWN_TYPE));
    }

    @Override
    public void onRejected(Rejected event) {
        events.onMessageRejected(event.reason().label());
    }
}
