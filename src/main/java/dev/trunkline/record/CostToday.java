package dev.trunkline.record;

import dev.trunkline.bounded.BoundedMap;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the calls of this process cost that have ended since midnight (UTC). Thread-safe; never blocks. */
public final class CostToday {

    private static final int REMEMBERED = 5_000; // calls whose record may come again, longer

    private final boolean isKnown;
    private final InstantSource clock;
    private final Map<String, Double> counted = new BoundedMap<>(REMEMBERED);
    private LocalDate day;
    private double sum;

    /** Nothing has ended yet. */
    public CostToday(PriceTable prices, InstantSource clock) {
        this.isKnown = !prices.isEmpty();
        this.clock = clock;
        this.day = today();
    }

    /** A call has ended; if it was told before, what it cost then is taken back. */
    public synchronized void ended(CallRecord record) {
        CallRecord.Cost cost = record.cost();
        if (cost == null) {
            return;
        }
        turnDay();
        String call = record.callSid() + " " + record.startedAt();
        Double before = counted.remove(call);
        counted.put(call, cost.total());
        sum += cost.total() - (before == null ? 0 : before);
    }

    /** In the currency of the price table; null when there is none. */
    public synchronized @Nullable Double amount() {
        turnDay();
        return isKnown ? PriceTable.rounded(sum) : null;
    }

    private void turnDay() {
        LocalDate now = today();
        if (!now.equals(day)) {
            day = now;
            sum = 0;
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
