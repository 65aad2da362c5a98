package dev.trunkline.phone.twilio;

import java.util.Base64;

/** Messages as Twilio writes them (golden lines of the documentation, with our own values). */
final class Wire {

    static final String STREAM = "MZ0123456789abcdef0123456789abcdef";
    static final String CALL = "CA0123456789abcdef0123456789abcdef";
    static final String CONNECTED = "{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}";
    static final String START = start(STREAM, CALL);
    static final String STOP = "{\"event\":\"stop\",\"sequenceNumber\":\"50\",\"streamSid\":\"" + STREAM
            + "\",\"stop\":{\"accountSid\":\"AC1\",\"callSid\":\"" + CALL + "\"}}";

    private Wire() {}

    static String start(String streamSid, String callSid) {
        return "{\"event\":\"start\",\"sequenceNumber\":\"1\",\"start\":{\"accountSid\":\"AC1\",\"streamSid\":\""
                + streamSid + "\",\"callSid\":\"" + callSid
                + "\",\"tracks\":[\"inbound\"],\"mediaFormat\":{\"encoding\":\"audio/x-mulaw\",\"sampleRate\":8000,"
                + "\"channels\":1},\"customParameters\":{\"token\":\"abc\"}},\"streamSid\":\"" + streamSid + "\"}";
    }

    static String media(long chunk, byte[] muLaw) {
        return media(STREAM, chunk, Base64.getEncoder().encodeToString(muLaw));
    }

    static String media(String streamSid, long chunk, String payload) {
        return "{\"event\":\"media\",\"sequenceNumber\":\"" + (chunk + 1)
                + "\",\"media\":{\"track\":\"inbound\",\"chunk\":\"" + chunk + "\",\"timestamp\":\""
                + (37 + 20 * chunk) + "\",\"payload\":\"" + payload + "\"},\"streamSid\":\"" + streamSid + "\"}";
    }

    static String dtmf(String digit) {
        return "{\"event\":\"dtmf\",\"streamSid\":\"" + STREAM
                + "\",\"sequenceNumber\":\"5\",\"dtmf\":{\"track\":\"inbound_track\",\"digit\":\"" + digit + "\"}}";
    }

    static String mark(String name) {
        return "{\"event\":\"mark\",\"sequenceNumber\":\"4\",\"streamSid\":\"" + STREAM + "\",\"mark\":{\"name\":\""
                + name + "\"}}";
    }
}
