package dev.trunkline.webhook;

/**
 * An event that a receiver did not take, as operators see it. Immutable.
 *
 * @param id its idempotency key, and by which it is tried again
 * @param receiver the name of the receiver
 * @param createdMillis when it happened, in Unix time
 * @param attempts how many failed
 * @param problem what came of the last one
 */
public record DeadDelivery(
        String id, String receiver, String event, String callSid, long createdMillis, int attempts, String problem) {}
