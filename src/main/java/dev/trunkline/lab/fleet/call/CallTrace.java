package dev.trunkline.lab.fleet.call;

import dev.trunkline.lab.history.CallHistory;
import dev.trunkline.lab.history.HistoryEvent;
import dev.trunkline.lab.history.HistoryEvent.Cleared;
import dev.trunkline.lab.history.HistoryEvent.StreamOpened;
import dev.trunkline.lab.history.HistoryEvent.WordSaid;
import java.util.ArrayList;
import java.util.List;

/** What one stream of a counting caller tells the history: who said and heard what when. Confined to the call's loop. */
final class CallTrace implements StreamTrace {

    private final CallHistory history;
    private final String call;
    private final CountingCaller caller;
    private final AgentEar ear = new AgentEar();
    private final List<HistoryEvent> events = new ArrayList<>();

    CallTrace(CallHistory history, String call, CountingCaller caller) {
        this.history = history;
        this.call = call;
        this.caller = caller;
    }

    @Override
    public int words() {
        return caller.words();
    }

    @Override
    public void onOpen(long nowNanos) {
        history.add(new StreamOpened(call, nowNanos));
    }

    @Override
    public void onSent(long nowNanos) {
        if (caller.wordBegun() >= 0) {
            events.add(new WordSaid(call, caller.wordBegun(), nowNanos));
        }
    }

    @Override
    public void onMedia(long playedNanos, StreamScanner media) {
        ear.onMedia(playedNanos, media);
    }

    @Override
    public int turn() {
        return ear.sounding();
    }

    @Override
    public void onClear(long nowNanos) {
        events.add(new Cleared(call, nowNanos));
        ear.onClear(nowNanos);
    }

    @Override
    public void onEnd(long nowNanos) {
        history.addAll(events);
        history.addAll(ear.heard(call, nowNanos));
    }
}
