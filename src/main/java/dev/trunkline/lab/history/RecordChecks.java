package dev.trunkline.lab.history;

import dev.trunkline.lab.history.HistoryEvent.ActiveCalls;
import dev.trunkline.lab.history.HistoryEvent.Admitted;
import dev.trunkline.lab.history.HistoryEvent.DialledOut;
import dev.trunkline.lab.history.HistoryEvent.DrainBegan;
import dev.trunkline.lab.history.HistoryEvent.Recorded;
import dev.trunkline.lab.history.HistoryEvent.StreamClosed;
import dev.trunkline.lab.history.HistoryEvent.StreamOpened;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** I1, I9 and I12: what is counted, and what is written down. */
final class RecordChecks {

    /** Between what a carrier knows and what a bridge says of it. */
    private static final long GAUGE_LAG_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    private RecordChecks() {}

    static void oneRecord(CallHistory history, Findings findings) {
        for (CallHistory.OfCall call : history.calls().values()) {
            List<Admitted> admitted = call.of(Admitted.class);
            List<Recorded> records = call.of(Recorded.class);
            if (!admitted.isEmpty() && records.size() != 1) {
                findings.add(
                        call.call(),
                        admitted.get(0).nanos(),
                        records.size() + " terminal records: "
                                + records.stream().map(Recorded::end).toList());
            } else if (admitted.isEmpty() && !records.isEmpty()) {
                findings.add(call.call(), records.get(0).nanos(), "a terminal record of a call that was never let in");
            }
        }
    }

    static void noDialling(CallHistory history, Findings findings) {
        for (DrainBegan drain : history.of(DrainBegan.class)) {
            history.of(DialledOut.class).stream()
                    .filter(dialled -> dialled.node().equals(drain.node()) && dialled.nanos() > drain.nanos())
                    .forEach(dialled ->
                            findings.add("", dialled.nanos(), drain.node() + " dialled while it was draining"));
        }
    }

    /** All streams are the one node's where only one tells; several nodes' gauges add up to less than all. */
    static void gaugeIsRight(CallHistory history, Findings findings) {
        List<HistoryEvent> streams = history.all().stream()
                .filter(event -> event instanceof StreamOpened || event instanceof StreamClosed)
                .toList();
        List<ActiveCalls> gauges = history.of(ActiveCalls.class);
        boolean isOneNode = gauges.stream().map(ActiveCalls::node).distinct().count() == 1;
        if (streams.isEmpty()) {
            return;
        }
        for (ActiveCalls gauge : gauges) {
            int up = 0;
            int least = Integer.MAX_VALUE;
            int most = 0;
            for (HistoryEvent stream : streams) {
                if (stream.nanos() > gauge.nanos() + GAUGE_LAG_NANOS) {
                    break;
                }
                if (stream.nanos() >= gauge.nanos() - GAUGE_LAG_NANOS) {
                    least = Math.min(least, up);
                    most = Math.max(most, up);
                }
                up += stream instanceof StreamOpened ? 1 : -1;
            }
            least = isOneNode ? Math.min(least, up) : 0;
            most = Math.max(most, up);
            if (gauge.calls() < least || gauge.calls() > most) {
                findings.add(
                        "",
                        gauge.nanos(),
                        gauge.node() + " says " + gauge.calls() + " active calls, and there are " + least + " to "
                                + most);
            }
        }
    }
}
