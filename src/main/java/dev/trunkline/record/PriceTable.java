package dev.trunkline.record;

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
 */
public record PriceTable(
        String currency, double perCall, double carrierPerMinute, double farEndPerMinute, double embeddedPerMinute) {

    /** Nobody has said what anything costs. */
    public static final PriceTable NONE = new PriceTable("USD", 0, 0, 0, 0);

    private static final String EMBEDDED = "embedded";
    private static final double MILLIS_PER_MINUTE = 60_000;
    private static final double STEPS = 10_000; // of a unit of the currency

    boolean isEmpty() {
        return perCall == 0 && carrierPerMinute == 0 && farEndPerMinute == 0 && embeddedPerMinute == 0;
    }

    /** What a call costs that used so much; null when nothing is known of prices. */
    CallRecord.@Nullable Cost of(CallRecord.Usage usage, String farEnd) {
        if (isEmpty()) {
            return null;
        }
        double carrier = perCall + Math.ceil(usage.carrierMillis() / MILLIS_PER_MINUTE) * carrierPerMinute;
        double perMinute = farEnd.equals(EMBEDDED) ? embeddedPerMinute : farEndPerMinute;
        double ai = usage.farEndMillis() / MILLIS_PER_MINUTE * perMinute;
        return new CallRecord.Cost(currency, rounded(carrier + ai), rounded(carrier), rounded(ai));
    }

    static double rounded(double amount) {
        return Math.round(amount * STEPS) / STEPS;
    }
}
