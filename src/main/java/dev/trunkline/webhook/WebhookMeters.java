package dev.trunkline.webhook;

/** Counts what becomes of deliveries. Thread-safe. */
@FunctionalInterface
public interface WebhookMeters {

    /**
     * Something became of one.
     *
     * @param receiver its name
     * @param outcome delivered, failed (and to be tried again), dead (given up) or lost (for want of room): a metric label
     */
    void delivery(String receiver, String outcome);
}
