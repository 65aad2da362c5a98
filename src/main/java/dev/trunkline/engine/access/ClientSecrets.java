package dev.trunkline.engine.access;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys that live for minutes and open Realtime sessions, and nothing else, so that a page or a phone need not know an API key. Each
 * carries the session that its maker wants. Remembered in this process alone: no other node knows them, for a handshake is
 * answered at once and cannot wait until another is asked. Thread-safe.
 */
public final class ClientSecrets {

    /** What every secret begins with. */
    public static final String PREFIX = "ek_";

    static final int MAX_SECRETS = 10_000;
    private static final long MAX_CHARS = 16L * 1024 * 1024; // of all sessions together
    private static final int SECRET_BYTES = 16;

    private final InstantSource wallClock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, ClientSecret> byDigest = new HashMap<>();
    private long chars;

    /** @param wallClock of their expiry */
    public ClientSecrets(InstantSource wallClock) {
        this.wallClock = wallClock;
    }

    /**
     * A secret. Immutable.
     *
     * @param value what is shown
     * @param expires from when on it opens nothing
     * @param sessionJson what its sessions begin with, as {@code session.update} would say it
     */
    public record ClientSecret(String value, Instant expires, String sessionJson) {
        @Override
        public String toString() {
            return "ClientSecret[expires=" + expires + "]";
        }
    }

    /** A new one; null when there is no room for more. */
    public synchronized @Nullable ClientSecret issue(int lifeSeconds, String sessionJson) {
        Instant now = wallClock.instant();
        if (!hasRoom(sessionJson)) {
            byDigest.values().removeIf(secret -> isOver(secret, now));
        }
        if (!hasRoom(sessionJson)) {
            return null;
        }
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        ClientSecret secret =
                new ClientSecret(PREFIX + HexFormat.of().formatHex(bytes), now.plusSeconds(lifeSeconds), sessionJson);
        byDigest.put(digest(secret.value), secret);
        chars += sessionJson.length();
        return secret;
    }

    /** The secret that was shown; null when it is none, or is none any more. Good as often as wanted until it expires. */
    public synchronized @Nullable ClientSecret find(String value) {
        ClientSecret secret = byDigest.get(digest(value));
        return secret == null || !wallClock.instant().isBefore(secret.expires) ? null : secret;
    }

    private boolean hasRoom(String sessionJson) {
        return byDigest.size() < MAX_SECRETS && chars + sessionJson.length() <= MAX_CHARS;
    }

    private boolean isOver(ClientSecret secret, Instant now) {
        boolean over = !now.isBefore(secret.expires);
        chars -= over ? secret.sessionJson.length() : 0;
        return over;
    }

    /** How long a look-up takes says nothing about the secrets themselves. */
    private static String digest(String value) {
        return HexFormat.of().formatHex(ApiKeys.digest(value));
    }
}
