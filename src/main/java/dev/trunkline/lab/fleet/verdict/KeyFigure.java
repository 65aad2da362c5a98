package dev.trunkline.lab.fleet.verdict;

import dev.trunkline.lab.fleet.measure.BridgeCost;
import dev.trunkline.lab.fleet.measure.BridgeMemory;
import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.measure.Measure;
import dev.trunkline.lab.fleet.measure.Spread;
import dev.trunkline.lab.history.Continuity;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The few numbers by which a fleet's bridge is judged, and of which several runs have a median. NaN: not measured. */
public enum KeyFigure {
    CPU("bridgeCpuPercentPerCall", "CPU of the bridge per call", "% of a core", 3, report -> {
        BridgeCost bridge = report.bridge();
        return bridge == null ? Double.NaN : bridge.cpuPercentPerCall();
    }),
    RELAY_CPU("relayCpuPercentPerCall", "CPU of a bare relay per call", "% of a core", 3, report -> {
        FleetReport.Baseline baseline = report.baseline();
        return baseline == null ? Double.NaN : baseline.cpuPercentPerCall();
    }),
    CPU_MULTIPLE("bridgeCpuMultiple", "The bridge's CPU, times the relay's", "", 2, report -> {
        FleetReport.Baseline baseline = report.baseline();
        Double multiple = baseline == null ? null : baseline.cpuMultiple();
        return multiple == null ? Double.NaN : multiple;
    }),
    UPLINK_P50("uplinkP50", "Caller to AI, median", "ms", 2, report -> p50(report, Measure.UPLINK)),
    UPLINK_P99("uplinkP99", "Caller to AI, 99 %", "ms", 2, report -> p99(report, Measure.UPLINK)),
    DOWNLINK_P50("downlinkP50", "AI to caller, median", "ms", 2, report -> p50(report, Measure.DOWNLINK)),
    DOWNLINK_P99("downlinkP99", "AI to caller, 99 %", "ms", 2, report -> p99(report, Measure.DOWNLINK)),
    BARGE_IN_P99("bargeInP99", "Interruption to silence, 99 %", "ms", 2, report -> p99(report, Measure.BARGE_IN)),
    TRUNCATION_MAX("truncationMax", "What the AI is told was heard, off by at most", "ms", 1, report -> {
        Spread spread = report.spread(Measure.TRUNCATION);
        return spread.count() == 0 ? Double.NaN : spread.maxMillis();
    }),
    TRUNCATION_BEYOND(
            "truncationsBeyondWhatWasSent",
            "Of it more than was sent",
            "",
            0,
            report -> report.count(Count.TRUNCATIONS) == 0 ? Double.NaN : report.count(Count.TRUNCATIONS_BEYOND)),
    TRUNCATION_MISSED(
            "truncationsMissed",
            "Told beside no phone, or a phone of which nothing is told",
            "",
            0,
            report -> report.count(Count.TRUNCATIONS) + report.count(Count.TRUNCATIONS_UNTOLD) == 0
                    ? Double.NaN
                    : report.count(Count.TRUNCATIONS_UNMATCHED) + report.count(Count.TRUNCATIONS_UNTOLD)),
    GAP_P99("gapP99", "Between two frames of speech, 99 %", "ms", 1, report -> p99(report, Measure.GAP)),
    GAP_P999("gapP999", "Between two frames of speech, 99.9 %", "ms", 1, report -> {
        Spread spread = report.spread(Measure.GAP);
        return spread.count() == 0 ? Double.NaN : spread.p999Millis();
    }),
    SETUP_P99("setupP99", "Ringing to answered, 99 %", "ms", 1, report -> p99(report, Measure.SETUP)),
    UNDERRUNS("underrunsWhileWarm", "Breaks in the agent's speech", "", 0, FleetReport::underrunsWhileWarm),
    STALE("staleAudioMillis", "Sound that came after an interruption", "ms", 0, FleetReport::staleAudioMillis),
    LOST("framesLost", "Frames lost", "", 0, FleetReport::framesLost),
    FAILED("callsFailed", "Calls that failed", "", 0, report -> report.count(Count.CALLS_FAILED)),
    REFUSED("callsRefused", "Calls refused with TwiML", "", 0, report -> report.count(Count.CALLS_REFUSED)),
    ALLOCATED("allocatedBytesPerCallSecond", "Allocated per second of a call", "bytes", 0, report -> {
        BridgeMemory memory = report.memory();
        Double bytes = memory == null ? null : memory.allocatedBytesPerCallSecond();
        return bytes == null ? Double.NaN : bytes;
    }),
    RESIDENT("residentBytesPerCall", "Memory for each further call", "bytes", 0, report -> {
        BridgeMemory memory = report.memory();
        BridgeMemory.Slope slope = memory == null ? null : memory.slope();
        return slope == null ? Double.NaN : slope.residentBytesPerCall();
    }),
    LIVE("liveBytesPerCall", "Of that in use, not garbage", "bytes", 0, report -> {
        BridgeMemory memory = report.memory();
        BridgeMemory.Slope slope = memory == null ? null : memory.slope();
        return slope == null ? Double.NaN : slope.liveBytesPerCall();
    }),
    DROPPED("legsDropped", "Phone legs dropped", "", 0, continuity(Continuity::droppedLegs)),
    LOSSES("chatsLost", "Chats with the AI lost", "", 0, continuity(Continuity::losses)),
    WRONG_GROUP(
            "wrongGroup",
            "Of them not resumed, or another conversation",
            "",
            0,
            continuity(all -> all.wrongGroup() + all.abandoned())),
    SILENCE_P95(
            "silenceP95",
            "Silence after a loss, 95 %",
            "ms",
            0,
            continuity(all -> all.silences().at(0.95))),
    SILENCE_MAX(
            "silenceMax",
            "Silence after a loss, longest",
            "ms",
            0,
            continuity(all -> all.silences().max())),
    TONELESS(
            "tonelessSilences",
            "Silences above 400 ms without a comfort tone",
            "",
            0,
            continuity(Continuity::toneless)),
    GREETINGS("secondGreetings", "Callers greeted again", "", 0, continuity(Continuity::secondGreetings)),
    WORDS_LOST(
            "wordsLost",
            "Words of callers lost",
            "",
            0,
            continuity(all -> all.words().lost())),
    WORDS_DOUBLED(
            "wordsDoubled",
            "Words that one chat heard twice",
            "",
            0,
            continuity(all -> all.words().doubled())),
    HEAP_SLOPE("heapMegabytesPerHour", "Growth of the heap without garbage", "MB/h", 2, report -> {
        FaultReport faults = report.faults();
        return faults == null ? Double.NaN : faults.heapMegabytesPerHour();
    }),
    VIOLATIONS(
            "violations",
            "Invariants violated",
            "",
            0,
            continuity(all -> all.violations().size()));

