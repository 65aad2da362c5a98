package dev.trunkline.ai.realtime;

import dev.trunkline.ai.realtime.RealtimeEvent.AudioDelta;
import dev.trunkline.net.json.Base64Slices;
import dev.trunkline.net.json.JsonCursor;
import dev.trunkline.net.json.ReusedBytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code response.output_audio.delta} (the beta's {@code response.audio.delta} too) without a JSON parser: nearly all bytes that
 * the far end sends are in these events. Whatever is not the plain shape (other types, escapes, repeated or nested fields, unpadded
 * base64) it leaves to {@link RealtimeEventReader}, and never decides that something is wrong. Confined to one loop.
 */
final class AudioDeltaScanner {

    private static final byte[] TYPE = ascii("type");
    private static final byte[] AUDIO_DELTA = ascii("response.output_audio.delta");
    private static final byte[] BETA_AUDIO_DELTA = ascii("response.audio.delta");
    private static final byte[] RESPONSE_ID = ascii("response_id");
    private static final byte[] ITEM_ID = ascii("item_id");
    private static final byte[] CONTENT_INDEX = ascii("content_index");
    private static final byte[] DELTA = ascii("delta");

    private static final int MAX_INDEX = 999_999_999; // as the parser has it
    private static final int NONE = -1;

    private final JsonCursor json = new JsonCursor();
    private final Base64Slices base64 = new Base64Slices();
    private final ReusedBytes sound = new ReusedBytes();
    private final AudioDelta audio = new AudioDelta();
    private final LastText lastResponseId = new LastText();
    private final LastText lastItemId = new LastText();

    private boolean typeSeen;
    private @Nullable String responseId;
    private @Nullable String itemId;
    private int contentIndex;
    private int deltaFrom;
    private int deltaTo;

    /** The same text comes again and again, and is one object. */
    private static final class LastText {
        private byte[] ascii = {};
        private String text = "";

        String of(JsonCursor json) {
            if (!json.textIs(ascii)) {
                text = json.text();
                ascii = ascii(text);
            }
            return text;
        }
    }

    /** The event in the first {@code length} bytes of {@code text}, or null when the parser has to look at it. */
    @Nullable
    AudioDelta scan(byte[] text, int length) {
        json.begin(text, length);
        typeSeen = false;
        responseId = null;
        itemId = null;
        contentIndex = NONE;
        deltaFrom = NONE;
        if (!json.take('{')) {
            return null;
        }
        do {
            if (!takeField()) {
                return null;
            }
        } while (json.take(','));
        if (!json.take('}') || !json.isAtEnd() || !typeSeen || deltaFrom < 0) {
            return null;
        }
        byte[] bytes = sound.atLeast((deltaTo - deltaFrom) / 4 * 3);
        int lengthBytes = base64.decode(text, deltaFrom, deltaTo, bytes);
        return lengthBytes == Base64Slices.MALFORMED
                ? null
                : audio.holding(orEmpty(responseId), orEmpty(itemId), Math.max(0, contentIndex), bytes, lengthBytes);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private boolean takeField() {
        if (!json.takeText() || !json.take(':')) {
            return false;
        }
        if (json.textIs(DELTA)) {
            return deltaFrom < 0 && takeDelta();
        }
        if (json.textIs(RESPONSE_ID)) {
            boolean taken = responseId == null && takeId();
            responseId = taken ? lastResponseId.of(json) : null;
            return taken;
        }
        if (json.textIs(ITEM_ID)) {
            boolean taken = itemId == null && takeId();
            itemId = taken ? lastItemId.of(json) : null;
            return taken;
        }
        if (json.textIs(CONTENT_INDEX)) {
            return contentIndex == NONE && takeIndex();
        }
        if (json.textIs(TYPE)) {
            boolean taken = !typeSeen && json.takeText() && (json.textIs(AUDIO_DELTA) || json.textIs(BETA_AUDIO_DELTA));
            typeSeen = true;
            return taken;
        }
        return json.takeScalar();
    }

    private boolean takeId() {
        return json.takeText() && json.textTo() - json.textFrom() <= RealtimeFields.MOST_ID_CHARACTERS;
    }

    private boolean takeDelta() {
        boolean taken = json.takeBase64();
        deltaFrom = json.textFrom();
        deltaTo = json.textTo();
        return taken;
    }

    private boolean takeIndex() {
        boolean taken = json.takeNumber() && json.number() <= MAX_INDEX;
        contentIndex = (int) json.number();
        return taken;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
