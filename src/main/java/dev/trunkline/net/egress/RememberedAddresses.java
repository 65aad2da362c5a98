package dev.trunkline.net.egress;

import dev.trunkline.bounded.BoundedMap;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A name service whose last answers stand in for ten minutes when it fails: it may be out for a moment, and hosts seldom move. The JDK
 * forgets a good answer after half a minute, and remembers for ten seconds that there was a failure, not which: that is remembered
 * here. Thread-safe; may block.
 */
final class RememberedAddresses implements NameLookup {

    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long REASON_KEPT_NANOS = TimeUnit.SECONDS.toNanos(11); // a little longer than by the JDK
    private static final int MOST_NAMES = 1_000;

    private final NameLookup names;
    private final LongSupplier nowNanos;
    private final Map<String, Answer> answers = new BoundedMap<>(MOST_NAMES); // the oldest first
    private final Map<String, Reason> reasons = new BoundedMap<>(MOST_NAMES); // likewise

    @SuppressWarnings("ArrayRecordComponent") // never compared, and never written to
    private record Answer(InetAddress[] addresses, long atNanos) {}

    private record Reason(String message, long atNanos) {}

    RememberedAddresses(NameLookup names, LongSupplier nowNanos) {
        this.names = names;
        this.nowNanos = nowNanos;
    }

    @Override
    public InetAddress[] addresses(String host) throws UnknownHostException {
        try {
            return remember(host, names.addresses(host));
        } catch (UnknownHostException failure) {
            InetAddress[] last = last(host);
            if (last == null) {
                throw withReason(host, failure);
            }
            return last;
        }
    }

    private synchronized InetAddress[] remember(String host, InetAddress[] addresses) {
        reasons.remove(host);
        answers.remove(host); // so that it goes to the end
        answers.put(host, new Answer(addresses, nowNanos.getAsLong()));
        return addresses;
    }

    /** The bare name is all that the JDK says of a failure that it remembers. */
    private synchronized UnknownHostException withReason(String host, UnknownHostException failure) {
        String message = failure.getMessage();
        if (message != null && !message.equals(host)) {
            reasons.remove(host); // so that it goes to the end
            reasons.put(host, new Reason(message, nowNanos.getAsLong()));
            return failure;
        }
        Reason reason = reasons.get(host);
        return reason == null || nowNanos.getAsLong() - reason.atNanos() >= REASON_KEPT_NANOS
                ? failure
                : new UnknownHostException(reason.message());
    }

    /** What it answered last, not too long ago; null for nothing. Asks nobody, and does not block. */
    synchronized InetAddress @Nullable [] last(String host) {
        Answer answer = answers.get(host);
        return answer == null || nowNanos.getAsLong() - answer.atNanos() >= KEPT_NANOS ? null : answer.addresses();
    }
}
