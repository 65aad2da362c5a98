package dev.trunkline.call;

/**
 * Blots out the numbers of payment cards in what people say: 14 to 19 digits, in groups or not, of the ranges of the large schemes, the
 * last of which is Luhn's check of the others (ISO/IEC 7812-1, annex B). The digits that follow at once, a date or a code, go with them.
 * The text stays as long as it was. Immutable; any thread.
 */
public final class CardNumbers {

    private static final char MASK = '\u2022';
    private static final String BETWEEN = " -.,/\u00a0";
    private static final int MOST_BETWEEN = 2; // characters
    private static final int MOST_DIGITS = 19;
    private static final int FIRST = 4; // digits, which tell whose card it is

    private CardNumbers() {}

    /** The same text where there is none. */
    public static String masked(String text) {
        char[] masked = null;
        int at = 0;
        while (at < text.length()) {
            if (!isDigit(text.charAt(at))) {
                at++;
                continue;
            }
            int end = end(text, at);
            if (hasCard(text, at, end)) {
                masked = masked == null ? text.toCharArray() : masked;
                for (int i = at; i < end; i++) {
                    masked[i] = isDigit(masked[i]) ? MASK : masked[i];
                }
            }
            at = end;
        }
        return masked == null ? text : new String(masked);
    }

    /** Where the digits end that begin at {@code from}, and the groups of digits that follow them. */
    private static int end(String text, int from) {
        int end = from;
        for (int at = from; at < text.length() && at - end <= MOST_BETWEEN; at++) {
            char c = text.charAt(at);
            if (isDigit(c)) {
                end = at + 1;
            } else if (BETWEEN.indexOf(c) < 0) {
                break;
            }
        }
        return end;
    }

    private static boolean hasCard(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            boolean isGroup = isDigit(text.charAt(at)) && (at == from || !isDigit(text.charAt(at - 1)));
            if (isGroup && isCard(text, at, to)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a card's number begins here and ends where a group does. */
    private static boolean isCard(String text, int from, int to) {
        int count = 0;
        int first = 0;
        int sumOfEven = 0; // if the number has an even count of digits: then the first is doubled
        int sumOfOdd = 0;
        for (int at = from; at < to && count < MOST_DIGITS; at++) {
            if (!isDigit(text.charAt(at))) {
                continue;
            }
            int digit = text.charAt(at) - '0';
            int doubled = digit < 5 ? 2 * digit : 2 * digit - 9;
            sumOfEven += count % 2 == 0 ? doubled : digit;
            sumOfOdd += count % 2 == 0 ? digit : doubled;
            first = count < FIRST ? 10 * first + digit : first;
            count++;
            boolean endsGroup = at + 1 == to || !isDigit(text.charAt(at + 1));
            if (endsGroup && isIssued(first, count) && (count % 2 == 0 ? sumOfEven : sumOfOdd) % 10 == 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether cards have such numbers. Of 13 digits are telephone numbers, and no card that is still issued; of 15 is every telephone's
     * IMEI.
     *
     * @param first the first four digits
     */
    private static boolean isIssued(int first, int digits) {
        return switch (digits) {
            case 14 -> isIn(3_000, first, 3_059) || isIn(3_600, first, 3_699) || isIn(3_800, first, 3_999);
            case 15 -> isIn(3_400, first, 3_499) || isIn(3_700, first, 3_799);
            case 16, 17, 18, 19 -> isIn(4_000, first, 6_999) || isIn(2_221, first, 2_720) || isIn(3_528, first, 3_589);
            default -> false;
        };
    }

    private static boolean isIn(int least, int value, int most) {
        return least <= value && value <= most;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
