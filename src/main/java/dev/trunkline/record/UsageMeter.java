package dev.trunkline.record;

/** What of one call costs money, as it goes on. Guarded by whoever has it. */
final class UsageMeter {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private long carrierNanos; // of streams that have ended
    private long streamBeganNanos;
    private boolean streams;
    private long farEndNanos; // of connections that have ended
    private long embeddedNanos; // of them those at the embedded one
    private long connectedNanos;
    private boolean connected;
    private boolean isEmbedded;

    void streamBegan(long nanos) {
        streams = true;
        streamBeganNanos = nanos;
    }

    void streamEnded(long nanos) {
        if (streams) {
            carrierNanos += nanos - streamBeganNanos;
        }
        streams = false;
        farEndLeft(nanos);
    }

    void farEndCame(long nanos, boolean embedded) {
        farEndLeft(nanos);
        connected = true;
        isEmbedded = embedded;
        connectedNanos = nanos;
    }

    void farEndLeft(long nanos) {
        if (connected) {
            farEndNanos += nanos - connectedNanos;
            embeddedNanos += isEmbedded ? nanos - connectedNanos : 0;
        }
        connected = false;
    }

    /** How much of what the far ends were connected it was the embedded one. */
    long embeddedMillis(long nanos) {
        return (embeddedNanos + (connected && isEmbedded ? nanos - connectedNanos : 0)) / NANOS_PER_MILLI;
    }

    CallRecord.Usage at(long nanos) {
        return new CallRecord.Usage(
                (carrierNanos + (streams ? nanos - streamBeganNanos : 0)) / NANOS_PER_MILLI,
                (farEndNanos + (connected ? nanos - connectedNanos : 0)) / NANOS_PER_MILLI);
    }
}
