package dev.trunkline.net.reach;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A name service whose last answers stand in for ten minutes when it fails: it may be out for a moment, and hosts seldom move. The JDK
 * forgets a good answer after half a minute, and remembers a failure for ten seconds. Thread-safe; may block.
 */
final class RememberedAddresses implements NameLookup {

    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int MOST_NAMES = 1_000;

    private final NameLookup names;
    private final LongSupplier nowNanos;
    private final Map<String, Answer> answers = new LinkedHashMap<>(); // the oldest first

    @SuppressWarnings("ArrayRecordComponent") // never compared, and never written to
    private record Answer(InetAddress[] addresses, long atNanos) {}

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
                throw failure;
            }
            return last;
        }
    }

    private synchronized InetAddress[] remember(String host, InetAddress[] addresses) {
        answers.remove(host); // it is the newest now
        answers.put(host, new Answer(addresses, nowNanos.getAsLong()));
        if (answers.size() > MOST_NAMES) {
            answers.remove(answers.keySet().iterator().next());
        }
        return addresses;
    }

    /** What it answered last, not too long ago; null for nothing. Asks nobody, and does not block. */
    synchronized InetAddress @Nullable [] last(String host) {
        Answer answer = answers.get(host);
        return answer == null || nowNanos.getAsLong() - answer.atNanos() >= KEPT_NANOS ? null : answer.addresses();
    }
}
