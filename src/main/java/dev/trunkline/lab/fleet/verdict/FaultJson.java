package dev.trunkline.lab.fleet.verdict;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.lab.history.Continuity;
import dev.trunkline.lab.history.Gaps;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A {@link FaultReport} as JSON. */
final class FaultJson {

    private static final int MOST_VIOLATIONS = 200;
    private static final double P50 = 0.5;
    private static final double P95 = 0.95;

    private FaultJson() {}

    static void put(ObjectNode json, FaultReport faults) {
        ObjectNode struck = json.putObject("struck");
        new TreeMap<>(faults.struck()).forEach(struck::put);
        Continuity all = faults.continuity();
        json.put("calls", all.calls())
                .put("legsDropped", all.droppedLegs())
                .put("chatsLost", all.losses())
                .put("resumed", all.resumed())
                .put("wrongGroup", all.wrongGroup())
                .put("abandoned", all.abandoned())
                .put("secondGreetings", all.secondGreetings());
        put(json.putObject("outage"), all.outages());
        put(json.putObject("silence"), all.silences());
        json.put("longSilences", all.longSilences()).put("tonelessSilences", all.toneless());
        Continuity.Words words = all.words();
        json.putObject("words")
                .put("said", words.said())
                .put("lost", words.lost())
                .put("saidInGaps", words.saidInGaps())
                .put("lostInGaps", words.lostInGaps())
                .put("repeated", words.repeated())
                .put("doubled", words.doubled());
        json.put("heapMegabytesPerHour", known(faults.heapMegabytesPerHour()));
        faults.heapMegabytes().forEach(json.putArray("heapMegabytes")::add);
        json.put("violations", all.violations().size());
        all.violationLines().stream().limit(MOST_VIOLATIONS).forEach(json.withArray("/violated")::add);
    }

    private static void put(ObjectNode json, Gaps gaps) {
        json.put("count", gaps.count())
                .put("p50", known(gaps.at(P50)))
                .put("p95", known(gaps.at(P95)))
                .put("max", known(gaps.max()));
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
