package dev.trunkline.bridge;

import dev.trunkline.bridge.DialLedger.Dial;
import dev.trunkline.call.DialObjection;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import dev.trunkline.phone.PhoneAddress;
import dev.trunkline.telemetry.AuditLog;
import dev.trunkline.telemetry.CallMetrics;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The last fence before a telephone rings: nothing leaves here that the operator's limits do not allow, and each dial, and each
 * that was not made, is one line of the audit log. Thread-safe.
 */
final class DialGuard {

    private static final String TRANSFER = "transfer";
    private static final String FALLBACK = "fallback";

    private final RouteTable routes;
    private final Briefings briefings;
    private final DialLedger ledger;
    private final CallMetrics metrics;
    private final AuditLog audit = new AuditLog();
    private volatile boolean switchedOff;

    DialGuard(
            RouteTable routes,
            Briefings briefings,
            DialPolicy policy,
            FleetCounts fleet,
            CallMetrics metrics,
            LongSupplier clockNanos) {
        this.routes = routes;
        this.briefings = briefings;
        this.ledger = new DialLedger(policy, fleet, clockNanos);
        this.metrics = metrics;
    }

    /**
     * Whose call it is.
     *
     * @param from who calls
     * @param to who was called, which decides about the route if nobody said another
     */
    record Party(String callSid, String from, String to) {}

    private Dial dial(Party party, String number, boolean isFallback) {
        return new Dial(party.callSid(), party.from(), routeName(party), number, isFallback);
    }

    /** "" for none. */
    private String routeName(Party party) {
        Route route = briefings.route(party.callSid(), party.to());
        return route == null ? "" : route.name();
    }

    /** Whether anybody may be dialled from now on, within what the configuration allows. */
    void dial(boolean isAllowed) {
        switchedOff = !isAllowed;
    }

    /** Why a transfer that a model wants would not be made, or null. */
    @Nullable
    DialObjection objectionTo(Transfer transfer, Party party) {
        Route route = briefings.route(party.callSid(), party.to());
        if (route != null
                && !(routes.dialable(party.callSid(), route, transfer, party.from(), party.to()) instanceof Transfer)) {
            return DialObjection.NO_CALLER_ID;
        }
        DialObjection objection =
                switchedOff ? DialObjection.SWITCHED_OFF : ledger.objectionTo(dial(party, transfer.number(), false));
        if (objection != null) {
            refused(party, TRANSFER, transfer.destination(), transfer.number(), objection);
        }
        return objection;
    }

    /** The step itself; without the dialling in it when that is not allowed. A {@link Transfer} is a {@link GoOn} then. */
    CarrierInstruction permitted(CarrierInstruction step, Party party) {
        if (step instanceof Transfer transfer) {
            return dials(party, TRANSFER, transfer.destination(), transfer.number()) ? step : new GoOn();
        }
        if (step instanceof Apologise apology && apology.number() != null) {
            return dials(party, FALLBACK, null, apology.number()) ? step : new Apologise(apology.words());
        }
        return step;
    }

    private boolean dials(Party party, String action, @Nullable String destination, String number) {
        DialObjection objection =
                switchedOff ? DialObjection.SWITCHED_OFF : ledger.begin(dial(party, number, action.equals(FALLBACK)));
        if (objection == null) {
            audit.call(action, party.callSid(), "dialled")
                    .addKeyValue("route", routeName(party))
                    .addKeyValue("from", PhoneAddress.of(party.from()).masked())
                    .addKeyValue("destination", destination)
                    .addKeyValue("number", PhoneAddress.of(number).masked())
                    .log(AuditLog.CALL);
        } else {
            refused(party, action, destination, number, objection);
        }
        return objection == null;
    }

    private void refused(
            Party party, String action, @Nullable String destination, String number, DialObjection objection) {
        metrics.dialRefused(objection.label());
        audit.call(action, party.callSid(), "refused")
                .addKeyValue("reason", objection.label())
                .addKeyValue("route", routeName(party))
                .addKeyValue("from", PhoneAddress.of(party.from()).masked())
                .addKeyValue("destination", destination)
                .addKeyValue("number", PhoneAddress.of(number).masked())
                .log(AuditLog.CALL);
    }

    /** The other nodes learn how long those who were dialled have been talked with. */
    void tellOtherNodes() {
        ledger.tellOtherNodes();
    }

    /** Whoever was dialled for this call is not any more. */
    void over(String callSid) {
        ledger.end(callSid);
    }
}
