package dev.trunkline.phone.twilio;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Sids of calls that Twilio knows nothing of: they look like Twilio's, and half of one is a keyed hash of the other half, so that each node
 * with the key knows them again and nobody else's call is taken for one. Thread-safe.
 */
final class SoftphoneSids {

    private static final int HALF_DIGITS = 16; // 64 bits to guess, and a gate before them
    private static final Pattern FORM = Pattern.compile("CA[0-9a-f]{32}");

    private final SecureRandom random = new SecureRandom();
    private final List<Hmac> hmacs;

    /** @param keys which all nodes share: new ones are made with the first, those of all are known again */
    SoftphoneSids(List<byte[]> keys) {
        this.hmacs = keys.stream().map(key -> new Hmac("HmacSHA256", key)).toList();
    }

    String newCall() {
        String half = digits(HALF_DIGITS);
        return "CA" + half + seal(hmacs.get(0), half);
    }

    String newStream() {
        return "MZ" + digits(2 * HALF_DIGITS);
    }

    boolean isOurs(String callSid) {
        if (!FORM.matcher(callSid).matches()) {
            return false;
        }
        String half = callSid.substring(2, 2 + HALF_DIGITS);
        return hmacs.stream().anyMatch(each -> callSid.endsWith(seal(each, half)));
    }

    private static String seal(Hmac hmac, String half) {
        return HexFormat.of().formatHex(hmac.of("softphone " + half)).substring(0, HALF_DIGITS);
    }

    private String digits(int count) {
        byte[] bytes = new byte[count / 2];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
