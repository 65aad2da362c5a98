package dev.trunkline.phone.twilio;

import dev.trunkline.net.http.HttpRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Our own signature on the URLs that come back to us: which call, and how many streams it has had, so that neither can be made
 * up and no call goes round for ever. Thread-safe.
 */
final class SignedLinks {

    private static final int SIGNATURE_BYTES = 16; // 128 of SHA-256's bits

    /** A stream that lasted so long is none of a circle. */
    private static final long STEADY_MILLIS = 60_000;

    private final List<Hmac> hmacs;
    private final InstantSource clock;

    /**
     * @param keys the first signs, all are accepted
     * @param clock the wall's, which all nodes have
     */
    SignedLinks(List<byte[]> keys, InstantSource clock) {
        this.clock = clock;
        this.hmacs = keys.stream().map(key -> new Hmac("HmacSHA256", key)).toList();
    }

    /**
     * What a link says.
     *
     * @param callSid the caller's call
     * @param attempt how many streams it has had
     * @param number tells the links of one call apart, so that asking one twice is no new question: the lower bits of the
     *     millisecond in which it was made
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
        int number = (int) (clock.millis() & Integer.MAX_VALUE);
        String group = chatGroupId == null || chatGroupId.isEmpty()
                ? ""
                : "&group=" + URLEncoder.encode(chatGroupId, StandardCharsets.UTF_8);
        Link link = new Link(callSid, attempt, number, group.isEmpty() ? null : chatGroupId);
        return path + "?call=" + callSid + "&attempt=" + attempt + "&n=" + number + group + "&sig="
                + signature(hmacs.get(0), path, link);
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
        byte[] claimed = signature.getBytes(StandardCharsets.UTF_8);
        for (Hmac each : hmacs) {
            byte[] expected = signature(each, request.path(), link).getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(expected, claimed)) {
                return link;
            }
        }
        return null;
    }

    /** The same, or null if it is the link of another call. */
    @Nullable
    Link read(HttpRequest request, String callSid) {
        Link link = read(request);
        return link == null || !link.callSid().equals(callSid) ? null : link;
    }

    /**
     * How many streams count of those that a link tells, which was handed out with the last of them and comes back at its end: none when
     * that one has lasted a minute.
     */
    int streams(Link link) {
        long ageMillis = (clock.millis() - link.number()) & Integer.MAX_VALUE;
        boolean isSteady = ageMillis >= STEADY_MILLIS
                && ageMillis
                        <= Integer.MAX_VALUE / 2; // more than that: it was made in the future of this machine's clock
        return isSteady ? 0 : link.attempt();
    }

    private static @Nullable Integer number(@Nullable String digits) {
        try {
            return digits == null ? null : Integer.valueOf(digits);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String signature(Hmac hmac, String path, Link link) {
        String group = link.chatGroupId() == null ? "" : "\n" + link.chatGroupId();
        byte[] whole = hmac.of("trunkline link\n" + path + "\n" + link.callSid() + "\n" + link.attempt() + "\n"
                + link.number() + group);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, SIGNATURE_BYTES));
    }
}
