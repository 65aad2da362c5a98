package dev.trunkline.phone.twilio;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.trunkline.net.json.Base64Slices;
import dev.trunkline.net.websocket.TextWriter;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Media Streams messages to and from bytes, for one stream. What it writes has exactly the documented fields: Twilio ignores
 * a message with one more or less (warning 31951), and with it all sound. Never throws on what a peer sent. Confined to
 * the call's loop.
 */
final class TwilioCodec {

    private static final int USUAL_MESSAGE_BYTES = 512;

    private final MediaScanner scanner = new MediaScanner();
    private final JsonDecoder decoder = new JsonDecoder();
    private final TwilioMessage.Media media = new TwilioMessage.Media();
    private byte[] json = new byte[USUAL_MESSAGE_BYTES];

    /** Decodes the readable bytes of {@code text}; the answer is valid until the next call. */
    TwilioMessage decode(ByteBuf text) {
        int lengthBytes = text.readableBytes();
        if (json.length < lengthBytes) {
            json = new byte[lengthBytes];
        }
        text.getBytes(text.readerIndex(), json, 0, lengthBytes);
        return decode(json, lengthBytes);
    }

    /** Decodes {@code bytes[0..lengthBytes)}; the answer is valid until the next call. */
    TwilioMessage decode(byte[] bytes, int lengthBytes) {
        TwilioMessage message = scanner.scan(bytes, lengthBytes, media);
        return message != null ? message : decoder.decode(bytes, lengthBytes, media);
    }

    /** The messages we may send on one stream, prepared once: of sound only the sound is new. */
    static final class Outbound {
        private static final byte[] SUFFIX = utf8("\"}}");
        private static final int MAX_DECIMALS = 19;

        private final Base64Slices base64 = new Base64Slices();
        private final TextWriter to;
        private final String sid;
        private final int mediaPrefixBytes;
        private final byte[] mark;
        private final int markPrefixBytes;
        private byte[] media;

        Outbound(String streamSid, TextWriter to) {
            this.to = to;
            this.sid = new String(JsonStringEncoder.getInstance().quoteAsString(streamSid));
            this.media = utf8("{\"event\":\"media\",\"streamSid\":\"" + sid + "\",\"media\":{\"payload\":\"");
            this.mediaPrefixBytes = media.length;
            byte[] markPrefix = utf8("{\"event\":\"mark\",\"streamSid\":\"" + sid + "\",\"mark\":{\"name\":\"");
            this.mark = Arrays.copyOf(markPrefix, markPrefix.length + MAX_DECIMALS + SUFFIX.length);
            this.markPrefixBytes = markPrefix.length;
        }

        void media(byte[] muLaw, int lengthBytes) {
            int size = mediaPrefixBytes + Base64Slices.encodedChars(lengthBytes) + SUFFIX.length;
            if (media.length < size) {
                media = Arrays.copyOf(media, size);
            }
            int end = base64.encode(muLaw, lengthBytes, media, mediaPrefixBytes);
            System.arraycopy(SUFFIX, 0, media, end, SUFFIX.length);
            to.write(media, size);
        }

        /** @param number 0 or more */
        void mark(long number) {
            int end = markPrefixBytes + decimals(number);
            long rest = number;
            for (int i = end - 1; i >= markPrefixBytes; i--) {
                mark[i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
            System.arraycopy(SUFFIX, 0, mark, end, SUFFIX.length);
            to.write(mark, end + SUFFIX.length);
        }

        private static int decimals(long number) {
            int digits = 1;
            for (long rest = number / 10; rest > 0; rest /= 10) {
                digits++;
            }
            return digits;
        }

        void flush() {
            to.flush();
        }

        void clear() {
            write("{\"event\":\"clear\",\"streamSid\":\"" + sid + "\"}");
        }

        private void write(String message) {
            byte[] bytes = utf8(message);
            to.write(bytes, bytes.length);
        }

        private static byte[] utf8(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
