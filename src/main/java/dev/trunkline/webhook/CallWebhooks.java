package dev.trunkline.webhook;

import dev.trunkline.bounded.BoundedMap;
import dev.trunkline.call.CallEnd;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallEvent.Answered;
import dev.trunkline.call.CallEvent.Ended;
import dev.trunkline.call.CallEvent.Recorded;
import dev.trunkline.call.CallEvent.Refused;
import dev.trunkline.call.CallListener;
import dev.trunkline.call.FarEndEvent.AiReady;
import dev.trunkline.call.OperatorEvent.Escalated;
import dev.trunkline.continuity.JournalFile;
import dev.trunkline.net.egress.EgressPolicy;
import dev.trunkline.phone.CarrierInstruction.GoElsewhere;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.CarrierInstruction.HangUp;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.time.Scheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells receivers that a call started, that it ended, that a person should know of it. A call whose stream is lost and which goes on
 * with another one has not ended; one that is put through to a person has, and starts again when the caller comes back. Never
 * blocks a call. Thread-safe.
 */
public final class CallWebhooks implements CallListener, AutoCloseable {

    /** A call's sound flows. */
    public static final String STARTED = "call.started";

    /** It does not any more, and will not. */
    public static final String ENDED = "call.ended";

    /** A rule of the operator's, or a transfer: a person should know. */
    public static final String ESCALATED = "call.escalated";

    /** The sound of a call that has ended can be fetched. */
    public static final String RECORDING_READY = "recording.ready";

    /** All that there are. */
    public static final Set<String> EVENTS = Set.of(STARTED, ENDED, ESCALATED, RECORDING_READY);

    private static final Logger LOG = LoggerFactory.getLogger(CallWebhooks.class);
    private static final String FILE = "deliveries"; // of its folder
    private static final int MAX_CALLS = 20_000;
    private static final int MAX_ENDED = 1_000; // their sound is on the disk soon after
    private static final Duration COMES_BACK = Duration.ofMinutes(1); // with another stream, if at all

    private final WebhookDeliverer deliveries;
    private final InstantSource clock;
    private final Function<String, @Nullable String> pages;
    private final Map<String, Open> calls = new BoundedMap<>(MAX_CALLS); // of the deliveries' thread
    private final Map<String, CallFacts> ended = new BoundedMap<>(MAX_ENDED); // likewise, for what comes after the end

    /** A call that has not ended for its receivers. */
    private static final class Open {
        private final CallFacts facts;
        private final Set<String> farEnds = new LinkedHashSet<>(); // that have answered it
        private Scheduler.@Nullable Timer patience; // while it has no stream

        Open(CallFacts facts) {
            this.facts = facts;
        }
    }

    CallWebhooks(WebhookDeliverer deliveries, InstantSource clock, Function<String, @Nullable String> pages) {
        this.deliveries = deliveries;
        this.clock = clock;
        this.pages = pages;
    }

    /**
     * Goes on with what an earlier process left.
     *
     * @param folder where deliveries wait, for this process alone; null: they end with the process, which is said in the log
     * @param thread its own, which the disk may hold up
     * @param privateNetworks where receivers may be that the operator says are private
     * @param pages where people see a call, by its sid, or null for nowhere
     */
    public static CallWebhooks start(
            List<WebhookReceiver> receivers,
            @Nullable Path folder,
            Scheduler thread,
            InstantSource clock,
            EgressPolicy privateNetworks,
            WebhookMeters meters,
            Function<String, @Nullable String> pages) {
        if (folder == null) {
            LOG.atWarn()
                    .log("webhooks wait in memory alone: those that are not delivered end with this process;"
                            + " give it a folder with TRUNKLINE_DATA_DIR (data.directory)");
        }
        DeliverySpool spool =
                new DeliverySpool(folder == null ? null : new JournalFile(folder, FILE), DeliverySpool.MAX_BYTES);
        SignedPost post = new SignedPost(privateNetworks, clock);
        return new CallWebhooks(
                new WebhookDeliverer(
                        receivers, thread, clock, spool, post, meters, new Backoff(RandomGenerator.getDefault())),
                clock,
                pages);
    }

    @Override
    public void onEvent(String callSid, long atNanos, CallEvent event) {
        if (event instanceof Answered answered) {
            Instant at = clock.instant();
            deliveries.run(() -> answered(answered, at));
        } else if (event instanceof AiReady ready) {
            deliveries.run(() -> reached(callSid, ready.farEnd()));
        } else if (event instanceof Ended ended) {
            Instant at = clock.instant();
            deliveries.run(() -> ended(callSid, ended, at));
        } else if (event instanceof Escalated escalated) {
            Instant at = clock.instant();
            deliveries.run(() -> escalated(callSid, escalated, at));
        } else if (event instanceof Recorded recorded) {
            Instant at = clock.instant();
            deliveries.run(() -> recorded(callSid, recorded, at));
        } else if (event instanceof Refused) {
            deliveries.run(() -> cameToNothing(callSid));
        }
    }

