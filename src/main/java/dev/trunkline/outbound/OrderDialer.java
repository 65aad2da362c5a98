package dev.trunkline.outbound;

import dev.trunkline.bridge.SharedBreaker;
import dev.trunkline.phone.CallPlacer.Placement;
import dev.trunkline.phone.CallPlacer.Placing;
import dev.trunkline.telemetry.AuditLog;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dials the orders that are due, each when hours, its route, this node and our own pace allow it. An attempt is written down before the
 * carrier is asked. Works on the thread of {@link OutboundCalls}, but for what says otherwise.
 */
final class OrderDialer {

    private static final Logger LOG = LoggerFactory.getLogger(OrderDialer.class);
    static final long AGAIN_MILLIS = 5_000; // after the disk, or the carrier, had no room
    private static final long ROUTE_LOOK_MILLIS = 60_000;

    /** Soon enough to believe what the visit has found, though another node that is cut off alone goes on saying that it is out. */
    private static final long FAR_END_LOOK_MILLIS = SharedBreaker.VALID.toMillis() / 2;

    private static final long PICKS_UP_MILLIS = 15_000; // so long the carrier waits for what we say to that
    private static final long MILLIS_PER_SECOND = 1_000;

    private final OutboundPolicy policy;
    private final OutboundCalls.Parts parts;
    private final OrderBook book;
    private final OrderCheck check;
    private final OrderEnds ends;
    private final BiConsumer<String, Placing> placed;
    private double nextDialMillis;

    /** @param placed hears what the carrier says to an attempt of that name */
    OrderDialer(
            OutboundPolicy policy,
            OutboundCalls.Parts parts,
            OrderBook book,
            OrderCheck check,
            OrderEnds ends,
            BiConsumer<String, Placing> placed) {
        this.policy = policy;
        this.parts = parts;
        this.book = book;
        this.check = check;
        this.ends = ends;
        this.placed = placed;
    }

    /** Several times a second. */
    void step(long nowMillis) {
        nextDialMillis = Math.min(nextDialMillis, nowMillis + pauseMillis()); // a clock may be set back
        for (OrderEntry due = book.due(nowMillis); due != null && mayDial(nowMillis); due = book.due(nowMillis)) {
            decide(due, nowMillis);
        }
    }

    /** How many are being called, and may pick up yet. Any thread. */
    int ringing(long nowMillis) {
        int ringing = 0;
        for (String id : book.underWay()) {
            OrderEntry entry = book.find(id);
            ringing += entry != null && mayPickUp(entry, nowMillis) ? 1 : 0;
        }
        return ringing;
    }

    private boolean mayPickUp(OrderEntry entry, long nowMillis) {
        long ringMillis = policy.habits().ringSeconds() * MILLIS_PER_SECOND + PICKS_UP_MILLIS;
        boolean isTalking = entry.callSid() != null && parts.calls().hasBegun(entry.callSid());
        return !isTalking && nowMillis - entry.lastAskedMillis() < ringMillis;
    }

    private double pauseMillis() {
        return MILLIS_PER_SECOND / policy.limits().callsPerSecond();
    }

    private boolean mayDial(long nowMillis) {
        return nowMillis >= nextDialMillis
                && book.active() < policy.limits().atATime()
                && parts.hasRoom().test(ringing(nowMillis) + 1);
    }

    private void decide(OrderEntry entry, long nowMillis) {
        OutboundOutcome obstacle = check.obstacle(entry, nowMillis);
        if (obstacle != null) {
            ends.order(entry, obstacle, nowMillis);
            return;
        }
        long opensMillis = check.opensMillis(entry.order(), nowMillis);
        if (opensMillis > nowMillis) {
            book.put(entry.waiting(opensMillis, "calling_hours"));
        } else if (check.mustRouteWait(entry.order(), nowMillis)) {
            book.put(entry.waiting(nowMillis + ROUTE_LOOK_MILLIS, "route_limit"));
        } else if (!parts.isAttended().test(entry.order().route())) {
            book.put(entry.waiting(nowMillis + FAR_END_LOOK_MILLIS, "far_end")); // nobody is called to hear an apology
        } else {
            dial(entry, nowMillis);
        }
    }

    private void dial(OrderEntry entry, long nowMillis) {
        OrderEntry asked = entry.asked(nowMillis);
        try {
            book.commit(asked); // first: who is killed now asks afterwards whether there was a call
        } catch (IOException e) {
            LOG.atError().addKeyValue("why", e.toString()).log("nobody is called: the journal cannot be written");
            book.put(entry.waiting(nowMillis + AGAIN_MILLIS, "journal"));
            return;
        }
        OutboundOrder order = entry.order();
        String attempt = Attempt.name(asked);
        book.history().add(order, nowMillis);
        nextDialMillis = Math.max(nextDialMillis, (double) nowMillis) + pauseMillis();
        ends.audit(asked, "dialled").log(AuditLog.CALL);
        Placement placement = new Placement(
                attempt,
                order.to(),
                order.from(),
                policy.habits().ringSeconds(),
                policy.habits().asksCarrier());
        placing(placement)
                .whenCompleteAsync(
                        (placing, bug) ->
                                placed.accept(attempt, bug == null ? placing : new Placing.Unknown(bug.toString())),
                        parts.thread());
    }

    private CompletionStage<Placing> placing(Placement placement) {
        try {
            return parts.carrier().place(placement);
        } catch (RuntimeException bug) {
            return CompletableFuture.completedFuture(new Placing.Unknown(bug.toString()));
        }
    }
}
