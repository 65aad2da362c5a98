package dev.trunkline.phone.twilio;

import dev.trunkline.phone.CarrierEvents;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.phone.PhoneEvents;
import dev.trunkline.phone.PhoneLeg;
import dev.trunkline.time.Scheduler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A bridge that does as it is told and notes what it was asked. */
final class RecordingCarrierEvents implements CarrierEvents {

    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> recollected = new CopyOnWriteArrayList<>(); // callers' numbers
    final List<String> rejected = new CopyOnWriteArrayList<>();
    final List<Answered> answered = new CopyOnWriteArrayList<>();
    volatile CarrierInstruction step = new CarrierInstruction.GoOn();
    volatile String whisper = "";
    volatile RuntimeException bug = new IllegalStateException("no bug");
    volatile boolean hasBug;
    volatile boolean leavesAtOnce;
    volatile boolean isOver;
    volatile boolean isDraining;
    volatile @Nullable String conversation;
    volatile @Nullable String carried; // by the link of the latest question about a person

    /** One stream. */
    record Answered(IncomingCall call, PhoneLeg leg, Scheduler scheduler, RecordingEvents events) {}

    RecordingEvents events() {
        return answered.get(answered.size() - 1).events();
    }

    PhoneLeg leg() {
        return answered.get(answered.size() - 1).leg();
    }

    @Override
    public CompletionStage<Void> recollect(String callSid, String from) {
        recollected.add(from);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CarrierInstruction ring(String callSid, String from, String to) {
        asked.add("ring " + callSid + " " + from + " " + to);
        return step;
    }

    @Override
    public CarrierInstruction waits(Waiting waiting) {
        asked.add("waits " + waiting.callSid() + " " + waiting.waitedMillis());
        return step;
    }

    @Override
    public CarrierInstruction holds(Held held) {
        carried = held.chatGroupId();
        asked.add("holds " + held.callSid() + " " + held.from() + " " + held.to());
        return step;
    }

    @Override
    public @Nullable PhoneEvents answer(IncomingCall call, PhoneLeg leg, Scheduler scheduler) {
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
    public CarrierInstruction next(Question question) {
        asked.add("next " + question.callSid() + " " + question.streams());
        return step;
    }

    @Override
    public CarrierInstruction dialed(Dialed dialed) {
        carried = dialed.chatGroupId();
        asked.add("dialed " + dialed.callSid() + " " + dialed.outcome());
        return step;
    }

    @Override
    public @Nullable Handover handover(String callSid) {
        return null;
    }

    @Override
    public @Nullable String conversation(String callSid) {
        return conversation;
    }

    @Override
    public boolean isDraining() {
        return isDraining;
    }

    @Override
    public void handedOver(String callSid, CarrierInstruction instruction) {
        asked.add("handed over " + callSid);
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
