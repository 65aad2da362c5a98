package dev.trunkline.lab.carrier.rest;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names as Twilio makes them: two letters and 32 hexadecimal digits. Thread-safe. */
public final class CarrierSids {

    private static final SecureRandom RANDOM = new SecureRandom();

    private CarrierSids() {}

    /** Of a call. */
    public static String call() {
        return next("CA");
    }

    /** Of a media stream. */
    public static String stream() {
        return next("MZ");
    }

    /** Of a queue. */
    public static String queue() {
        return next("QU");
    }

    private static String next(String prefix) {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }
}
