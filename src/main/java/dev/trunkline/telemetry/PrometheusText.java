package dev.trunkline.telemetry;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Writes a registry in Prometheus' text format 0.0.4: counters, gauges, and histograms with buckets in seconds. */
final class PrometheusText {

    /** Upper bounds of the buckets, in ns: around what is promised (0.5 ms, 5 ms) and what people notice (0.2 s to 3 s). */
    private static final long[] BUCKET_NANOS = {
        100_000,
        250_000,
        500_000,
        1_000_000,
        2_500_000,
        5_000_000,
        10_000_000,
        25_000_000,
        50_000_000,
        100_000_000,
        250_000_000,
        500_000_000,
        1_000_000_000,
        2_000_000_000,
        3_000_000_000L,
        5_000_000_000L,
        10_000_000_000L
    };

    private final MetricRegistry registry;
    private final Map<MetricName, HdrReservoir> reservoirs;
    private final StringBuilder text = new StringBuilder(8_192);

    PrometheusText(MetricRegistry registry, Map<MetricName, HdrReservoir> reservoirs) {
        this.registry = registry;
        this.reservoirs = reservoirs;
    }

    /** {@code name{label="value"}} with the values escaped. */
    static String series(MetricName name, List<String> values) {
        if (values.isEmpty()) {
            return name.prometheus();
        }
        StringBuilder series = new StringBuilder(name.prometheus()).append('{');
        for (int i = 0; i < values.size(); i++) {
            series.append(i == 0 ? "" : ",").append(name.labels().get(i)).append("=\"");
            series.append(
                    values.get(i).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
            series.append('"');
        }
        return series.append('}').toString();
    }

    /** @param only the names that are wanted; empty: all */
    String write(Set<String> only) {
        SortedMap<String, Counter> counters = registry.getCounters();
        @SuppressWarnings("rawtypes") // Dropwizard's own signature
        SortedMap<String, Gauge> gauges = registry.getGauges();
        for (MetricName name : MetricName.values()) {
            if (!only.isEmpty() && !only.contains(name.prometheus())) {
                continue;
            }
            text.append("# HELP ")
                    .append(name.prometheus())
                    .append(' ')
                    .append(name.meaning())
                    .append('\n');
            text.append("# TYPE ")
                    .append(name.prometheus())
                    .append(' ')
                    .append(name.kind().prometheus())
                    .append('\n');
            switch (name.kind()) {
                case COUNTER -> {
                    counters.forEach((series, counter) -> {
                        if (isOf(series, name)) {
                            line(series, Long.toString(counter.getCount()));
                        }
                    });
                    gauges.forEach((series, gauge) -> gauge(name, series, gauge));
                }
                case GAUGE -> gauges.forEach((series, gauge) -> gauge(name, series, gauge));
                case HISTOGRAM -> histogram(name);
            }
        }
        return text.toString();
    }

    private static boolean isOf(String series, MetricName name) {
        return series.equals(name.prometheus()) || series.startsWith(name.prometheus() + "{");
    }

    private void gauge(MetricName name, String series, Gauge<?> gauge) {
        if (isOf(series, name)) {
            line(series, String.valueOf(gauge.getValue()));
        }
    }

    private void histogram(MetricName name) {
        HdrReservoir reservoir = reservoirs.get(name);
        if (reservoir == null) {
            return;
        }
        long total = reservoir.count();
        for (long bound : BUCKET_NANOS) {
            // Others record meanwhile: a bucket may not exceed the total.
            long count = Math.min(total, reservoir.countUpTo(bound));
            line(name.prometheus() + "_bucket{le=\"" + seconds(bound) + "\"}", Long.toString(count));
        }
        line(name.prometheus() + "_bucket{le=\"+Inf\"}", Long.toString(total));
        line(name.prometheus() + "_sum", seconds(reservoir.sumNanos()));
        line(name.prometheus() + "_count", Long.toString(total));
    }

    private static String seconds(long nanos) {
        String fixed = String.format(Locale.ROOT, "%.9f", nanos / 1e9);
        return fixed.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    private void line(String series, String value) {
        text.append(series).append(' ').append(value).append('\n');
    }
}
