package dev.trunkline.phone.twilio;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.trunkline.net.json.Base64Slices;
import dev.trunkline.net.json.JsonCursor;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code media} and {@code mark} as Twilio writes them, straight from their bytes: no escapes, only the
 * documented fields, each once, in any order, and only our own marks. Anything else it leaves to {@link JsonDecoder}. Allocates
 * nothing once the stream's name was seen. Confined to the call's loop.
 */
final class MediaScanner {

    private static final byte[] EVENT = ascii("event");
    private static final byte[] MEDIA = ascii("media");
    private static final byte[] MARK = ascii("mark");
    private static final byte[] NAME = ascii("name");
    private static final byte[] STREAM_SID = ascii("streamSid");
    private static final byte[] SEQUENCE_NUMBER = ascii("sequenceNumber");
    private static final byte[] TRACK = ascii("track");
    private static final byte[] INBOUND = ascii("inbound");
    private static final byte[] CHUNK = ascii("chunk");
    private static final byte[] TIMESTAMP = ascii("timestamp");
    private static final byte[] PAYLOAD = ascii("payload");
    private static final int SEQUENCED = 0b0001;
    private static final int STREAMED = 0b0010;
    private static final int IS_MEDIA = 0b0100;
    private static final int HAS_SOUND = 0b1000;
    private static final int IS_MARK = 0b1_0000;
    private static final int HAS_NAME = 0b10_0000;
    private static final int MEDIA_FIELDS = SEQUENCED | STREAMED | IS_MEDIA | HAS_SOUND;
    private static final int MARK_FIELDS = SEQUENCED | STREAMED | IS_MARK | HAS_NAME;
    private static final int SOUND_FIELDS = 0b1111;

    private final JsonCursor json = new JsonCursor();
    private final Base64Slices base64 = new Base64Slices();
    private byte[] lastStreamSid = {};
    private String lastStreamSidText = "";
    private final TwilioMessage.Mark mark = new TwilioMessage.Mark();

    /**
     * Reads one message; {@code media} is filled and returned for sound.
     *
     * @return null if it was none of these; then {@code media} is in no certain state
     */
    @Nullable
    TwilioMessage scan(byte[] bytes, int lengthBytes, TwilioMessage.Media media) {
        json.begin(bytes, lengthBytes);
        int seen = 0;
        if (!json.take('{')) {
            return null;
        }
        do {
            int field = topLevelField(media);
            if (field == 0 || (seen & field) != 0) {
                return null;
            }
            seen |= field;
        } while (json.take(','));
        if (!json.take('}') || !json.isAtEnd()) {
            return null;
        }
        if (seen == MARK_FIELDS) {
            mark.streamSid = media.streamSid;
            return mark;
        }
        return seen == MEDIA_FIELDS ? media : null;
    }

    /** Reads one field; returns its bit, 0 for one that does not belong here. */
    private int topLevelField(TwilioMessage.Media media) {
        if (!json.takeText() || !json.take(':')) {
            return 0;
        }
        if (json.textIs(EVENT)) {
            return !json.takeText() ? 0 : json.textIs(MEDIA) ? IS_MEDIA : json.textIs(MARK) ? IS_MARK : 0;
        }
        if (json.textIs(SEQUENCE_NUMBER)) {
            return json.takeText() && json.textIsNumber() ? SEQUENCED : 0;
        }
        if (json.textIs(MEDIA)) {
            return mediaObject(media) ? HAS_SOUND : 0;
        }
        if (json.textIs(MARK)) {
            return markObject() ? HAS_NAME : 0;
        }
        return json.textIs(STREAM_SID) && json.takeText() && streamSid(media) ? STREAMED : 0;
    }

    private boolean markObject() {
        if (!json.take('{')
                || !json.takeText()
                || !json.textIs(NAME)
                || !json.take(':')
                || !json.takeText()
                || !json.textIsNumber()) {
            return false;
        }
        mark.number = json.number();
        return json.take('}');
    }

    private boolean mediaObject(TwilioMessage.Media media) {
        if (!json.take('{')) {
            return false;
        }
        int seen = 0;
        do {
            int field = mediaField(media);
            if (field == 0 || (seen & field) != 0) {
                return false;
            }
            seen |= field;
        } while (json.take(','));
        return json.take('}') && seen == SOUND_FIELDS;
    }

    private int mediaField(TwilioMessage.Media media) {
        if (!json.takeText() || !json.take(':')) {
            return 0;
        }
        if (json.textIs(TRACK)) {
            return json.takeText() && json.textIs(INBOUND) ? 0b0001 : 0;
        }
        if (json.textIs(CHUNK)) {
            if (!json.takeText() || !json.textIsNumber()) {
                return 0;
            }
            media.chunk = json.number();
            return 0b0010;
        }
        if (json.textIs(TIMESTAMP)) {
            if (!json.takeText() || !json.textIsNumber()) {
                return 0;
            }
            media.timestampMillis = json.number();
            return 0b0100;
        }
        if (!json.textIs(PAYLOAD) || !json.takeBase64()) {
            return 0;
        }
        media.lengthBytes = json.decodeText(base64, media.muLaw);
        return media.lengthBytes > 0 ? 0b1000 : 0;
    }

    private boolean streamSid(TwilioMessage.Media media) {
        if (lastStreamSid.length == 0 || !json.textIs(lastStreamSid)) {
            String streamSid = json.text();
            if (!TwilioSids.isSid(streamSid)) {
                return false;
            }
            lastStreamSid = ascii(streamSid);
            lastStreamSidText = streamSid;
        }
        media.streamSid = lastStreamSidText;
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
