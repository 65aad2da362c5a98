package dev.trunkline.cli;

import dev.trunkline.lab.fleet.measure.BridgeMemory;
import dev.trunkline.lab.fleet.measure.MemoryUse;
import dev.trunkline.lab.fleet.verdict.FleetReport;
import dev.trunkline.lab.fleet.verdict.KeyFigure;
import dev.trunkline.lab.fleet.verdict.Limit;
import dev.trunkline.lab.fleet.verdict.Runs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What a fleet must not exceed, of several runs in their median: an option for each. Times are milliseconds. */
final class FleetLimits {

    private static final double KIBIBYTE = 1_024;
    private static final double MEBIBYTE = 1_024 * KIBIBYTE;

    private static final List<Offer> OFFERS = List.of(
            new Offer("--max-failed", "N", "Calls that fail.", KeyFigure.FAILED::of),
            new Offer("--max-refused", "N", "Calls that get other TwiML than a stream.", KeyFigure.REFUSED::of),
            new Offer("--max-lost", "N", "Frames that are lost.", KeyFigure.LOST::of),
            new Offer("--max-underruns", "N", "Times a phone runs dry, after the warm-up.", KeyFigure.UNDERRUNS::of),
            new Offer("--max-stale", "MS", "Agent audio after clear.", KeyFigure.STALE::of),
            new Offer("--max-setup-p99", "MS", "Webhook to open stream.", KeyFigure.SETUP_P99::of),
            new Offer("--max-uplink-p50", "MS", "Frame to far end; needs --notes.", KeyFigure.UPLINK_P50::of),
            new Offer("--max-uplink-p99", "MS", "The same, 99th percentile.", KeyFigure.UPLINK_P99::of),
            new Offer("--max-downlink-p50", "MS", "Far end to first frame; needs --notes.", KeyFigure.DOWNLINK_P50::of),
            new Offer("--max-downlink-p99", "MS", "The same, 99th percentile.", KeyFigure.DOWNLINK_P99::of),
            new Offer("--max-barge-in-p99", "MS", "Interruption to clear; needs --notes.", KeyFigure.BARGE_IN_P99::of),
            new Offer(
                    "--max-truncation-error",
                    "MS",
                    "What the far end is told was heard, against what was; needs --dialect realtime and --notes.",
                    KeyFigure.TRUNCATION_MAX::of),
            new Offer("--max-truncations-beyond", "N", "Of those more than was sent.", KeyFigure.TRUNCATION_BEYOND::of),
            new Offer(
                    "--max-truncations-missed",
                    "N",
                    "Those beside no cleared phone, and cleared phones of which nothing is told.",
                    KeyFigure.TRUNCATION_MISSED::of),
            new Offer("--max-gap-p99", "MS", "Between two media messages of one speech.", KeyFigure.GAP_P99::of),
            new Offer("--max-gap-p999", "MS", "The same, 99.9th percentile.", KeyFigure.GAP_P999::of),
            new Offer("--max-cpu", "PERCENT", "The bridge's CPU per call, of one core.", KeyFigure.CPU::of),
            new Offer(
                    "--max-cpu-multiple",
                    "X",
                    "Of the bare relay's CPU; needs --baseline.",
                    KeyFigure.CPU_MULTIPLE::of),
            new Offer("--max-allocated", "BYTES", "The bridge's, for a second of a call.", KeyFigure.ALLOCATED::of),
            new Offer(
                    "--max-resident",
                    "KB",
                    "For each further call; needs --steps.",
                    report -> KeyFigure.RESIDENT.of(report) / KIBIBYTE),
            new Offer(
                    "--max-left-heap",
                    "MB",
                    "More heap after the last call than before.",
                    left(MemoryUse.HEAP, MEBIBYTE)),
            new Offer("--max-left-direct", "MB", "More socket buffers than before.", left(MemoryUse.DIRECT, MEBIBYTE)),
            new Offer("--max-left-descriptors", "N", "More open files than before.", left(MemoryUse.DESCRIPTORS, 1)),
            new Offer("--max-left-threads", "N", "More threads than before.", left(MemoryUse.THREADS, 1)),
            new Offer("--max-dropped", "N", "Phone legs dropped, of a fleet with faults.", KeyFigure.DROPPED::of),
            new Offer("--max-wrong-group", "N", "Lost chats not resumed in their group.", KeyFigure.WRONG_GROUP::of),
            new Offer("--max-silence-p95", "MS", "Agent's silence after a loss.", KeyFigure.SILENCE_P95::of),
            new Offer("--max-silence", "MS", "The same, the longest.", KeyFigure.SILENCE_MAX::of),
            new Offer("--max-toneless", "N", "Of them above 400 ms, without a tone.", KeyFigure.TONELESS::of),
            new Offer("--max-greetings", "N", "Callers greeted again.", KeyFigure.GREETINGS::of),
            new Offer("--max-words-lost", "N", "Words that no chat heard.", KeyFigure.WORDS_LOST::of),
            new Offer("--max-words-doubled", "N", "Words that one chat heard twice.", KeyFigure.WORDS_DOUBLED::of),
            new Offer("--max-heap-slope", "MB", "Growth of the heap in an hour, of a soak.", KeyFigure.HEAP_SLOPE::of),
            new Offer("--max-violations", "N", "Invariants violated.", KeyFigure.VIOLATIONS::of));

    private final CommandSpec command;

    /** An option that a limit can be given by. */
    private record Offer(String option, String unit, String description, ToDoubleFunction<FleetReport> value) {}

    /** Adds an option for each to a command. */
    FleetLimits(CommandSpec command) {
        this.command = command;
        ArgGroupSpec.Builder group =
                ArgGroupSpec.builder().validate(false).heading("Limits; exit status 1 when one is broken:%n");
        for (Offer offer : OFFERS) {
            group.addArg(OptionSpec.builder(offer.option)
                    .paramLabel(offer.unit)
                    .type(Double.class)
                    .description(offer.description)
                    .build());
        }
        command.addArgGroup(group.build());
    }

    /** Throws {@link IllegalArgumentException} for a limit that cannot be; the message begins with the option's name. */
    void check() {
        for (Limit limit : given()) {
            if (!(limit.most() >= 0)) {
                throw new IllegalArgumentException(limit.name().substring(2) + " must not be negative");
            }
        }
    }

    /** Every limit that is broken, in words. A result that is not valid keeps none that was given. */
    List<String> broken(Runs runs) {
        List<Limit> limits = given();
        List<String> broken = new ArrayList<>();
        for (Limit limit : limits) {
            String words = limit.broken(runs);
            if (words != null) {
                broken.add(words);
            }
        }
        if (!limits.isEmpty() && !runs.isValid()) {
            broken.add("the result is not valid: " + String.join("; ", runs.invalid()));
        }
        return broken;
    }

    /** Whether there is any. */
    boolean isGiven() {
        return !given().isEmpty();
    }

    private List<Limit> given() {
        List<Limit> limits = new ArrayList<>();
        for (Offer offer : OFFERS) {
            Double most = command.findOption(offer.option).getValue();
            if (most != null) {
                limits.add(new Limit(offer.option, most, offer.value));
            }
        }
        return limits;
    }

    private static ToDoubleFunction<FleetReport> left(MemoryUse use, double unit) {
        return report -> {
            BridgeMemory memory = report.memory();
            return memory == null ? Double.NaN : memory.left(use) / unit;
        };
    }
}
