package dev.trunkline.phone.twilio;

import dev.trunkline.call.NextStep;
import dev.trunkline.call.Sequel;
import dev.trunkline.net.LoopScheduler;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.phone.PhoneEvents;
import dev.trunkline.phone.PhoneLeg;
import org.jspecify.annotations.Nullable;

/** What the carrier's side asks of the rest of the bridge. Thread-safe; nothing here blocks. */
public interface CallDesk {

    /**
     * A call rings.
     *
     * @return {@link NextStep.GoOn} to open a stream; anything else is done instead (no room, draining)
     */
    NextStep ring(String callSid, String from, String to);

    /**
     * A stream has started; called on the phone channel's loop.
     *
     * @return who hears the stream from now on, on that loop; null when the call is over, and nobody does
     */
    @Nullable
    PhoneEvents answer(IncomingCall call, PhoneLeg leg, LoopScheduler scheduler);

    /** A stream has ended, for whatever reason, and the carrier asks what comes next. */
    NextStep next(Question question);

    /**
     * What is asked when a stream has ended. Immutable.
     *
     * @param attempt how many streams this call has had
     * @param from who calls, in case the call began on another node
     * @param to who was called, likewise
     * @param chatGroupId the conversation that the other node was in, or null when that is not known
     */
    record Question(
            String callSid,
            int attempt,
            String from,
            String to,
            @Nullable String chatGroupId) {}

    /**
     * We are about to close a call's stream. Normally the carrier then asks {@link #next}; while this node drains, another
     * one may be asked, which knows nothing of the call.
     *
     * @return what the carrier is to be told before, unasked; null to let it ask
     */
    @Nullable
    Sequel order(String callSid);

    /** The carrier does what {@link #order} said. */
    void ordered(String callSid, NextStep step);

    /**
     * A transfer was dialled, and is over.
     *
     * @return what comes next for the caller, who is still there
     */
    NextStep dialed(String callSid, Dialed dialed);

    /** What the person hears before the caller is put through; "" for nothing. */
    String whisper(String callSid);

    /**
     * How a transfer went. Immutable.
     *
     * @param from who calls; personal data
     * @param to the number that was called
     * @param status completed, answered, busy, no-answer, failed or canceled
     * @param talked whether caller and person were put through to each other: not if the person hung up before
     */
    record Dialed(String from, String to, String status, boolean talked) {

        /** Why nothing came of it, for the AI. */
        public String why() {
            boolean answered = status.equals("completed") || status.equals("answered");
            return answered ? "the person did not take the call" : status;
        }
    }

    /** The carrier says that the call is over. */
    void completed(String callSid);

    /** A handshake or webhook was refused; the reason is a metric label from a closed set. */
    void rejected(String reason);
}
