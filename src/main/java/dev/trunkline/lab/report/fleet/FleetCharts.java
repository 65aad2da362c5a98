package dev.trunkline.lab.report.fleet;

import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.measure.Measure;
import dev.trunkline.lab.fleet.measure.Second;
import dev.trunkline.lab.fleet.measure.Spread;
import dev.trunkline.lab.fleet.verdict.FleetReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The pictures of a fleet's page. */
final class FleetCharts {

    private static final double MEBIBYTE = 1024.0 * 1024;
    private static final double LAST_DECADE = 5; // 99.999 %
    private static final String[] COLOURS = {"one", "two", "three", "four"};

    private final FleetReport report;
    private final double warmMillis;

    FleetCharts(FleetReport report) {
        this.report = report;
        this.warmMillis = report.seconds().stream()
                .filter(Second::measured)
                .mapToLong(second -> second.atMillis() - second.spanMillis())
                .findFirst()
                .orElse(0);
    }

    List<Chart> all() {
        List<Chart> charts = new ArrayList<>();
        charts.add(overTime(
                "Calls",
                line(0, "up", Second::callsUp),
                line(1, "failed so far", second -> second.count(Count.CALLS_FAILED)),
                line(2, "turned away so far", second -> second.count(Count.CALLS_REFUSED))));
        charts.add(overTime(
                "Between two frames of the agent's speech, ms",
                line(0, "half of them within", second -> known(second.spread(Measure.GAP), Spread::p50Millis)),
                line(1, "99 % within", second -> known(second.spread(Measure.GAP), Spread::p99Millis)),
                line(2, "longest", second -> known(second.spread(Measure.GAP), Spread::maxMillis))));
        if (report.spread(Measure.UPLINK).count() > 0) {
            charts.add(overTime(
                    "Time through the bridge, 99 % within, ms",
                    line(0, "caller to AI", second -> known(second.spread(Measure.UPLINK), Spread::p99Millis)),
                    line(1, "AI to caller", second -> known(second.spread(Measure.DOWNLINK), Spread::p99Millis)),
                    line(2, "interruption", second -> known(second.spread(Measure.BARGE_IN), Spread::p99Millis))));
        }
        addDistribution(charts);
        if (report.bridge() != null) {
            charts.add(overTime(
                    "CPU, % of one core",
                    line(0, "bridge", second -> use(second, Second.BridgeUse::cpuPercent)),
                    line(3, "this generator", second -> second.own().cpuPercent())));
        }
        addMemory(charts);
        return charts;
    }

    private void addMemory(List<Chart> charts) {
        List<Chart.Line> bytes = new ArrayList<>();
        if (report.bridge() != null) {
            bytes.add(line(0, "in RAM", second -> use(second, use -> use.rssBytes() / MEBIBYTE)));
        }
        boolean tells = report.seconds().stream().anyMatch(second -> second.jvm() != null);
        if (tells) {
            bytes.add(line(1, "Java heap, garbage included", second -> jvm(second, jvm -> jvm.heapBytes() / MEBIBYTE)));
            bytes.add(line(2, "socket buffers", second -> jvm(second, jvm -> jvm.directBytes() / MEBIBYTE)));
        }
        if (!bytes.isEmpty()) {
            charts.add(overTime("Memory of the bridge, MB", bytes.toArray(Chart.Line[]::new)));
        }
        if (report.bridge() != null) {
            charts.add(overTime(
                    "Files, sockets and threads of the bridge",
                    line(0, "open files and sockets", second -> use(second, Second.BridgeUse::descriptors)),
                    tells
                            ? line(1, "Java threads", second -> jvm(second, Second.JvmUse::threads))
                            : line(1, "threads", second -> use(second, Second.BridgeUse::threads))));
        }
    }

    private void addDistribution(List<Chart> charts) {
        List<Chart.Line> lines = new ArrayList<>();
        for (Measure measure : List.of(Measure.UPLINK, Measure.DOWNLINK, Measure.BARGE_IN, Measure.GAP)) {
            Spread spread = report.spread(measure);
            List<double[]> points = new ArrayList<>();
            for (Spread.Point point : spread.curve()) {
                double decades =
                        point.share() >= 1 ? LAST_DECADE : Math.min(LAST_DECADE, -Math.log10(1 - point.share()));
                points.add(new double[] {decades, point.millis()});
            }
            if (!points.isEmpty()) {
                lines.add(new Chart.Line(COLOURS[lines.size()], measure.words(), points));
            }
        }
        if (!lines.isEmpty()) {
            charts.add(new Chart("How many took at most how long, ms", Chart.Axis.PERCENTILE, lines, 0));
        }
    }

    private Chart overTime(String title, Chart.Line... lines) {
        return new Chart(title, Chart.Axis.TIME, List.of(lines), warmMillis / 1_000);
    }

    private Chart.Line line(int colour, String name, ToDoubleFunction<Second> value) {
        List<double[]> points = report.seconds().stream()
                .map(second -> new double[] {second.atMillis() / 1_000.0, value.applyAsDouble(second)})
                .toList();
        return new Chart.Line(COLOURS[colour], name, points);
    }

    private static double known(Spread spread, ToDoubleFunction<Spread> value) {
        return spread.count() == 0 ? Double.NaN : value.applyAsDouble(spread);
    }

    private static double jvm(Second second, ToDoubleFunction<Second.JvmUse> value) {
        Second.JvmUse jvm = second.jvm();
        return jvm == null ? Double.NaN : value.applyAsDouble(jvm);
    }

    private static double use(Second second, ToDoubleFunction<Second.BridgeUse> value) {
        Second.BridgeUse bridge = second.bridge();
        return bridge == null ? Double.NaN : value.applyAsDouble(bridge);
    }
}
