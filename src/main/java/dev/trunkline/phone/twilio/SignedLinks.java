package dev.trunkline.phone.twilio;

import dev.trunkline.net.http.HttpRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
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
     * @param attempt how many streams it has had
     * @param number tells the links of one call apart, so that asking one twice is no new question
     * @param chatGroupId the conversation to go on with, for a node that knows nothing of the call; or null
     */
    record Link(
            String callSid,
            int attempt,
            int number,
            @Nullable String chatGroupId) {}

    /** A new link: the path with its query. */
    String pathAndQuery(String path, String callSid, int attempt) {
        return pathAndQuery(path, callSid, attempt, null);
    }

    /** The same for a call that goes on with a conversation wherever it is asked for. */
    String pathAndQuery(String path, String callSid, int attempt, @Nullable String chatGroupId) {
        int number = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
        String group = chatGroupId == null || chatGroupId.isEmpty()
                ? ""
                : "&group=" + URLEncoder.encode(chatGroupId, StandardCharsets.UTF_8);
        Link link = new Link(callSid, attempt, number, group.isEmpty() ? null : chatGroupId);
        return path + "?call=" + callSid + "&attempt=" + attempt + "&n=" + number + group + "&sig="
                + signature(path, link);
    }

    /** What the request's own link says, or null if we have not signed it. */
    @Nullable
    Link read(HttpRequest request) {
        String callSid = request.queryValue("call");
        String signature = request.queryValue("sig");
        Integer attempt = number(request.queryValue("attempt"));
        Integer number = number(request.queryValue("n"));
        if (callSid == null || signature == null || attempt == null || number == null) {
            return null;
        }
        Link link = new Link(callSid, attempt, number, request.queryValue("group"));
        byte[] expected = signature(request.path(), link).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8)) ? link : null;
    }

    private static @Nullable Integer number(@Nullable String digits) {
        try {
            return digits == null ? null : Integer.valueOf(digits);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private String signature(String path, Link link) {
        String group = link.chatGroupId() == null ? "" : "\n" + link.chatGroupId();
        byte[] whole = hmac.of("trunkline link\n" + path + "\n" + link.callSid() + "\n" + link.attempt() + "\n"
                + link.number() + group);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, SIGNATURE_BYTES));
    }
}
