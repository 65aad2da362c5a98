package dev.trunkline.phone.twilio;

import dev.trunkline.net.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Our own signature on the URLs that come back to us: which call, and how many streams it has had, so that neither can be made
 * up and no call goes round for ever. Thread-safe.
 */
final class SignedLinks {

    private static final int SIGNATURE_BYTES = 16; // 128 of SHA-256's bits

    private final Hmac hmac;

    SignedLinks(byte[] key) {
        this.hmac = new Hmac("HmacSHA256", key);
    }

    /**
     * What a link says.
     *
     * @param callSid the caller's call
     * @param attempt how many streams it has had, from 1
     */
    record Link(String callSid, int attempt) {}

    /** The path with its query. */
    String pathAndQuery(String path, Link link) {
        return path + "?call=" + link.callSid() + "&attempt=" + link.attempt() + "&sig=" + signature(path, link);
    }

    /** What the request's own link says, or null if we have not signed it. */
    @Nullable
    Link read(HttpRequest request) {
        String callSid = request.queryValue("call");
        String attempt = request.queryValue("attempt");
        String signature = request.queryValue("sig");
        if (callSid == null || attempt == null || signature == null || !attempt.matches("[1-9][0-9]{0,3}")) {
            return null;
        }
        Link link = new Link(callSid, Integer.parseInt(attempt));
        byte[] expected = signature(request.path(), link).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8)) ? link : null;
    }

    private String signature(String path, Link link) {
        byte[] whole = hmac.of("trunkline link\n" + path + "\n" + link.callSid() + "\n" + link.attempt());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, SIGNATURE_BYTES));
    }
}
