package dev.trunkline.engine.access;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request must show to be let in. Immutable.
 *
 * @param apiKeys who may chat; empty for this machine alone
 * @param secretKey with an API key it fetches access tokens, and it signs webhooks; null: any secret fetches tokens, and
 *     {@link #signingKey} signs
 * @param privateKey opens the engine to whoever started it, beside the keys, and signs nothing; null for none. Without it,
 *     and without API keys, the engine serves whatever runs on this machine
 * @param allowedOrigins whose pages may use it from a browser, in lower case
 */
public record Credentials(
        Set<String> apiKeys,
        @Nullable String secretKey,
        @Nullable String privateKey,
        Set<String> allowedOrigins) {

    public Credentials {
        apiKeys = Set.copyOf(apiKeys);
        allowedOrigins = Set.copyOf(allowedOrigins);
    }

    /** How many there are. */
    @Override
    public String toString() {
        return "Credentials[" + apiKeys.size() + " keys, secret=" + (secretKey != null) + "]";
    }

    /** This machine's programs may do everything, and no page. */
    public static Credentials none() {
        return ofKeys(Set.of(), null);
    }

    /** Whoever shows one of the keys, and the secret that goes with them. */
    public static Credentials ofKeys(Set<String> apiKeys, @Nullable String secretKey) {
        return new Credentials(apiKeys, secretKey, null, Set.of());
    }

    /** Only whoever started the engine. */
    public static Credentials ofOwner(String privateKey) {
        return new Credentials(Set.of(), null, privateKey, Set.of());
    }

    /** All keys that open it. */
    public Set<String> keys() {
        Set<String> all = new HashSet<>(apiKeys);
        if (privateKey != null) {
            all.add(privateKey);
        }
        return all;
    }

    /** What webhooks are signed with: the secret, or else the alphabetically first API key, or else nothing. */
    public @Nullable String signingKey() {
        return secretKey != null
                ? secretKey
                : apiKeys.stream().min(Comparator.naturalOrder()).orElse(null);
    }
}
