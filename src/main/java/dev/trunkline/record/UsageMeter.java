package dev.trunkline.record;

/** What of one call costs money, as it goes on. Guarded by whoever has it. */
final class UsageMeter {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private long carrierNanos; // of streams that have ended
    private long streamBeganNanos;
    private boolean streams;
    private long farEndNanos; // of connections that have ended
    private long connectedNanos;
    private boolean connected;

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

    void farEndCame(long nanos) {
        farEndLeft(nanos);
        connected = true;
        connectedNanos = nanos;
    }

    void farEndLeft(long nanos) {
        if (connected) {
            farEndNanos += nanos - connectedNanos;
        }
        connected = false;
    }

    CallRecord.Usage at(long nanos) {
        return new CallRecord.Usage(
                (carrierNanos + (streams ? nanos - streamBeganNanos : 0)) / NANOS_PER_MILLI,
                (farEndNanos + (connected ? nanos - connectedNanos : 0)) / NANOS_PER_MILLI);
    }
}
