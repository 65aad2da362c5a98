package dev.trunkline.lab.fleet.verdict;

import dev.trunkline.lab.history.Continuity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What struck a fleet, and what its callers noticed of it. Immutable.
 *
 * @param struck how often which fault did
 * @param heapMegabytesPerHour by how much the bridge's heap without garbage grew; NaN when nobody looked often enough
 * @param heapMegabytes what it held, every two minutes once it was warm
 */
public record FaultReport(
        Continuity continuity, Map<String, Long> struck, double heapMegabytesPerHour, List<Double> heapMegabytes) {

    public FaultReport {
        struck = Map.copyOf(struck);
        heapMegabytes = List.copyOf(heapMegabytes);
    }

    /** The faults by name, for people: "reset 61, stall 4". */
    public String words() {
        StringBuilder words = new StringBuilder();
        new TreeMap<>(struck)
                .forEach((fault, times) -> words.append(words.length() == 0 ? "" : ", ")
                        .append(fault)
                        .append(' ')
                        .append(times));
        return words.length() == 0 ? "none" : words.toString();
    }
}
