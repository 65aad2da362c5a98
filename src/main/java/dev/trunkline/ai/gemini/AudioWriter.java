package dev.trunkline.ai.gemini;

import dev.trunkline.net.json.Base64Slices;
import java.nio.charset.StandardCharsets;

/**
 * Writes {@code realtimeInput} with the caller's sound: fifty times a second and call, and nearly always of one length, so nothing is
 * allocated after the first. Confined to one loop.
 */
final class AudioWriter {

    /** What Gemini hears best, by its documents: it resamples anything else. */
    static final int SAMPLE_RATE_HZ = 16_000;

    private static final byte[] BEFORE = ("{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm;rate="
                    + SAMPLE_RATE_HZ + "\",\"data\":\"")
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AFTER = "\"}}}".getBytes(StandardCharsets.US_ASCII);

    private final Base64Slices base64 = new Base64Slices();
    private byte[] message = new byte[0];

    /** Writes one to {@link #message()}; returns how long it is, in bytes. */
    int write(byte[] linear16, int lengthBytes) {
        int messageBytes = BEFORE.length + Base64Slices.encodedChars(lengthBytes) + AFTER.length;
        if (message.length != messageBytes) {
            message = new byte[messageBytes];
            System.arraycopy(BEFORE, 0, message, 0, BEFORE.length);
            System.arraycopy(AFTER, 0, message, messageBytes - AFTER.length, AFTER.length);
        }
        base64.encode(linear16, lengthBytes, message, BEFORE.length);
        return messageBytes;
    }

    /** Valid until the next {@link #write}. */
    byte[] message() {
        return message;
    }
}
