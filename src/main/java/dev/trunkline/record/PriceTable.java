package dev.trunkline.record;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What calls cost, as the operator has agreed with the carrier and the far ends. A carrier counts minutes that have begun, a far end
 * seconds. Immutable.
 *
 * @param currency of all of it, such as USD
 * @param perCall for each call, of the carrier
 * @param carrierPerMinute of the carrier
 * @param farEndPerMinute of every far end but the embedded one
 * @param embeddedPerMinute of that one: its models may cost something
 * @param embedded the names of that one
 */
public record PriceTable(
        String currency,
        double perCall,
        double carrierPerMinute,
        double farEndPerMinute,
        double embeddedPerMinute,
        Set<String> embedded) {

    public PriceTable {
        embedded = Set.copyOf(embedded);
    }

    /** Nobody has said what anything costs. */
    public static final PriceTable NONE = new PriceTable("USD", 0, 0, 0, 0, Set.of());

    private static final double MILLIS_PER_MINUTE = 60_000;
    private static final double STEPS = 10_000; // of a unit of the currency

    boolean isEmpty() {
        return perCall == 0 && carrierPerMinute == 0 && farEndPerMinute == 0 && embeddedPerMinute == 0;
    }

    boolean isEmbedded(String farEnd) {
        return embedded.contains(farEnd);
    }

    /**
     * What a call costs that used so much; null when nothing is known of prices.
     *
     * @param embeddedMillis how much of the far ends' time is the embedded one's
     */
    CallRecord.@Nullable Cost of(CallRecord.Usage usage, long embeddedMillis) {
        if (isEmpty()) {
            return null;
        }
        double carrier = perCall + Math.ceil(usage.carrierMillis() / MILLIS_PER_MINUTE) * carrierPerMinute;
        double ai = (usage.farEndMillis() - embeddedMillis) / MILLIS_PER_MINUTE * farEndPerMinute
                + embeddedMillis / MILLIS_PER_MINUTE * embeddedPerMinute;
        return new CallRecord.Cost(currency, rounded(carrier + ai), rounded(carrier), rounded(ai));
    }

    static double rounded(double amount) {
        return Math.round(amount * STEPS) / STEPS;
    }
}
