package dev.trunkline.phone;

import dev.trunkline.time.Scheduler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What a carrier tells and asks the bridge; each carrier's adapter calls this, whichever it is. Thread-safe; nothing here blocks. */
public interface CarrierEvents {

    /**
     * Brings back what other nodes know of a call, so that what is asked or begins next can be answered here; to be waited for before
     * that. Done soon, on any thread, and never with a failure: when nobody can tell, this node knows what it knows.
     *
     * @param from who calls, when the carrier has said so; personal data; "" else
     */
    default CompletionStage<Void> recollect(String callSid, String from) {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * A call is about to ring: finds out what has to be known of it, as {@link #recollect} does, and what others say of the caller.
     * To be waited for before {@link #ring}.
     */
    default CompletionStage<Void> comes(String callSid, String from, String to) {
        return recollect(callSid, from);
    }

    /**
     * A call rings.
     *
     * @return {@link CarrierInstruction.GoOn} to open a stream; anything else is done instead (no room, draining)
     */
    CarrierInstruction ring(String callSid, String from, String to);

    /**
     * Asked for a caller who was told to {@linkplain CarrierInstruction.Wait wait}, every few seconds. Whoever is not asked for
     * any more has hung up.
     *
     * @return {@link CarrierInstruction.GoOn} when there is room, {@link CarrierInstruction.Wait} when there is not; anything
     *     else when the caller is not to wait any longer
     */
    CarrierInstruction waits(Waiting waiting);

    /**
     * Who waits for room. Immutable.
     *
     * @param from who calls; personal data
     * @param to the number that was called
     * @param waitedMillis for how long, as far as the carrier knows
     */
    record Waiting(String callSid, String from, String to, long waitedMillis) {}

    /**
     * A stream has started; called on the phone channel's loop.
     *
     * @param scheduler of that loop
     * @return who hears the stream from now on, on that loop; null when the call is over, and nobody does
     */
    @Nullable
    PhoneEvents answer(IncomingCall call, PhoneLeg leg, Scheduler scheduler);

    /** A stream has ended, for whatever reason, and the carrier asks what comes next. */
    CarrierInstruction next(Question question);

    /**
     * What is asked when a stream has ended. Immutable.
     *
     * @param streams how many streams this call has had since one that lasted for long
     * @param from who calls, in case the call began on another node
     * @param to who was called, likewise
     * @param chatGroupId the conversation that the other node was in, or null when that is not known
     */
    record Question(
            String callSid,
            int streams,
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
    Handover handover(String callSid);

    /**
     * What the carrier is told unasked. Immutable.
     *
     * @param chatGroupId the conversation to go on with, or null when there was none
     */
    record Handover(
            CarrierInstruction instruction, @Nullable String chatGroupId) {}

    /**
     * The conversation of a call that leaves its stream, for links by which another node may be asked about the call: one that knows
     * nothing of it can go on with that. Null when there is no such name.
     */
    default @Nullable String conversation(String callSid) {
        return null;
    }

    /** Whether another node is the one to be asked later about the calls that are here now: this one drains. */
    default boolean isDraining() {
        return false;
    }

    /** The carrier does what {@link #handover} said. */
    void handedOver(String callSid, CarrierInstruction instruction);

    /**
     * A transfer was dialled, and is over.
     *
     * @return what comes next for the caller, who is still there
     */
    CarrierInstruction dialed(Dialed dialed);

    /**
     * Asked for a caller who was told to {@linkplain CarrierInstruction.Hold hold}, every few seconds, and once more when he has left
     * the queue.
     *
     * @return {@link CarrierInstruction.Hold} to wait on, {@link CarrierInstruction.Transfer} to try again, or
     *     {@link CarrierInstruction.GoOn} back to the agent
     */
    default CarrierInstruction holds(Held held) {
        return new CarrierInstruction.GoOn();
    }

    /**
     * Who waits for a person. Immutable.
     *
     * @param streams how many the call has had since one that lasted for long
     * @param from who calls; personal data
     * @param to the number that was called
     * @param key that he has pressed, or ""
     * @param chatGroupId the {@link #conversation} that he left, in case another node had the call; or null
     */
    record Held(
            String callSid,
            int streams,
            String from,
            String to,
            String key,
            @Nullable String chatGroupId) {}

    /** What the person hears before the caller is put through; "" for nothing. */
    String whisper(String callSid);

    /**
     * How a transfer went. Immutable.
     *
     * @param callSid the caller's call
     * @param streams how many streams it has had since one that lasted for long
     * @param from who calls; personal data
     * @param to the number that was called
     * @param chatGroupId the {@link #conversation} that he left, in case another node had the call; or null
     */
    record Dialed(
            String callSid,
            int streams,
            String from,
            String to,
            DialOutcome outcome,
            @Nullable String chatGroupId) {}

    /** The carrier says that the call is over. */
    void completed(String callSid);

    /** A handshake or webhook was refused; the reason is a metric label from a closed set. */
    void rejected(String reason);
}
