package dev.trunkline.telemetry;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.MetricRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of this process: a Dropwizard registry whose keys are Prometheus series ({@code name{label="value"}}), and
 * its text for {@code /metrics}. Thread-safe.
 */
public final class Metrics {

    /** The content type of {@link #prometheusText}. */
    public static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private static final int MAX_SERIES = 500; // of one metric: a label that grows is a defect, not a fact

    private final MetricRegistry registry = new MetricRegistry();
    private final Map<MetricName, Map<List<String>, Counter>> counters = new ConcurrentHashMap<>();
    private final Map<MetricName, Histogram> histograms = new ConcurrentHashMap<>();
    private final Map<MetricName, HdrReservoir> reservoirs = new ConcurrentHashMap<>();

    public Metrics() {
        for (MetricName name : MetricName.values()) {
            if (name.kind() == MetricName.Kind.HISTOGRAM) {
                HdrReservoir reservoir = new HdrReservoir();
                reservoirs.put(name, reservoir);
                histograms.put(name, registry.histogram(name.prometheus(), () -> new Histogram(reservoir)));
            } else if (name.kind() == MetricName.Kind.COUNTER && name.labels().isEmpty()) {
                counter(name);
            }
        }
    }

    /**
     * The counter of one series; made when first asked for.
     *
     * @param labelValues in the order of {@link MetricName#labels}
     */
    public Counter counter(MetricName name, String... labelValues) {
        if (labelValues.length != name.labels().size()) {
            throw new IllegalArgumentException(name + " has the labels " + name.labels());
        }
        Map<List<String>, Counter> series = counters.computeIfAbsent(name, key -> new ConcurrentHashMap<>());
        List<String> key = series.size() < MAX_SERIES
                ? List.of(labelValues)
                : name.labels().stream().map(label -> "other").toList();
        return series.computeIfAbsent(key, values -> registry.counter(PrometheusText.series(name, values)));
    }

    /** Counts one of a series. */
    public void count(MetricName name, String... labelValues) {
        counter(name, labelValues).inc();
    }

    /** Counts several of a series. */
    public void add(MetricName name, long count, String... labelValues) {
        counter(name, labelValues).inc(count);
    }

    /** One duration of a histogram, in ns. */
    public void record(MetricName name, long nanos) {
        Histogram histogram = histograms.get(name);
        if (histogram == null) {
            throw new IllegalArgumentException(name + " is no histogram");
        }
        histogram.update(nanos);
    }

    /**
     * A quantile of a histogram since the start, in ms.
     *
     * @param quantile 0 to 1
     * @return null while it is empty
     */
    public @Nullable Double quantileMillis(MetricName name, double quantile) {
        HdrReservoir reservoir = reservoirs.get(name);
        if (reservoir == null) {
            throw new IllegalArgumentException(name + " is no histogram");
        }
        return reservoir.count() == 0 ? null : reservoir.getSnapshot().getValue(quantile) / 1e6;
    }

    /** Says where the value of a gauge comes from, or of a counter that somebody else keeps. */
    public void gauge(MetricName name, Supplier<? extends Number> value, String... labelValues) {
        String series = PrometheusText.series(name, List.of(labelValues));
        Gauge<Number> gauge = value::get;
        registry.remove(series);
        registry.register(series, gauge);
    }

    /** A gauge that is always 1, for what its labels say. */
    public void fact(MetricName name, String... labelValues) {
        String series = PrometheusText.series(name, List.of(labelValues));
        Gauge<Number> one = () -> 1;
        registry.remove(series);
        registry.register(series, one);
    }

    /** The text that Prometheus scrapes, version 0.0.4. */
    public String prometheusText() {
        return prometheusText(Set.of());
    }

    /**
     * The same of a few metrics only, for whoever asks often.
     *
     * @param only their Prometheus names; unknown ones count for nothing; empty: all
     */
    public String prometheusText(Set<String> only) {
        return new PrometheusText(registry, Map.copyOf(reservoirs)).write(only);
    }
}
