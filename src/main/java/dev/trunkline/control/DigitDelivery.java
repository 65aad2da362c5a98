package dev.trunkline.control;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where masked keys go, because nobody else is to know them. Thread-safe. */
@FunctionalInterface
public interface DigitDelivery {

    /**
     * Keys of one caller.
     *
     * @param purpose what they are, in the model's words
     */
    record Digits(String callSid, String route, String purpose, String digits) {

        @Override
        public String toString() {
            return "Digits[" + callSid + ", " + purpose + ", " + digits.length() + "]"; // never themselves
        }
    }

    /**
     * Delivers them; returns at once.
     *
     * @return what the receiver calls them, for the model, or null when it has no name for them; fails when they were not taken
     */
    CompletableFuture<@Nullable String> deliver(Digits digits);
}
