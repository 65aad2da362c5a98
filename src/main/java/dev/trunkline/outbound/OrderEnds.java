package dev.trunkline.outbound;

import dev.trunkline.phone.CallProgress;
import dev.trunkline.phone.PhoneAddress;
import dev.trunkline.telemetry.AuditLog;
import dev.trunkline.telemetry.MetricName;
import dev.trunkline.telemetry.Metrics;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/** How attempts and orders end: written down, counted, audited, and tried again where the policy says so. Confined to one thread. */
final class OrderEnds {

    /** RFC 3261: not found, address incomplete, does not exist anywhere. */
    private static final Set<Integer> NO_SUCH_NUMBER = Set.of(404, 484, 604);

    private final OutboundPolicy policy;
    private final OrderBook book;
    private final Metrics metrics;
    private final AuditLog audit = new AuditLog();

    OrderEnds(OutboundPolicy policy, OrderBook book, Metrics metrics) {
        this.policy = policy;
        this.book = book;
        this.metrics = metrics;
    }

    /** What a call came to that nobody answered; null while somebody may, or when somebody did. */
    static @Nullable OutboundOutcome unanswered(CallProgress progress) {
        return switch (progress.stage()) {
            case BUSY -> OutboundOutcome.BUSY;
            case NO_ANSWER -> OutboundOutcome.NO_ANSWER;
            case FAILED ->
                NO_SUCH_NUMBER.contains(progress.sipStatus()) ? OutboundOutcome.INVALID : OutboundOutcome.FAILED;
            case CANCELED -> OutboundOutcome.CANCELED;
            default -> null;
        };
    }

    /** What a call came to that was answered, but not in this process. */
    static OutboundOutcome ofEarlierProcess(OrderEntry entry) {
        return switch (entry.answeredBy()) {
            case "human", "silence" -> OutboundOutcome.HUMAN;
            case "machine" -> OutboundOutcome.MACHINE;
            case "fax" -> OutboundOutcome.FAX;
            default -> OutboundOutcome.ANSWERED;
        };
    }

    /** An attempt is over: so is its order, or it waits for the next one. */
    void attempt(OrderEntry entry, OutboundOutcome outcome, long nowMillis) {
        Duration pause = entry.calledOff() ? null : policy.pauseAfter(outcome, entry.attempts());
        if (pause == null) {
            order(entry, outcome, nowMillis);
            return;
        }
        metrics.count(MetricName.OUTBOUND_CALLS, outcome.label());
        book.note(entry.waiting(nowMillis + pause.toMillis(), outcome.label()));
        audit(entry, outcome.label())
                .addKeyValue("againInSeconds", pause.toSeconds())
                .log(AuditLog.CALL);
    }

    /** An order is over. */
    void order(OrderEntry entry, OutboundOutcome outcome, long nowMillis) {
        metrics.count(MetricName.OUTBOUND_CALLS, outcome.label());
        book.note(entry.over(outcome, nowMillis));
        audit(entry, outcome.label()).log(AuditLog.CALL);
    }

    LoggingEventBuilder audit(OrderEntry entry, String outcome) {
        return audit.call("outbound", entry.callSid() == null ? "" : entry.callSid(), outcome)
                .addKeyValue("order", entry.order().id())
                .addKeyValue("route", entry.order().route())
                .addKeyValue("number", PhoneAddress.of(entry.order().to()).masked());
    }

    /** A number was put on the do-not-call list. */
    void onList(String number) {
        audit.process("do_not_call", "added")
                .addKeyValue("number", PhoneAddress.of(number).masked())
                .log(AuditLog.PROCESS);
    }
}
