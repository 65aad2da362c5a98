package dev.trunkline.engine.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys that are known. How long a comparison takes says nothing about them. Immutable. */
final class ApiKeys {

    private final Set<String> keys;

    ApiKeys(Set<String> keys) {
        this.keys = Set.copyOf(keys);
    }

    /** Whether no key is needed. */
    boolean isOpen() {
        return keys.isEmpty();
    }

    Set<String> all() {
        return keys;
    }

    boolean contains(@Nullable String given) {
        if (given == null) {
            return false;
        }
        boolean found = false;
        for (String key : keys) {
            found |= isSame(key, given);
        }
        return found;
    }

    /** Compares digests, so that not even the length of the secret shows. */
    static boolean isSame(String secret, String given) {
        return MessageDigest.isEqual(digest(secret), digest(given));
    }

    static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
