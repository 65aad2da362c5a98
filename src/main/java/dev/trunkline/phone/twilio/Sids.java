package dev.trunkline.phone.twilio;

/**
 * Twilio's names of things: two letters and 32 hexadecimal digits (CA..., MZ...). Taken leniently, since a peer or a test may
 * name otherwise, but never with a character that could mean something in a URL, a log line or JSON. Immutable.
 */
final class Sids {

    private static final int MAX_CHARS = 64;

    private Sids() {}

    static boolean isSid(String text) {
        if (text.isEmpty() || text.length() > MAX_CHARS) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
            if (!plain) {
                return false;
            }
        }
        return true;
    }
}
