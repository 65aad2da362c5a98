package dev.trunkline.net.outgoing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature of what is posted to receivers: HMAC-SHA256 over body, dot and timestamp, in hexadecimal, as EVI signs its webhooks. Immutable. */
public final class WebhookSignature {

    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;

    /** @throws IllegalArgumentException when the key is empty */
    public WebhookSignature(String key) {
        this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), HMAC);
    }

    /**
     * Signs a body.
     *
     * @param timestamp Unix seconds, as they stand in the header
     */
    public String of(byte[] body, String timestamp) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update(body);
            mac.update((byte) '.');
            return HexFormat.of().formatHex(mac.doFinal(timestamp.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HMAC-SHA256", e);
        }
    }
}
