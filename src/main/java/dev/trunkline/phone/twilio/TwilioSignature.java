package dev.trunkline.phone.twilio;

import com.twilio.security.RequestValidator;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether Twilio signed a request ({@code X-Twilio-Signature}: HMAC-SHA1, keyed by the auth token, of the URL and the sorted
 * form). Twilio's own validator judges what it can express; repeated parameters, default ports of {@code wss} and the
 * trailing slash that the documentation says a handshake may be signed with are judged here. Thread-safe.
 */
final class TwilioSignature {

    static final String HEADER = "X-Twilio-Signature";
    private static final String BODY_HASH = "bodySHA256"; // query parameter that Twilio adds when the body is no form

    private final List<Key> keys = new ArrayList<>();

    /** @param secondaryAuthToken accepted as well, while tokens are rotated */
    TwilioSignature(String authToken, @Nullable String secondaryAuthToken) {
        keys.add(new Key(authToken));
        if (secondaryAuthToken != null) {
            keys.add(new Key(secondaryAuthToken));
        }
    }

    /**
     * Whether a webhook is Twilio's.
     *
     * @param url what Twilio was told to call, with the query exactly as it came
     * @param form every parameter of the body, none left out
     * @param body as it came
     */
    boolean isWebhook(String url, Map<String, List<String>> form, byte[] body, String signature) {
        String bodyHash = bodyHash(url);
        return bodyHash == null
                ? isSigned(url, form, signature)
                : isSigned(url, Map.of(), signature) && hasHash(body, bodyHash);
    }

    /** Whether a WebSocket handshake is Twilio's; {@code url} begins with {@code wss:} (or {@code ws:}). */
    boolean isHandshake(String url, String signature) {
        return isSigned(url, Map.of(), signature) || (!url.endsWith("/") && isSigned(url + "/", Map.of(), signature));
    }

    private boolean isSigned(String url, Map<String, List<String>> form, String signature) {
        int fragment = url.indexOf('#');
        String signedUrl = fragment < 0 ? url : url.substring(0, fragment);
        return keys.stream().anyMatch(key -> key.isOurs(signedUrl, form, signature));
    }

    private static @Nullable String bodyHash(String url) {
        try {
            List<String> values = new QueryStringDecoder(url).parameters().get(BODY_HASH);
            return values == null ? null : values.get(0);
        } catch (IllegalArgumentException e) {
            return null; // a query that does not decode; the signature is of the URL as it came
        }
    }

    private static boolean hasHash(byte[] body, String expectedHex) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            byte[] actual = HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII);
            return MessageDigest.isEqual(actual, expectedHex.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** One auth token. */
    private static final class Key {
        private final RequestValidator twilio;
        private final Hmac hmac;

        Key(String authToken) {
            this.twilio = new RequestValidator(authToken);
            this.hmac = new Hmac("HmacSHA1", authToken.getBytes(StandardCharsets.UTF_8));
        }

        boolean isOurs(String url, Map<String, List<String>> form, String signature) {
            return twilioSays(url, form, signature) || weSay(url, form, signature);
        }

        private boolean twilioSays(String url, Map<String, List<String>> form, String signature) {
            Map<String, String> single = new LinkedHashMap<>();
            for (Map.Entry<String, List<String>> parameter : form.entrySet()) {
                if (parameter.getValue().size() > 1) {
                    return false;
                }
                single.put(parameter.getKey(), parameter.getValue().get(0));
            }
            try {
                return twilio.validate(url, single, signature);
            } catch (RuntimeException e) {
                // A raw URL that java.net.URI does not take; the hash below does.
                return false;
            }
        }

        private boolean weSay(String url, Map<String, List<String>> form, String signature) {
            byte[] claimed = signature.getBytes(StandardCharsets.UTF_8);
            StringBuilder sorted = new StringBuilder();
            new TreeMap<>(form).forEach((name, values) -> {
                for (String value : new TreeSet<>(values)) {
                    sorted.append(name).append(value);
                }
            });
            boolean matches = false;
            for (String candidate : portVariants(url)) {
                byte[] expected = Base64.getEncoder().encode(hmac.of(candidate + sorted));
                matches |= MessageDigest.isEqual(expected, claimed);
            }
            return matches;
        }

        /** As it is, without its port, and with the scheme's default port: Twilio drops ports for some schemes. */
        private static Set<String> portVariants(String url) {
            Set<String> variants = new LinkedHashSet<>(List.of(url));
            if (!url.contains("://")) {
                return variants;
            }
            int hostFrom = url.indexOf("://") + 3;
            int hostTo = endOfAuthority(url, hostFrom);
            String authority = url.substring(hostFrom, hostTo);
            int colon = authority.lastIndexOf(':');
            boolean hasPort = colon > authority.lastIndexOf(']');
            String host = hasPort ? authority.substring(0, colon) : authority;
            String defaultPort = url.startsWith("https:") || url.startsWith("wss:") ? ":443" : ":80";
            String before = url.substring(0, hostFrom) + host;
            variants.add(before + url.substring(hostTo));
            if (!hasPort) {
                variants.add(before + defaultPort + url.substring(hostTo));
            }
            return variants;
        }

        private static int endOfAuthority(String url, int from) {
            int at = from;
            while (at < url.length() && "/?#".indexOf(url.charAt(at)) < 0) {
                at++;
            }
            return at;
        }
    }
}
