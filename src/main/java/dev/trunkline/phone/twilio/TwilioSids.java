package dev.trunkline.phone.twilio;

import java.util.regex.Pattern;

/**
 * Twilio's names of things: two letters and 32 hexadecimal digits (CA..., MZ...). Taken leniently, since a peer or a test may
 * name otherwise, but never with a character that could mean something in a URL, a log line or JSON. Immutable.
 */
final class TwilioSids {

    private static final Pattern SID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private TwilioSids() {}

    static boolean isSid(String text) {
        return SID.matcher(text).matches();
    }
}
