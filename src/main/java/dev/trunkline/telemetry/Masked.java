package dev.trunkline.telemetry;

/** Personal data as it may stand in a log. */
final class Masked {

    private static final int SHOWN_AT_START = 3;
    private static final int SHOWN_AT_END = 2;

    private Masked() {}

    /** A phone number with its middle hidden: {@code +14******00}. */
    static String number(String number) {
        if (number.length() <= SHOWN_AT_START + SHOWN_AT_END) {
            return "*".repeat(number.length());
        }
        return number.substring(0, SHOWN_AT_START)
                + "*".repeat(number.length() - SHOWN_AT_START - SHOWN_AT_END)
                + number.substring(number.length() - SHOWN_AT_END);
    }
}
