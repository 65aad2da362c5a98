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

    private static final int MOST = 1_000;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Map<String, Pending> byState = new LinkedHashMap<>(); // the oldest first
    private final LongSupplier nanoTime;

    /** @param browser what the browser has as a cookie: nobody else may come back in its place */
    record Pending(Nonce nonce, CodeVerifier verifier, String browser, long sinceNanos) {}

    PendingSignIns(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized void add(String state, Nonce nonce, CodeVerifier verifier, String browser) {
        Iterator<Pending> oldestFirst = byState.values().iterator();
        while (byState.size() >= MOST) {
            oldestFirst.next();
            oldestFirst.remove();
        }
        byState.put(state, new Pending(nonce, verifier, browser, nanoTime.getAsLong()));
    }

    /** Who comes back with this; null for nobody, or for whoever comes too late or again. */
    synchronized @Nullable Pending take(String state) {
        Pending pending = byState.remove(state);
        return pending == null || nanoTime.getAsLong() - pending.sinceNanos() > PATIENCE_NANOS ? null : pending;
    }
}
