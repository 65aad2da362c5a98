package dev.trunkline.phone.twilio;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code media} and {@code mark} as Twilio writes them, straight from their bytes: no white space, no escapes, only the
 * documented fields, each once, in any order, and only our own marks. Anything else it leaves to {@link JsonDecoder}. Allocates
 * nothing once the stream's name was seen. Confined to the call's loop.
 */
final class MediaScanner {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101010101010101L;
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
    private static final int MAX_DIGITS = 18; // what surely fits a long

    private final Base64Text base64 = new Base64Text();
    private byte[] json = new byte[0];
    private int end;
    private int at;
    private int textFrom;
    private int textTo;
    private long number;
    private byte[] lastStreamSid = new byte[0];
    private String lastStreamSidText = "";
    private final TwilioMessage.Mark mark = new TwilioMessage.Mark();

    /**
     * Reads one message; {@code media} is filled and returned for sound.
     *
     * @return null if it was none of these; then {@code media} is in no certain state
     */
    @Nullable
    TwilioMessage scan(byte[] bytes, int lengthBytes, TwilioMessage.Media media) {
        json = bytes;
        end = lengthBytes;
        at = 0;
        int seen = 0;
        if (!skip('{')) {
            return null;
        }
        do {
            int field = topLevelField(media);
            if (field == 0 || (seen & field) != 0) {
                return null;
            }
            seen |= field;
        } while (skip(','));
        if (!skip('}') || at != end) {
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
        if (!text() || !skip(':')) {
            return 0;
        }
        if (textIs(EVENT)) {
            return !text() ? 0 : textIs(MEDIA) ? IS_MEDIA : textIs(MARK) ? IS_MARK : 0;
        }
        if (textIs(SEQUENCE_NUMBER)) {
            return text() && isNumber() ? SEQUENCED : 0;
        }
        if (textIs(MEDIA)) {
            return mediaObject(media) ? HAS_SOUND : 0;
        }
        if (textIs(MARK)) {
            return markObject() ? HAS_NAME : 0;
        }
        return textIs(STREAM_SID) && text() && streamSid(media) ? STREAMED : 0;
    }

    private boolean markObject() {
        if (!skip('{') || !text() || !textIs(NAME) || !skip(':') || !text() || !isNumber()) {
            return false;
        }
        mark.number = number;
        return skip('}');
    }

    private boolean mediaObject(TwilioMessage.Media media) {
        if (!skip('{')) {
            return false;
        }
        int seen = 0;
        do {
            int field = mediaField(media);
            if (field == 0 || (seen & field) != 0) {
                return false;
            }
            seen |= field;
        } while (skip(','));
        return skip('}') && seen == SOUND_FIELDS;
    }

    private int mediaField(TwilioMessage.Media media) {
        if (!text() || !skip(':')) {
            return 0;
        }
        if (textIs(TRACK)) {
            return text() && textIs(INBOUND) ? 0b0001 : 0;
        }
        if (textIs(CHUNK)) {
            if (!text() || !isNumber()) {
                return 0;
            }
            media.chunk = number;
            return 0b0010;
        }
        if (textIs(TIMESTAMP)) {
            if (!text() || !isNumber()) {
                return 0;
            }
            media.timestampMillis = number;
            return 0b0100;
        }
        if (!textIs(PAYLOAD) || !text()) {
            return 0;
        }
        media.lengthBytes = base64.decode(json, textFrom, textTo, media.muLaw);
        return media.lengthBytes > 0 ? 0b1000 : 0;
    }

    private boolean streamSid(TwilioMessage.Media media) {
        if (!textIs(lastStreamSid) || textFrom == textTo) {
            String streamSid = new String(json, textFrom, textTo - textFrom, US_ASCII);
            if (!Sids.isSid(streamSid)) {
                return false;
            }
            lastStreamSid = Arrays.copyOfRange(json, textFrom, textTo);
            lastStreamSidText = streamSid;
        }
        media.streamSid = lastStreamSidText;
        return true;
    }

    private boolean skip(char expected) {
        if (at < end && json[at] == expected) {
            at++;
            return true;
        }
        return false;
    }

    /** A string of plain ASCII without escapes: its place goes to {@link #textFrom} and {@link #textTo}. */
    private boolean text() {
        if (!skip('"')) {
            return false;
        }
        textFrom = at;
        while (at <= end - Long.BYTES && isPlain((long) EIGHT.get(json, at))) {
            at += Long.BYTES;
        }
        while (at < end && json[at] >= ' ' && json[at] != '"' && json[at] != '\\') {
            at++;
        }
        textTo = at;
        return skip('"');
    }

    /** Whether eight bytes are ASCII, and none of them a quote, a backslash or a control character; may err on the safe side. */
    private static boolean isPlain(long eight) {
        long quote = eight ^ (ONES * '"');
        long backslash = eight ^ (ONES * '\\');
        long wrong = (eight - ONES * ' ') | (quote - ONES) | (backslash - ONES) | eight;
        return (wrong & (ONES << 7)) == 0;
    }

    private boolean textIs(byte[] expected) {
        return Arrays.equals(json, textFrom, textTo, expected, 0, expected.length);
    }

    private boolean isNumber() {
        if (textFrom == textTo || textTo - textFrom > MAX_DIGITS) {
            return false;
        }
        number = 0;
        for (int i = textFrom; i < textTo; i++) {
            if (json[i] < '0' || json[i] > '9') {
                return false;
            }
            number = number * 10 + (json[i] - '0');
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
