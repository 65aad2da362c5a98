package dev.trunkline.lab.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A {@link FleetReport} as JSON: names that others rely on stand in commands.md. */
public final class FleetJson {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final double ROUNDING = 1_000;

    private FleetJson() {}

    public static void write(Path file, FleetReport report) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(of(report)) + "\n");
    }

    /** The same in memory. */
    public static ObjectNode of(FleetReport report) {
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
        json.put("framesLost", report.framesLost());
        json.put("underrunsWhileWarm", report.underrunsWhileWarm());
        putBridge(json, report);
        json.put("startedAt", report.startedAt().toString());
        json.put("machine", report.machine());
        putPlan(json.putObject("plan"), report.plan());
        for (FleetReport.Event event : report.events()) {
            json.withArray("/events")
                    .addObject()
                    .put("atMillis", event.atMillis())
                    .put("what", event.what())
                    .put("times", event.times());
        }
        report.seconds().forEach(second -> putSecond(json.withArray("/seconds").addObject(), second));
        return json;
    }

    private static void putBridge(ObjectNode json, FleetReport report) {
        FleetReport.Bridge bridge = report.bridge();
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

    private static void putPlan(ObjectNode json, FleetPlan plan) {
        FleetPlan.Size size = plan.size();
        json.put("to", plan.to().toString())
                .put("calls", size.calls())
                .put("rampPerSecond", size.rampPerSecond())
                .put("durationSeconds", size.durationSeconds())
                .put("callSeconds", size.callSeconds())
                .put("warmUpSeconds", size.warmUpSeconds())
                .put("seed", plan.seed())
                .put("talkative", plan.talkative())
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
