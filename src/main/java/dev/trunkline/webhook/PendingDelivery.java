package dev.trunkline.webhook;

/**
 * One event on its way to one receiver. Immutable; holds personal data.
 *
 * @param id its idempotency key, the same at every attempt
 * @param receiver the name of a {@link WebhookReceiver}
 * @param event its name, such as call.ended
 * @param callSid the call that it tells of: events of one call arrive in their order
 * @param from who calls, and with {@code to} how it is found when all that tells of somebody is erased
 * @param to the number that was called
 * @param body JSON
 * @param createdMillis when it happened, in Unix time
 * @param sinceMillis when it was first tried, or tried anew by an operator
 * @param attempts how many of them have failed since
 * @param dueMillis not before this
 * @param problem what came of the last attempt, "" before there was one
 * @param isDead whether nobody tries any more
 */
record PendingDelivery(
        String id,
        String receiver,
        String event,
        String callSid,
        String from,
        String to,
        String body,
        long createdMillis,
        long sinceMillis,
        int attempts,
        long dueMillis,
        String problem,
        boolean isDead) {

    static final int OVERHEAD_BYTES = 400; // of its other parts, in memory and on disk

    /** One that has just happened. */
    static PendingDelivery begin(
            String id,
            String receiver,
            String event,
            String callSid,
            String from,
            String to,
            String body,
            long nowMillis) {
        return new PendingDelivery(
                id, receiver, event, callSid, from, to, body, nowMillis, nowMillis, 0, nowMillis, "", false);
    }

    /** An attempt failed, and there will be another. */
    PendingDelivery failed(String why, long nextMillis) {
        return standing(sinceMillis, attempts + 1, nextMillis, why, false);
    }

    /** Nobody tries any more, unless an operator says so. */
    PendingDelivery dead(String why) {
        return standing(sinceMillis, attempts, dueMillis, why, true);
    }

    /** An operator wants it tried again. */
    PendingDelivery anew(long nowMillis) {
        return standing(nowMillis, 0, nowMillis, problem, false);
    }

    private PendingDelivery standing(long since, int failed, long due, String why, boolean dead) {
        return new PendingDelivery(
                id, receiver, event, callSid, from, to, body, createdMillis, since, failed, due, why, dead);
    }

    /** About how much it takes of memory, and of the disk. */
    int bytes() {
        return OVERHEAD_BYTES + body.length();
    }

    /** What operators see of it. */
    DeadDelivery shown() {
        return new DeadDelivery(id, receiver, event, callSid, createdMillis, attempts, problem);
    }

    /** Without what stands in it. */
    @Override
    public String toString() {
        return "PendingDelivery[" + id + ", " + event + " to " + receiver + ", attempts=" + attempts + "]";
    }
}
