package dev.trunkline.phone.twilio;

import dev.trunkline.phone.CarrierEvents;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.time.Scheduler;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Twilio over REST what comes after a stream, before the stream is closed, when the node that would be asked may be another
 * one: a goodbye stays a goodbye, a transfer is dialled, and a conversation is gone on with. Without REST, or when it does not
 * answer soon, the stream is closed as always, and Twilio asks. Confined to the call's loop, but for the answer.
 */
final class DrainHandover {

    private static final Logger LOG = LoggerFactory.getLogger(DrainHandover.class);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3); // the caller hears silence meanwhile
    private static final int STREAMS = 1; // how many there were does not matter to a node that drains once

    private final CarrierEvents bridge;
    private final @Nullable TwilioRest rest;
    private final Documents documents;

    /** Makes what Twilio is told. */
    interface Documents {
        /** The TwiML of a step that ends or transfers a call. */
        String twiml(CarrierInstruction step, String callSid, int streams);

        /** Where a call is sent that goes on with a conversation. */
        URI nextUrl(String callSid, int streams, @Nullable String chatGroupId);
    }

    /** @param rest null: Twilio always asks */
    DrainHandover(CarrierEvents bridge, @Nullable TwilioRest rest, Documents documents) {
        this.bridge = bridge;
        this.rest = rest;
        this.documents = documents;
    }

    /**
     * Tells it if there is something to tell.
     *
     * @param leave closes the stream; called once, on the scheduler's loop, perhaps within this
     */
    void before(String callSid, Scheduler scheduler, Runnable leave) {
        CarrierEvents.Handover handover = rest == null ? null : bridge.handover(callSid);
        if (rest == null || handover == null) {
            leave.run();
            return;
        }
        AtomicBoolean left = new AtomicBoolean();
        Runnable leaveOnce = () -> {
            if (!left.getAndSet(true)) {
                leave.run();
            }
        };
        Scheduler.Timer impatience = scheduler.after(PATIENCE_NANOS, leaveOnce);
        tell(rest, callSid, handover, () -> !left.get()).whenComplete((outcome, bug) -> {
            boolean done = outcome instanceof TwilioRest.Done && !left.get(); // else Twilio has asked, and knows better
            LOG.atInfo()
                    .addKeyValue("callSid", callSid)
                    .addKeyValue("outcome", bug == null ? outcome : bug)
                    .log("carrier told what comes next");
            if (done) {
                bridge.handedOver(callSid, handover.instruction());
            }
            scheduler.execute(() -> {
                impatience.cancel();
                leaveOnce.run();
            });
        });
    }

    private CompletableFuture<TwilioRest.Outcome> tell(
            TwilioRest to, String callSid, CarrierEvents.Handover handover, BooleanSupplier stillWanted) {
        return handover.instruction() instanceof GoOn
                ? to.redirect(callSid, documents.nextUrl(callSid, STREAMS, handover.chatGroupId()), stillWanted)
                : to.obey(callSid, documents.twiml(handover.instruction(), callSid, STREAMS), stillWanted);
    }
}