    // On the deliveries' thread.

    private void answered(Answered answered, Instant at) {
        IncomingCall call = answered.call();
        Open known = calls.get(call.callSid());
        if (known != null) {
            stopWaiting(known);
            return; // another stream of the same call
        }
        CallFacts facts = new CallFacts(call.callSid(), answered.route(), call.from(), call.to(), at);
        calls.put(call.callSid(), new Open(facts));
        add(STARTED, facts, at, body -> body.started(answered.resumed()));
    }

    private void reached(String callSid, String farEnd) {
        Open call = calls.get(callSid);
        if (call != null && !farEnd.isEmpty()) {
            call.farEnds.add(farEnd);
        }
    }

    private void ended(String callSid, Ended ended, Instant at) {
        Open call = calls.get(callSid);
        if (call == null) {
            return;
        }
        boolean goesOn = ended.next() instanceof GoOn || ended.next() instanceof GoElsewhere;
        if (!goesOn) {
            over(call, ended, at);
        } else if (ended.end() == CallEnd.MOVED) {
            calls.remove(callSid); // another node tells how it ends
        } else {
            stopWaiting(call);
            call.patience = deliveries.after(COMES_BACK, () -> over(call, ended, clock.instant()));
        }
    }

    private void escalated(String callSid, Escalated escalated, Instant at) {
        Open call = calls.get(callSid);
        if (call != null) {
            add(ESCALATED, call.facts, at, body -> body.escalated(escalated));
        }
    }

    private void recorded(String callSid, Recorded recorded, Instant at) {
        Open call = calls.get(callSid);
        CallFacts facts = call == null ? ended.get(callSid) : call.facts;
        if (facts != null) {
            add(RECORDING_READY, facts, at, body -> body.recorded(recorded));
        }
    }

    /** The carrier says that a call is over that was to come back. */
    private void cameToNothing(String callSid) {
        Open call = calls.get(callSid);
        if (call != null && call.patience != null) {
            Duration lasted = Duration.between(call.facts.startedAt(), clock.instant());
            over(call, new Ended(CallEnd.CARRIER_COMPLETED, new HangUp(), null, lasted.toNanos()), clock.instant());
        }
    }

    private void over(Open call, Ended ended, Instant at) {
        if (calls.remove(call.facts.callSid(), call)) {
            stopWaiting(call);
            this.ended.put(call.facts.callSid(), call.facts);
            add(ENDED, call.facts, at, body -> body.ended(ended, call.farEnds));
        }
    }

    private static void stopWaiting(Open call) {
        if (call.patience != null) {
            call.patience.cancel();
            call.patience = null;
        }
    }

    private void add(String event, CallFacts facts, Instant at, Function<EventBody, EventBody> own) {
        if (deliveries.isWanted(event)) {
            EventBody body = own.apply(new EventBody(event, facts, at, pages));
            deliveries.add(event, facts.callSid(), facts.from(), facts.to(), body::with);
        }
    }

    /** What no receiver took, the oldest first. Any thread. */
    public CompletableFuture<List<DeadDelivery>> dead() {
        return deliveries.deadOnes();
    }

    /** Tries one of them again; false when there is none with this id, or nobody who could take it. Any thread. */
    public CompletableFuture<Boolean> retry(String id) {
        return deliveries.retry(id);
    }

    /** Whose an event is. */
    @FunctionalInterface
    public interface Traces {
        /** Whether a call is one of theirs. */
        boolean areTheirs(String callSid, String from, String to);
    }

    /** Forgets all that tells of somebody, in memory and on the disk; how many events that were. Any thread. */
    public CompletableFuture<Integer> erase(Traces traces) {
        return deliveries.erase(
                traces,
                () -> ended.values().removeIf(call -> traces.areTheirs(call.callSid(), call.from(), call.to())));
    }

    /** How many are still to be delivered. */
    public int waitingCount() {
        return deliveries.waiting();
    }

    /** How many nobody tries any more. */
    public int deadCount() {
        return deliveries.dead();
    }

    /** What is under way has a few seconds; the rest is delivered by the next process. Not to be called on a loop. */
    @Override
    public void close() {
        deliveries.close();
    }
}
