package dev.trunkline.record;

import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallEvent.Answered;
import dev.trunkline.call.CallEvent.Ended;
import dev.trunkline.call.CallEvent.FrameRejected;
import dev.trunkline.call.CallEvent.Recorded;
import dev.trunkline.call.CallEvent.Refused;
import dev.trunkline.call.CallEvent.StateChanged;
import dev.trunkline.call.CallEvent.TookBack;
import dev.trunkline.call.FarEndEvent.AiGone;
import dev.trunkline.call.FarEndEvent.AiReady;
import dev.trunkline.call.FarEndEvent.AiReported;
import dev.trunkline.call.FarEndEvent.RolledOver;
import dev.trunkline.call.FarEndEvent.RolloverFailed;
import dev.trunkline.call.FarEndEvent.ToolAnswered;
import dev.trunkline.call.FarEndEvent.ToolCalled;
import dev.trunkline.call.OperatorEvent.Escalated;
import dev.trunkline.call.OperatorEvent.Supervised;
import dev.trunkline.call.TalkEvent.AgentBegins;
import dev.trunkline.call.TalkEvent.AgentHeard;
import dev.trunkline.call.TalkEvent.AgentSays;
import dev.trunkline.call.TalkEvent.AgentSaysMore;
import dev.trunkline.call.TalkEvent.BargedIn;
import dev.trunkline.call.TalkEvent.CallerSaid;
import dev.trunkline.call.TalkEvent.Comforted;
import dev.trunkline.call.TalkEvent.DigitPressed;
import dev.trunkline.call.TalkEvent.Greeted;
import dev.trunkline.call.TalkEvent.LineShared;
import dev.trunkline.call.TalkEvent.TurnTaken;
import dev.trunkline.call.TalkEvent.Underrun;
import dev.trunkline.phone.IncomingCall;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes one call's record, event by event. Written on the call's loop, read from any thread: guarded by its monitor. */
final class CallRecordBuilder implements CallEvent.Receiver {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int MAX_ENTRIES = 5_000; // of each list: a call may not fill the memory

    private final IncomingCall call;
    private final String route;
    private final Instant startedAt;
    private final long beganNanos;
    private final PriceTable prices;
    private final TranscriptDraft transcript = new TranscriptDraft(MAX_ENTRIES);
    private final UsageMeter usage = new UsageMeter();
    private final ConversationNames conversations = new ConversationNames();
    private final List<CallRecord.Note> notes = new ArrayList<>();
    private final List<Long> turnMillis = new ArrayList<>();
    private final List<CallRecord.Interruption> bargeIns = new ArrayList<>();
    private final UsedTools tools = new UsedTools(MAX_ENTRIES);
    private final Map<String, Integer> rejected = new TreeMap<>();
    private final List<CallRecord.Moment> events = new ArrayList<>();
    private final StringBuilder digits = new StringBuilder();
    private String farEnd = "";
    private @Nullable Long greetingMillis;
    private CallRecord.@Nullable Recording recording;
    private @Nullable Ended ended;
    private long atNanos; // of the event that is being written
    private long endedNanos;
    private long lastHeardMillis;
    private int underruns;
    private @Nullable LineShared lineShared; // of all streams that are over
    private boolean wordsLeftOut;

    CallRecordBuilder(Answered answered, Instant startedAt, long beganNanos, PriceTable prices) {
        this.call = answered.call();
        this.route = answered.route();
        this.startedAt = startedAt.truncatedTo(ChronoUnit.MILLIS);
        this.beganNanos = beganNanos;
        this.prices = prices;
    }

    synchronized void write(long atNanos, CallEvent event) {
        this.atNanos = atNanos;
        event.deliverTo(this);
    }

    /** What is said now is not written down; that much is. */
    synchronized void leaveOutWords(long nowNanos) {
        if (!wordsLeftOut) {
            wordsLeftOut = true;
            atNanos = nowNanos;
            moment("words_left_out", "memory is short");
        }
    }

    long beganNanos() {
        return beganNanos;
    }

    synchronized boolean hasEnded() {
        return ended != null;
    }

    private long atMillis() {
        return (atNanos - beganNanos) / NANOS_PER_MILLI;
    }

    @Override
    public void onRefused(Refused refused) {}

    @Override
    public void onAnswered(Answered answered) {
        ended = null;
        usage.streamBegan(atNanos);
        moment("answered", answered.resumed() ? "the conversation goes on" : "");
    }

    @Override
    public void onAiReady(AiReady ready) {
        conversations.goesOnIn(ready.chatGroupId());
        usage.farEndCame(atNanos, prices.isEmbedded(ready.farEnd()));
        String where = ready.farEnd().isEmpty() ? "" : "at " + ready.farEnd();
        moment("agent_ready", ready.again() ? ("again " + where).strip() : where);
        if (!farEnd.isEmpty() && !farEnd.equals(ready.farEnd())) {
            moment("far_end_changed", farEnd + " to " + ready.farEnd());
        }
        farEnd = ready.farEnd();
    }

    @Override
    public void onAiGone(AiGone gone) {
        usage.farEndLeft(atNanos);
        moment("agent_gone", gone.loss().kind() + " " + gone.loss().detail());
    }

    @Override
    public void onRolledOver(RolledOver rolled) {
        conversations.goesOnIn(rolled.chatGroupId());
        moment("agent_rolled_over", rolled.moment().label());
    }

