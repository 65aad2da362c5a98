package dev.trunkline.ai.evi;

import dev.trunkline.net.json.Base64Slices;
import java.nio.charset.StandardCharsets;

/**
 * Writes {@code audio_input} from a template: fifty of them a second and call, all of one length, so nothing is
 * allocated after the first. Confined to one loop.
 */
final class AudioInputWriter {

    private static final byte[] BEFORE = "{\"type\":\"audio_input\",\"data\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AFTER = "\"}".getBytes(StandardCharsets.US_ASCII);

    private final Base64Slices base64 = new Base64Slices();
    private byte[] message = new byte[0];

    static int messageBytes(int lengthBytes) {
        return BEFORE.length + Base64Slices.encodedChars(lengthBytes) + AFTER.length;
    }

    /** Writes one to {@link #message()}; returns how long it is, in bytes. */
    int write(byte[] linear16, int lengthBytes) {
        if (message.length != messageBytes(lengthBytes)) {
            message = new byte[messageBytes(lengthBytes)];
            System.arraycopy(BEFORE, 0, message, 0, BEFORE.length);
            System.arraycopy(AFTER, 0, message, message.length - AFTER.length, AFTER.length);
        }
        base64.encode(linear16, lengthBytes, message, BEFORE.length);
        return message.length;
    }

    /** Valid until the next {@link #write}. */
    byte[] message() {
        return message;
    }
}
