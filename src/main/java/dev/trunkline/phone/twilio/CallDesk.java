package dev.trunkline.phone.twilio;

import dev.trunkline.call.NextStep;
import dev.trunkline.net.LoopScheduler;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.phone.PhoneEvents;
import dev.trunkline.phone.PhoneLeg;

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
     * @return who hears the stream from now on, on that loop
     */
    PhoneEvents answer(IncomingCall call, PhoneLeg leg, LoopScheduler scheduler);

    /**
     * A stream has ended, for whatever reason, and the carrier asks what comes next.
     *
     * @param attempt how many streams this call has had
     */
    NextStep next(String callSid, int attempt);

    /**
     * A transfer was dialled.
     *
     * @param dialStatus completed, answered, busy, no-answer, failed or canceled
     */
    NextStep dialed(String callSid, String dialStatus);

    /** What the person hears before the caller is put through; "" for nothing. */
    String whisper(String callSid);

    /** The carrier says that the call is over. */
    void completed(String callSid);

    /** A handshake or webhook was refused; the reason is a metric label from a closed set. */
    void rejected(String reason);
}
