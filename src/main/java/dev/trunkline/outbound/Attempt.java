package dev.trunkline.outbound;

import org.jspecify.annotations.Nullable;

/**
 * Which call of an order the carrier speaks of: what it says of an earlier one must not be taken for the present one. Immutable.
 *
 * @param number counts from 1
 */
record Attempt(String orderId, int number) {

    /** How the carrier is told to call the last attempt of an order. */
    static String name(OrderEntry entry) {
        return entry.order().id() + "-" + entry.attempts();
    }

    /** What such a name says, or null. */
    static @Nullable Attempt of(String name) {
        int dash = name.lastIndexOf('-');
        String number = name.substring(dash + 1);
        return dash > 0 && number.matches("[0-9]{1,4}")
                ? new Attempt(name.substring(0, dash), Integer.parseInt(number))
                : null;
    }
}
