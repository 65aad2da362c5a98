package dev.trunkline.ai.evi;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Writes {@code audio_input} from a template: fifty of them a second and call, all of one length, so nothing is
 * allocated after the first. Confined to one loop.
 */
final class AudioInputWriter {

    private static final byte[] BEFORE = "{\"type\":\"audio_input\",\"data\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AFTER = "\"}".getBytes(StandardCharsets.US_ASCII);

    private final Base64.Encoder encoder = Base64.getEncoder();
    private byte[] frame = new byte[0];
    private byte[] base64 = new byte[0];
    private byte[] message = new byte[0];

    AudioInputWriter() {
        prepare(0);
    }

    static int messageBytes(int lengthBytes) {
        return BEFORE.length + base64Bytes(lengthBytes) + AFTER.length;
    }

    /** Writes one to {@link #message()}; returns how long it is, in bytes. */
    int write(byte[] linear16, int lengthBytes) {
        if (frame.length != lengthBytes) {
            prepare(lengthBytes);
        }
        // The JDK's encoder takes whole arrays only.
        System.arraycopy(linear16, 0, frame, 0, lengthBytes);
        int written = encoder.encode(frame, base64);
        System.arraycopy(base64, 0, message, BEFORE.length, written);
        return message.length;
    }

    private void prepare(int lengthBytes) {
        frame = new byte[lengthBytes];
        base64 = new byte[base64Bytes(lengthBytes)];
        message = new byte[messageBytes(lengthBytes)];
        System.arraycopy(BEFORE, 0, message, 0, BEFORE.length);
        System.arraycopy(AFTER, 0, message, message.length - AFTER.length, AFTER.length);
    }

    /** Valid until the next {@link #write}. */
    byte[] message() {
        return message;
    }

    private static int base64Bytes(int lengthBytes) {
        return (lengthBytes + 2) / 3 * 4;
    }
}
