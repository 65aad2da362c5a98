package dev.trunkline.net.json;

import java.nio.charset.StandardCharsets;

/**
 * Writes a message of which only some base64 changes: fifty of them a second and call, all of one length, so nothing is
 * allocated after the first. Confined to one loop.
 */
public final class SoundMessage {

    private final byte[] before;
    private final byte[] after;
    private final Base64Slices base64 = new Base64Slices();
    private byte[] message = new byte[0];

    /**
     * @param before the sound, ASCII, with the quote that opens the text
     * @param after it, with the quote that closes it
     */
    public SoundMessage(String before, String after) {
        this.before = before.getBytes(StandardCharsets.US_ASCII);
        this.after = after.getBytes(StandardCharsets.US_ASCII);
    }

    /** Writes one to {@link #message()}; returns how long it is, in bytes. */
    public int write(byte[] sound, int lengthBytes) {
        int messageBytes = before.length + Base64Slices.encodedChars(lengthBytes) + after.length;
        if (message.length != messageBytes) {
            message = new byte[messageBytes];
            System.arraycopy(before, 0, message, 0, before.length);
            System.arraycopy(after, 0, message, messageBytes - after.length, after.length);
        }
        base64.encode(sound, lengthBytes, message, before.length);
        return messageBytes;
    }

    /** Valid until the next {@link #write}. */
    public byte[] message() {
        return message;
    }
}
