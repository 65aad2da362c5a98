package dev.trunkline.phone.twilio;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A clock that goes when it is told to. */
final class HeldClock implements LongSupplier {

    private long nowNanos = Long.MAX_VALUE - 5; // monotonic clocks may wrap

    void pass(long seconds) {
        nowNanos += TimeUnit.SECONDS.toNanos(seconds);
    }

    @Override
    public long getAsLong() {
        return nowNanos;
    }
}
