package dev.trunkline.signin;

import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** People who have been sent to the provider, and are to come back: each once, and soon. Thread-safe. */
final class PendingSignIns {

    private static final int MOST = 50_000; // strangers can begin some, too: nobody is pushed out for them
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Map<String, Pending> byState = new LinkedHashMap<>(); // the oldest first
    private final LongSupplier nanoTime;

    /** @param browser what the browser has as a cookie: nobody else may come back in its place */
    record Pending(Nonce nonce, CodeVerifier verifier, String browser, long sinceNanos) {}

    PendingSignIns(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** False when there are too many already. */
    synchronized boolean add(String state, Nonce nonce, CodeVerifier verifier, String browser) {
        long nowNanos = nanoTime.getAsLong();
        Iterator<Pending> oldestFirst = byState.values().iterator();
        while (oldestFirst.hasNext() && nowNanos - oldestFirst.next().sinceNanos() > PATIENCE_NANOS) {
            oldestFirst.remove();
        }
        if (byState.size() >= MOST) {
            return false;
        }
        byState.put(state, new Pending(nonce, verifier, browser, nowNanos));
        return true;
    }

    /** Who comes back with this; null for nobody, or for whoever comes too late or again. */
    synchronized @Nullable Pending take(String state) {
        Pending pending = byState.remove(state);
        return pending == null || nanoTime.getAsLong() - pending.sinceNanos() > PATIENCE_NANOS ? null : pending;
    }
}