    @Override
    public void onRolloverFailed(RolloverFailed failed) {
        moment("rollover_failed", failed.loss().kind() + " " + failed.loss().detail());
    }

    @Override
    public void onCallerSaid(CallerSaid said) {
        if (!said.interim()) {
            transcript.callerSaid(said, atMillis());
        }
    }

    @Override
    public void onAgentSays(AgentSays says) {
        transcript.agentSays(says);
    }

    @Override
    public void onAgentSaysMore(AgentSaysMore more) {
        transcript.agentSaysMore(more);
    }

    @Override
    public void onAgentBegins(AgentBegins begins) {
        transcript.agentBegins(begins.messageId(), atMillis());
    }

    @Override
    public void onAgentHeard(AgentHeard heard) {
        if (transcript.agentHeard(heard) && heard.interrupted() && heard.heardMillis() > 0) {
            lastHeardMillis = heard.heardMillis();
        }
    }

    @Override
    public void onGreeted(Greeted greeted) {
        greetingMillis = greetingMillis == null ? greeted.nanos() / NANOS_PER_MILLI : greetingMillis;
    }

    @Override
    public void onTurnTaken(TurnTaken turn) {
        add(turnMillis, turn.nanos() / NANOS_PER_MILLI);
    }

    @Override
    public void onBargedIn(BargedIn bargedIn) {
        add(
                bargeIns,
                new CallRecord.Interruption(
                        atMillis(),
                        bargedIn.cause().label(),
                        bargedIn.clearNanos() / 1_000,
                        lastHeardMillis,
                        bargedIn.droppedMillis()));
    }

    @Override
    public void onDigitPressed(DigitPressed pressed) {
        digits.append(pressed.digit());
        moment("digit", String.valueOf(pressed.digit()));
    }

    @Override
    public void onToolCalled(ToolCalled called) {
        tools.called(called.tool(), atMillis());
    }

    @Override
    public void onToolAnswered(ToolAnswered answered) {
        tools.answered(answered);
    }

    @Override
    public void onUnderrun(Underrun underrun) {
        underruns++;
    }

    @Override
    public void onLineShared(LineShared shared) {
        lineShared = LineShared.ofBoth(lineShared, shared);
    }

    @Override
    public void onFrameRejected(FrameRejected lost) {
        rejected.merge(lost.leg() + ":" + lost.reason(), 1, Integer::sum);
    }

    @Override
    public void onAiReported(AiReported reported) {
        moment(
                "agent_error",
                reported.problem().code() + " " + reported.problem().slug());
    }

    @Override
    public void onTookBack(TookBack taken) {
        moment("end_taken_back", taken.end().label());
    }

    @Override
    public void onComforted(Comforted comforted) {
        moment("comforted", comforted.sound().label());
    }

    @Override
    public void onSupervised(Supervised supervised) {
        String what = supervised.action().label() + " by " + supervised.operator();
        moment("supervised", supervised.detail().isEmpty() ? what : what + ": " + supervised.detail());
        if (supervised.action() == Supervised.Action.NOTE) {
            add(notes, new CallRecord.Note(atMillis(), supervised.operator(), supervised.detail()));
        }
    }

    @Override
    public void onEscalated(Escalated escalated) {
        moment("escalated", escalated.cause());
    }

    @Override
    public void onStateChanged(StateChanged changed) {}

    @Override
    public void onEnded(Ended end) {
        ended = end;
        endedNanos = atNanos;
        usage.streamEnded(atNanos);
        moment("ended", end.end().label());
    }

    @Override
    public void onRecorded(Recorded recorded) {
        moment("recorded", recorded.isComplete() ? "complete" : "incomplete");
        CallRecord.Recording before = recording;
        recording = new CallRecord.Recording(
                true,
                recorded.format(),
                recorded.durationMillis() + (before == null ? 0 : before.durationMillis()),
                recorded.isComplete() && (before == null || before.complete()));
    }

    private void moment(String name, String detail) {
        add(events, new CallRecord.Moment(atMillis(), name, detail));
    }

    private static <T> void add(List<T> list, T entry) {
        if (list.size() < MAX_ENTRIES) {
            list.add(entry);
        }
    }

    /** What is dropped after an interruption was meant to be. */
    private int framesLost() {
        return rejected.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("ai:interrupted"))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    synchronized CallRecord read(long nowNanos) {
        Ended over = ended;
        long untilNanos = over == null ? nowNanos : endedNanos;
        List<CallRecord.Line> lines = transcript.lines();
        CallRecord.Usage used = usage.at(untilNanos);
        return new CallRecord(
                call.callSid(),
                over == null ? "live" : "ended",
                route,
                call.from(),
                call.to(),
                startedAt.toString(),
                (untilNanos - beganNanos) / NANOS_PER_MILLI,
                over == null ? null : over.end().endedBy(),
                over == null ? null : over.end().label(),
                over == null ? null : over.end().blame().label(),
                over == null ? null : over.transferredTo(),
                conversations.present(),
                conversations.former(),
                greetingMillis,
                lines,
                List.copyOf(turnMillis),
                List.copyOf(bargeIns),
                tools.all(),
                digits.toString(),
                underruns,
                framesLost(),
                Map.copyOf(rejected),
                List.copyOf(events),
                farEnd,
                List.copyOf(notes),
                CallRecord.Figures.of(lines, turnMillis, bargeIns.size(), lineShared),
                used,
                prices.of(used, usage.embeddedMillis(untilNanos)),
                recording);
    }
}
