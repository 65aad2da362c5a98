package dev.trunkline.phone.twilio;

import dev.trunkline.call.NextStep;
import dev.trunkline.call.Sequel;
import dev.trunkline.net.LoopScheduler;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.phone.PhoneEvents;
import dev.trunkline.phone.PhoneLeg;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A desk that does as it is told and notes what it was asked. */
final class RecordingDesk implements CallDesk {

    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> rejected = new CopyOnWriteArrayList<>();
    final List<Answered> answered = new CopyOnWriteArrayList<>();
    volatile NextStep step = new NextStep.GoOn();
    volatile String whisper = "";
    volatile RuntimeException bug = new IllegalStateException("no bug");
    volatile boolean hasBug;
    volatile boolean leavesAtOnce;
    volatile boolean isOver;

    /** One stream. */
    record Answered(IncomingCall call, PhoneLeg leg, LoopScheduler scheduler, RecordingEvents events) {}

    RecordingEvents events() {
        return answered.get(answered.size() - 1).events();
    }

    PhoneLeg leg() {
        return answered.get(answered.size() - 1).leg();
    }

    @Override
    public NextStep ring(String callSid, String from, String to) {
        asked.add("ring " + callSid + " " + from + " " + to);
        return step;
    }

    @Override
    public @Nullable PhoneEvents answer(IncomingCall call, PhoneLeg leg, LoopScheduler scheduler) {
        if (isOver) {
            return null;
        }
        if (hasBug) {
            throw bug;
        }
        RecordingEvents events = new RecordingEvents();
        answered.add(new Answered(call, leg, scheduler, events));
        if (leavesAtOnce) {
            leg.leave();
        }
        return events;
    }

    @Override
    public NextStep next(Question question) {
        asked.add("next " + question.callSid() + " " + question.attempt());
        return step;
    }

    @Override
    public NextStep dialed(String callSid, Dialed dialed) {
        asked.add("dialed " + callSid + " " + dialed.status() + (dialed.talked() ? " talked" : ""));
        return step;
    }

    @Override
    public @Nullable Sequel order(String callSid) {
        return null;
    }

    @Override
    public void ordered(String callSid, NextStep orderedStep) {
        asked.add("ordered " + callSid);
    }

    @Override
    public String whisper(String callSid) {
        asked.add("whisper " + callSid);
        return whisper;
    }

    @Override
    public void completed(String callSid) {
        asked.add("completed " + callSid);
    }

    @Override
    public void rejected(String reason) {
        rejected.add(reason);
    }
}
