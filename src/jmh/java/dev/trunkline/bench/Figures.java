package dev.trunkline.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Times, and what they come to. Thread-safe. */
public final class Figures {

    private final List<Long> nanos = new ArrayList<>();

    public synchronized void add(long tookNanos) {
        nanos.add(tookNanos);
    }

    public synchronized void forget() {
        nanos.clear();
    }

    public synchronized int count() {
        return nanos.size();
    }

    /** Median, 90th and 99th percentile in milliseconds. */
    public synchronized String row(int width) {
        Collections.sort(nanos);
        StringBuilder row = new StringBuilder();
        for (double share : new double[] {0.5, 0.9, 0.99}) {
            int index = (int) Math.ceil(share * nanos.size()) - 1;
            String text = nanos.isEmpty() ? "-" : String.format(Locale.ROOT, "%.1f ms", nanos.get(index) / 1e6);
            row.append(String.format(Locale.ROOT, "%" + width + "s ", text));
        }
        return row.toString();
    }
}
