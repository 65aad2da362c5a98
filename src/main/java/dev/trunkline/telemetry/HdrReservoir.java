package dev.trunkline.telemetry;

import com.codahale.metrics.Reservoir;
import com.codahale.metrics.Snapshot;
import java.io.OutputStream;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * Keeps all durations since the start in an HdrHistogram (two digits, up to ten minutes): recording allocates nothing,
 * which Dropwizard's own reservoirs do at every value. Values are nanoseconds. Thread-safe.
 */
final class HdrReservoir implements Reservoir {

    private static final long HIGHEST_NANOS = 600_000_000_000L;

    private final ConcurrentHistogram histogram = new ConcurrentHistogram(1_000, HIGHEST_NANOS, 2);
    private final LongAdder sumNanos = new LongAdder();

    @Override
    public int size() {
        return (int) Math.min(Integer.MAX_VALUE, histogram.getTotalCount());
    }

    @Override
    public void update(long nanos) {
        long bounded = Math.max(0, Math.min(nanos, HIGHEST_NANOS));
        histogram.recordValue(bounded);
        sumNanos.add(bounded);
    }

    /** How many values were at most {@code nanos}. */
    long countUpTo(long nanos) {
        return histogram.getCountBetweenValues(0, nanos);
    }

    long count() {
        return histogram.getTotalCount();
    }

    long sumNanos() {
        return sumNanos.sum();
    }

    @Override
    public Snapshot getSnapshot() {
        return new HdrSnapshot(histogram.copy());
    }

    private static final class HdrSnapshot extends Snapshot {
        private final org.HdrHistogram.Histogram copy;

        HdrSnapshot(org.HdrHistogram.Histogram copy) {
            this.copy = copy;
        }

        @Override
        public double getValue(double quantile) {
            return copy.getValueAtPercentile(quantile * 100);
        }

        @Override
        public long[] getValues() {
            return new long[0];
        }

        @Override
        public int size() {
            return (int) Math.min(Integer.MAX_VALUE, copy.getTotalCount());
        }

        @Override
        public long getMax() {
            return copy.getMaxValue();
        }

        @Override
        public double getMean() {
            return copy.getMean();
        }

        @Override
        public long getMin() {
            return copy.getMinValue();
        }

        @Override
        public double getStdDev() {
            return copy.getStdDeviation();
        }

        @Override
        public void dump(OutputStream output) {
            copy.outputPercentileDistribution(
                    new java.io.PrintStream(output, true, java.nio.charset.StandardCharsets.UTF_8), 1.0);
        }
    }
}
