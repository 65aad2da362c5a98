package dev.trunkline.engine.archive;

import dev.trunkline.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Links to recordings that need no key, for a while: whoever asked with a key may hand them to a player. Thread-safe. */
public final class AudioLinks {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES = 32;

    private final SecretKeySpec secret;
    private final @Nullable String publicUrl;
    private final long validMillis;
    private final InstantSource wallClock;

    /**
     * Makes and checks links.
     *
     * @param secretKey what they are signed with, the same for all processes behind one address; null for one of this
     *     process alone, after whose end its links are worth nothing
     * @param publicUrl how the world reaches this server, such as {@code https://evi.example.com}; null for the way each
     *     request came
     * @param validity of a link
     */
    public AudioLinks(
            @Nullable String secretKey, @Nullable String publicUrl, Duration validity, InstantSource wallClock) {
        byte[] key = secretKey == null ? random() : secretKey.getBytes(StandardCharsets.UTF_8);
        this.secret = new SecretKeySpec(key, ALGORITHM);
        this.publicUrl = publicUrl;
        this.validMillis = validity.toMillis();
        this.wallClock = wallClock;
    }

    private static byte[] random() {
        byte[] key = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /** A URL and the time, in milliseconds since 1970, from which it is worth nothing. */
    record Link(String url, long expiresMillis) {}

    Link to(String chatId, HttpRequest request) {
        long expiresMillis = wallClock.millis() + validMillis;
        String path = "/v0/evi/chats/" + chatId + "/audio/file";
        return new Link(
                base(request) + path + "?expires=" + expiresMillis + "&signature=" + sign(chatId, expiresMillis),
                expiresMillis);
    }

    boolean isValid(String chatId, long expiresMillis, @Nullable String signature) {
        byte[] expected = sign(chatId, expiresMillis).getBytes(StandardCharsets.US_ASCII);
        return signature != null
                && MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))
                && wallClock.millis() < expiresMillis;
    }

    private String base(HttpRequest request) {
        String host = request.header("host");
        if (publicUrl != null) {
            return publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
        }
        if (host == null) {
            return "";
        }
        // What a proxy in front of us says of itself; a client that lies gets a link that is no use to it.
        boolean secure = "https".equalsIgnoreCase(request.header("x-forwarded-proto"));
        return (secure ? "https://" : "http://") + host;
    }

    private String sign(String chatId, long expiresMillis) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return HexFormat.of()
                    .formatHex(mac.doFinal(("audio." + chatId + "." + expiresMillis).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
