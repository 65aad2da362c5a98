package dev.trunkline.lab.carrier.rest;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** {@code X-Twilio-Signature}, as docs "Webhooks security" describes it. Immutable. */
public final class CarrierSignature {

    /** The header that it stands in. */
    public static final String HEADER = "X-Twilio-Signature";

    private static final String ALGORITHM = "HmacSHA1";

    private CarrierSignature() {}

    /**
     * Signs a URL followed by each form parameter's name and value, sorted by name.
     *
     * @param url exactly as it is configured, see {@link #signedForm}
     */
    public static String of(String authToken, String url, Map<String, String> form) {
        StringBuilder text = new StringBuilder(url);
        new TreeMap<>(form).forEach((name, value) -> text.append(name).append(value));
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no " + ALGORITHM, e);
        }
    }

    /** A URL as Twilio signs it: no fragment, no user, and no port when it is https. */
    static String signedForm(URI url) {
        StringBuilder text = new StringBuilder(url.getScheme()).append("://").append(url.getHost());
        if (url.getPort() != -1 && !"https".equalsIgnoreCase(url.getScheme())) {
            text.append(':').append(url.getPort());
        }
        text.append(url.getRawPath());
        if (url.getRawQuery() != null) {
            text.append('?').append(url.getRawQuery());
        }
        return text.toString();
    }
}
