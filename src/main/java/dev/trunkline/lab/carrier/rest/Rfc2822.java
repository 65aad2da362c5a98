package dev.trunkline.lab.carrier.rest;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as Twilio writes them: {@code Tue, 31 May 2016 20:07:00 +0000}. Immutable. */
final class Rfc2822 {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private Rfc2822() {}

    static String of(Instant time) {
        return FORMAT.format(time.atOffset(ZoneOffset.UTC));
    }
}
