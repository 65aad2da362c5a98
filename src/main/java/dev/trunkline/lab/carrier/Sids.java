package dev.trunkline.lab.carrier;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names as Twilio makes them: two letters and 32 hexadecimal digits. Thread-safe. */
final class Sids {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Sids() {}

    static String call() {
        return next("CA");
    }

    static String stream() {
        return next("MZ");
    }

    private static String next(String prefix) {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }
}
