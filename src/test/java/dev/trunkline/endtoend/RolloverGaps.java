package dev.trunkline.endtoend;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * For how long nobody heard callers when one chat went on in the place of another, by the bridge's metrics. Immutable.
 *
 * @param cumulative how many gaps were at most so many seconds
 */
record RolloverGaps(Map<Double, Long> cumulative) {

    private static final String BUCKET = "trunkline_evi_rollover_gap_seconds_bucket";

    static RolloverGaps of(String metrics) {
        Map<Double, Long> cumulative = new TreeMap<>();
        List<String> buckets =
                metrics.lines().filter(line -> line.startsWith(BUCKET)).toList();
        for (String line : buckets) {
            String bound = line.replaceAll(".*le=\"([^\"]*)\".*", "$1").replace("+Inf", "Infinity");
            cumulative.put(Double.parseDouble(bound), Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)));
        }
        return new RolloverGaps(cumulative);
    }

    long count() {
        return cumulative.getOrDefault(Double.POSITIVE_INFINITY, 0L);
    }

    /** The least bound of the histogram, in seconds, that this share of the gaps is within; 1 for all. */
    double within(double share) {
        return cumulative.entrySet().stream()
                .filter(bucket -> bucket.getValue() >= share * count())
                .findFirst()
                .map(Map.Entry::getKey)
                .orElse(Double.POSITIVE_INFINITY);
    }
}
