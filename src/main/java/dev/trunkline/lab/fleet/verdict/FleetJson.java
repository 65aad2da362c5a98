package dev.trunkline.lab.fleet.verdict;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.lab.fleet.call.FleetPlan;
import dev.trunkline.lab.fleet.measure.BridgeCost;
import dev.trunkline.lab.fleet.measure.BridgeMemory;
import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.measure.Measure;
import dev.trunkline.lab.fleet.measure.MemoryUse;
import dev.trunkline.lab.fleet.measure.Second;
import dev.trunkline.lab.fleet.measure.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A {@link FleetReport} as JSON: names that others rely on stand in commands.md. */
public final class FleetJson {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final double ROUNDING = 1_000;

    private FleetJson() {}

    public static void write(Path file, Runs runs) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(of(runs)) + "\n");
    }

    /** The same in memory: the typical run, and behind it the key figures of all. */
    public static ObjectNode of(Runs runs) {
        ObjectNode json = of(runs.typical());
        if (runs.all().size() == 1) {
            return json;
        }
        json.put("valid", runs.isValid());
        json.remove("invalid");
        runs.invalid().forEach(json.withArray("/invalid")::add);
        for (KeyFigure figure : KeyFigure.values()) {
            put(json.withObject("/medians"), figure, runs.median(figure::of));
        }
        for (FleetReport report : runs.all()) {
            ObjectNode run = json.withArray("/runs").addObject();
            run.put("startedAt", report.startedAt().toString()).put("valid", report.isValid());
            for (KeyFigure figure : KeyFigure.values()) {
                put(run, figure, figure.of(report));
            }
        }
        return json;
    }

    private static void put(ObjectNode json, KeyFigure figure, double value) {
        json.put(figure.label(), Double.isNaN(value) ? null : rounded(value));
    }

    private static ObjectNode of(FleetReport report) {
        ObjectNode json = JSON.createObjectNode();
        json.put("valid", report.isValid());
        if (!report.isValid()) {
            report.invalid().forEach(json.putArray("invalid")::add);
        }
        for (Count count : Count.values()) {
            json.put(count.label(), report.count(count));
        }
        json.put("peakCalls", report.peakCalls());
        for (Measure measure : Measure.values()) {
            put(json.putObject(measure.label()), report.spread(measure));
        }
        if (report.spread(Measure.BARGE_IN).count() == 0) {
            // Nobody noted when the interruption left: all that is known is the whole way round.
            put(
                    json.putObject(Measure.BARGE_IN.label()).put("measuredFrom", "caller"),
                    report.spread(Measure.REACTION));
        } else {
            json.withObject("/" + Measure.BARGE_IN.label()).put("measuredFrom", "farEnd");
        }
        json.put("staleAudioMillis", report.staleAudioMillis());
        json.set("panel", JSON.valueToTree(report.panel()));
        json.put("framesLost", report.framesLost());
        json.put("underrunsWhileWarm", report.underrunsWhileWarm());
        putBridge(json, report);
        putMemory(json, report.memory());
        FaultReport faults = report.faults();
        if (faults != null) {
            FaultJson.put(json.putObject("faults"), faults);
        }
        ObjectNode refusals = json.putObject("refusals");
        report.refusals().forEach(refusals::put);
        json.put("startedAt", report.startedAt().toString());
        json.put("machine", report.machine());
        putPlan(json.putObject("plan"), report.plan());
        if (!report.events().isEmpty()) {
            json.set("events", JSON.valueToTree(report.events()));
        }
        report.seconds().forEach(second -> putSecond(json.withArray("/seconds").addObject(), second));
        return json;
    }

    private static void putBridge(ObjectNode json, FleetReport report) {
        BridgeCost bridge = report.bridge();
        json.put("bridgeCpuPercentPerCall", bridge == null ? null : rounded(bridge.cpuPercentPerCall()));
        json.put("bridgeRssBytesPerCall", bridge == null ? null : Math.round(bridge.rssBytesPerCall()));
        FleetReport.Baseline baseline = report.baseline();
        if (baseline != null) {
            json.putObject("baseline")
                    .put("relayCpuPercentPerCall", rounded(baseline.cpuPercentPerCall()))
                    .put("relayCalls", rounded(baseline.callsUp()))
                    .put("bridgeCpuMultiple", baseline.cpuMultiple() == null ? null : rounded(baseline.cpuMultiple()));
        }
    }

    private static void putMemory(ObjectNode json, @Nullable BridgeMemory memory) {
        if (memory == null) {
            return;
        }
        Double allocated = memory.allocatedBytesPerCallSecond();
        json.put("allocatedBytesPerCallSecond", allocated == null ? null : rounded(allocated));
        ObjectNode held = json.putObject("held").put("collected", memory.collected());
        putHeld(held.putObject("before"), memory.before());
        putHeld(held.putObject("most"), memory.most());
        putHeld(held.putObject("after"), memory.after());
        BridgeMemory.Slope slope = memory.slope();
        if (slope != null) {
            double live = slope.liveBytesPerCall();
            json.put("residentBytesPerCall", Math.round(slope.residentBytesPerCall()));
            json.put("liveBytesPerCall", Double.isNaN(live) ? null : Math.round(live));
            for (BridgeMemory.Step step : List.of(slope.from(), slope.to())) {
                json.withArray("/steps")
                        .addObject()
                        .put("calls", step.calls())
                        .put("residentBytes", step.residentBytes())
                        .put("liveBytes", step.liveBytes() < 0 ? null : step.liveBytes());
            }
        }
    }

    private static void putHeld(ObjectNode json, Map<MemoryUse, Long> held) {
        new TreeMap<>(held).forEach((holding, value) -> json.put(holding.label(), value));
    }

    private static void putPlan(ObjectNode json, FleetPlan plan) {
        FleetPlan.Size size = plan.size();
        json.put("to", plan.to().toString())
                .put("calls", size.calls())
                .put("rampPerSecond", size.rampPerSecond())
                .put("durationSeconds", size.durationSeconds())
                .put("callSeconds", size.callSeconds())
                .put("warmUpSeconds", size.warmUpSeconds())
                .put("totalCalls", size.totalCalls())
                .put("firstCalls", size.firstCalls())
                .put("seed", plan.seed())
                .put("talkative", plan.talkative())
                .put("counting", plan.counting())
                .put("signed", plan.authToken() != null)
                .put("withNotes", plan.notes() != null);
    }

    private static void putSecond(ObjectNode json, Second second) {
        json.put("atMillis", second.atMillis())
                .put("measured", second.measured())
                .put("callsUp", second.callsUp())
                .put("framesSent", second.count(Count.FRAMES_SENT))
                .put("mediaReceived", second.count(Count.MEDIA_RECEIVED))
                .put("underruns", second.count(Count.UNDERRUNS))
                .put("gapP99", rounded(second.spread(Measure.GAP).p99Millis()))
                .put("uplinkP99", rounded(second.spread(Measure.UPLINK).p99Millis()))
                .put("downlinkP99", rounded(second.spread(Measure.DOWNLINK).p99Millis()))
                .put("latenessP99", rounded(second.spread(Measure.LATENESS).p99Millis()))
                .put("generatorCpuPercent", rounded(second.own().cpuPercent()))
                .put("busiestLoopPercent", rounded(second.own().busiestLoopPercent()))
                .put("machineBusyPercent", rounded(second.own().machineBusyPercent()));
        Second.BridgeUse bridge = second.bridge();
        if (bridge != null) {
            json.put("bridgeCpuPercent", rounded(bridge.cpuPercent()))
                    .put("bridgeRssBytes", bridge.rssBytes())
                    .put("bridgeThreads", bridge.threads())
                    .put("bridgeDescriptors", bridge.descriptors());
        }
        Second.JvmUse jvm = second.jvm();
        if (jvm != null) {
            json.put("heapBytes", jvm.heapBytes())
                    .put("directBytes", jvm.directBytes())
                    .put("javaThreads", jvm.threads())
                    .put("allocatedBytes", jvm.allocatedBytes());
        }
    }

    private static void put(ObjectNode json, Spread spread) {
        boolean known = spread.count() > 0;
        json.put("count", spread.count())
                .put("p50", known ? rounded(spread.p50Millis()) : null)
                .put("p90", known ? rounded(spread.p90Millis()) : null)
                .put("p99", known ? rounded(spread.p99Millis()) : null)
                .put("p999", known ? rounded(spread.p999Millis()) : null)
                .put("max", known ? rounded(spread.maxMillis()) : null);
    }

    private static Double rounded(double value) {
        return Math.round(value * ROUNDING) / ROUNDING;
    }
}
