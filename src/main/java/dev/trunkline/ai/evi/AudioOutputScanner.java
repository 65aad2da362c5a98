package dev.trunkline.ai.evi;

import dev.trunkline.ai.ToolCall;
import dev.trunkline.ai.evi.EviMessage.AudioOutput;
import dev.trunkline.net.json.Base64Slices;
import dev.trunkline.net.json.JsonCursor;
import dev.trunkline.net.json.ReusedBytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code audio_output} without a JSON parser: nearly all bytes that EVI sends are in these messages. Whatever is
 * not the plain shape (other types, escapes, repeated or nested fields, unpadded base64) it leaves to
 * {@link EviMessageReader}, and never decides that something is wrong. Confined to one loop.
 */
final class AudioOutputScanner {

    private static final byte[] TYPE = ascii("type");
    private static final byte[] AUDIO_OUTPUT = ascii("audio_output");
    private static final byte[] ID = ascii("id");
    private static final byte[] INDEX = ascii("index");
    private static final byte[] DATA = ascii("data");

    private static final int MAX_INDEX = 999_999_999; // as the parser has it

    private final JsonCursor json = new JsonCursor();
    private final Base64Slices base64 = new Base64Slices();
    private final ReusedBytes wav = new ReusedBytes();
    private final AudioOutput audio = new AudioOutput();
    private byte[] lastIdAscii = {};
    private String lastId = "";

    private boolean typeSeen;
    private @Nullable String id;
    private int index;
    private int dataFrom;
    private int dataTo;

    /** The message in the first {@code length} bytes of {@code text}, or null when the parser has to look at it. */
    @Nullable
    AudioOutput scan(byte[] text, int length) {
        json.begin(text, length);
        typeSeen = false;
        id = null;
        index = EviMessage.NO_INDEX;
        dataFrom = -1;
        if (!json.take('{')) {
            return null;
        }
        do {
            if (!takeField()) {
                return null;
            }
        } while (json.take(','));
        if (!json.take('}') || !json.isAtEnd() || !typeSeen || dataFrom < 0) {
            return null;
        }
        byte[] bytes = wav.atLeast((dataTo - dataFrom) / 4 * 3);
        int lengthBytes = base64.decode(text, dataFrom, dataTo, bytes);
        return lengthBytes == Base64Slices.MALFORMED
                ? null
                : audio.holding(id == null ? "" : id, index, bytes, lengthBytes);
    }

    private boolean takeField() {
        if (!json.takeText() || !json.take(':')) {
            return false;
        }
        if (json.textIs(DATA)) {
            return dataFrom < 0 && takeData();
        }
        if (json.textIs(INDEX)) {
            return index == EviMessage.NO_INDEX && takeIndex();
        }
        if (json.textIs(ID)) {
            return id == null && json.takeText() && isShort() && rememberId();
        }
        if (json.textIs(TYPE)) {
            boolean taken = !typeSeen && json.takeText() && json.textIs(AUDIO_OUTPUT);
            typeSeen = true;
            return taken;
        }
        return json.takeScalar();
    }

    private boolean takeData() {
        boolean taken = json.takeBase64();
        dataFrom = json.textFrom();
        dataTo = json.textTo();
        return taken;
    }

    private boolean takeIndex() {
        boolean taken = json.takeNumber() && json.number() <= MAX_INDEX;
        index = (int) json.number();
        return taken;
    }

    private boolean isShort() {
        return json.textTo() - json.textFrom() <= ToolCall.MOST_ID_CHARACTERS;
    }

    private boolean rememberId() {
        if (!json.textIs(lastIdAscii)) {
            lastId = json.text();
            lastIdAscii = ascii(lastId);
        }
        id = lastId;
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