    private final String label;
    private final String words;
    private final String unit;
    private final int digits;

    @SuppressWarnings("ImmutableEnumChecker") // none of them captures anything
    private final ToDoubleFunction<FleetReport> value;

    KeyFigure(String label, String words, String unit, int digits, ToDoubleFunction<FleetReport> value) {
        this.label = label;
        this.words = words;
        this.unit = unit;
        this.digits = digits;
        this.value = value;
    }

    private static ToDoubleFunction<FleetReport> continuity(ToDoubleFunction<Continuity> value) {
        return report -> {
            FaultReport faults = report.faults();
            return faults == null ? Double.NaN : value.applyAsDouble(faults.continuity());
        };
    }

    private static double p50(FleetReport report, Measure measure) {
        Spread spread = report.spread(measure);
        return spread.count() == 0 ? Double.NaN : spread.p50Millis();
    }

    private static double p99(FleetReport report, Measure measure) {
        Spread spread = report.spread(measure);
        return spread.count() == 0 ? Double.NaN : spread.p99Millis();
    }

    /** Its name in JSON. */
    public String label() {
        return label;
    }

    /** For people. */
    public String words() {
        return words;
    }

    public String unit() {
        return unit;
    }

    public double of(FleetReport report) {
        return value.applyAsDouble(report);
    }

    /** A value with as many digits as matter, without its unit; a dash when there is none. */
    public String format(double number) {
        return Double.isNaN(number) ? "\u2013" : String.format(Locale.ROOT, "%,." + digits + "f", number);
    }
}
