package dev.trunkline.ai.evi;

import io.netty.buffer.ByteBuf;
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

    static int messageBytes(int lengthBytes) {
        return BEFORE.length + base64Bytes(lengthBytes) + AFTER.length;
    }

    void write(byte[] linear16, int lengthBytes, ByteBuf out) {
        if (frame.length != lengthBytes) {
            frame = new byte[lengthBytes];
            base64 = new byte[base64Bytes(lengthBytes)];
        }
        // The JDK's encoder takes whole arrays only.
        System.arraycopy(linear16, 0, frame, 0, lengthBytes);
        int written = encoder.encode(frame, base64);
        out.writeBytes(BEFORE).writeBytes(base64, 0, written).writeBytes(AFTER);
    }

    private static int base64Bytes(int lengthBytes) {
        return (lengthBytes + 2) / 3 * 4;
    }
}
