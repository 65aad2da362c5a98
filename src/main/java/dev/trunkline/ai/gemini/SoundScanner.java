package dev.trunkline.ai.gemini;

import dev.trunkline.ai.gemini.GeminiMessage.Sound;
import dev.trunkline.net.json.Base64Slices;
import dev.trunkline.net.json.JsonCursor;
import dev.trunkline.net.json.ReusedBytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the agent's sound without a JSON parser: nearly all bytes that Gemini sends are in these messages, {@code
 * serverContent.modelTurn.parts[].inlineData}. Whatever else is in a message, or is not plainly written, it leaves to
 * {@link GeminiReader}, and never decides that something is wrong. Confined to one loop.
 */
final class SoundScanner {

    private static final byte[] SERVER_CONTENT = ascii("serverContent");
    private static final byte[] MODEL_TURN = ascii("modelTurn");
    private static final byte[] PARTS = ascii("parts");
    private static final byte[] ROLE = ascii("role");
    private static final byte[] INLINE_DATA = ascii("inlineData");
    private static final byte[] MIME_TYPE = ascii("mimeType");
    private static final byte[] DATA = ascii("data");
    private static final byte[] NOTHING = {};

    private final JsonCursor json = new JsonCursor();
    private final Base64Slices base64 = new Base64Slices();
    private final ReusedBytes whole = new ReusedBytes();
    private final ReusedBytes next = new ReusedBytes();
    private final Sound sound = new Sound();
    private byte[] lastMimeAscii = NOTHING;
    private int lastRateHz = SoundType.NONE;

    private byte[] text = NOTHING;
    private byte[] linear16 = NOTHING;
    private int filledBytes;
    private int rateHz;

    /** The sound in the first {@code length} bytes of {@code message}, or null when the parser has to look at it. */
    @Nullable
    Sound scan(byte[] message, int length) {
        text = message;
        filledBytes = 0;
        rateHz = SoundType.NONE;
        json.begin(message, length);
        boolean read = json.take('{')
                && takeName(SERVER_CONTENT)
                && json.take('{')
                && takeName(MODEL_TURN)
                && takeTurn()
                && json.take('}')
                && json.take('}')
                && json.isAtEnd();
        text = NOTHING;
        return read ? sound.holding(rateHz, linear16, filledBytes) : null;
    }

    private boolean takeName(byte[] name) {
        return json.takeText() && json.textIs(name) && json.take(':');
    }

    private boolean takeTurn() {
        boolean parts = false;
        boolean role = false;
        if (!json.take('{')) {
            return false;
        }
        do {
            if (!json.takeText()) {
                return false;
            }
            if (!parts && json.textIs(PARTS)) {
                parts = json.take(':') && takeParts();
                if (!parts) {
                    return false;
                }
            } else if (!role && json.textIs(ROLE)) {
                role = json.take(':') && json.takeText();
                if (!role) {
                    return false;
                }
            } else {
                return false;
            }
        } while (json.take(','));
        return parts && json.take('}');
    }

    private boolean takeParts() {
        if (!json.take('[')) {
            return false;
        }
        do {
            if (!json.take('{') || !takeName(INLINE_DATA) || !takeBlob() || !json.take('}')) {
                return false;
            }
        } while (json.take(','));
        return json.take(']');
    }

    private boolean takeBlob() {
        int dataFrom = -1;
        int dataTo = -1;
        int blobRateHz = SoundType.NONE;
        if (!json.take('{')) {
            return false;
        }
        do {
            if (!json.takeText()) {
                return false;
            }
            if (dataFrom < 0 && json.textIs(DATA)) {
                if (!json.take(':') || !json.takeBase64()) {
                    return false;
                }
                dataFrom = json.textFrom();
                dataTo = json.textTo();
            } else if (blobRateHz == SoundType.NONE && json.textIs(MIME_TYPE)) {
                blobRateHz = json.take(':') && json.takeText() ? rateOfText() : SoundType.NONE;
                if (blobRateHz == SoundType.NONE) {
                    return false;
                }
            } else {
                return false;
            }
        } while (json.take(','));
        boolean whole = json.take('}') && dataFrom >= 0 && blobRateHz != SoundType.NONE;
        return whole && (rateHz == SoundType.NONE || rateHz == blobRateHz) && append(dataFrom, dataTo, blobRateHz);
    }

    private int rateOfText() {
        if (!json.textIs(lastMimeAscii)) {
            String type = json.text();
            lastMimeAscii = ascii(type);
            lastRateHz = SoundType.rateHz(type);
        }
        return lastRateHz;
    }

    /** Several parts are one sound, if each is whole samples. */
    private boolean append(int dataFrom, int dataTo, int blobRateHz) {
        rateHz = blobRateHz;
        int most = (dataTo - dataFrom) / 4 * 3;
        if (filledBytes == 0) {
            linear16 = whole.atLeast(most);
            filledBytes = base64.decode(text, dataFrom, dataTo, linear16);
            return filledBytes != Base64Slices.MALFORMED && filledBytes % Short.BYTES == 0;
        }
        byte[] part = next.atLeast(most);
        int partBytes = base64.decode(text, dataFrom, dataTo, part);
        if (partBytes == Base64Slices.MALFORMED
                || partBytes % Short.BYTES != 0
                || filledBytes + partBytes > linear16.length) {
            return false;
        }
        System.arraycopy(part, 0, linear16, filledBytes, partBytes);
        filledBytes += partBytes;
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
