package dev.trunkline.phone.twilio;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

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
        return scanner.scan(bytes, lengthBytes, media) ? media : decoder.decode(bytes, lengthBytes, media);
    }

    /** The messages we may send on one stream, prepared once. */
    static final class Outbound {
        private static final byte[] SUFFIX = utf8("\"}}");

        private final byte[] mediaPrefix;
        private final byte[] markPrefix;
        private final byte[] clear;

        Outbound(String streamSid) {
            String sid = new String(JsonStringEncoder.getInstance().quoteAsString(streamSid));
            this.mediaPrefix = utf8("{\"event\":\"media\",\"streamSid\":\"" + sid + "\",\"media\":{\"payload\":\"");
            this.markPrefix = utf8("{\"event\":\"mark\",\"streamSid\":\"" + sid + "\",\"mark\":{\"name\":\"");
            this.clear = utf8("{\"event\":\"clear\",\"streamSid\":\"" + sid + "\"}");
        }

        ByteBuf media(ByteBufAllocator allocator, byte[] muLaw, int lengthBytes) {
            int size = mediaPrefix.length + Base64Text.encodedLength(lengthBytes) + SUFFIX.length;
            ByteBuf out = allocator.buffer(size, size).writeBytes(mediaPrefix);
            Base64Text.encode(muLaw, lengthBytes, out);
            return out.writeBytes(SUFFIX);
        }

        ByteBuf mark(ByteBufAllocator allocator, String name) {
            byte[] quoted = JsonStringEncoder.getInstance().quoteAsUTF8(name);
            int size = markPrefix.length + quoted.length + SUFFIX.length;
            return allocator
                    .buffer(size, size)
                    .writeBytes(markPrefix)
                    .writeBytes(quoted)
                    .writeBytes(SUFFIX);
        }

        ByteBuf clear(ByteBufAllocator allocator) {
            return allocator.buffer(clear.length, clear.length).writeBytes(clear);
        }

        private static byte[] utf8(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
