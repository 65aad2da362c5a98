package dev.trunkline.lab.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The least that anything between Twilio and the Realtime dialect can do about mu-law: the base64 of a message is put into the
 * other side's message, unread. One for each connection; confined to its loop.
 */
final class Translation {

    private static final ByteBuf PAYLOAD = bytes("\"payload\":\"");
    private static final ByteBuf DELTA = bytes("\"delta\":\"");
    private static final ByteBuf STREAM = bytes("\"streamSid\":\"");
    private static final ByteBuf APPEND = bytes("{\"type\":\"input_audio_buffer.append\",\"audio\":\"");
    private static final ByteBuf APPEND_END = bytes("\"}");
    private static final ByteBuf MEDIA_END = bytes("\"}}");

    private ByteBuf media = media("MZ00000000000000000000000000000000");
    private boolean isNamed;

    private static ByteBuf bytes(String ascii) {
        return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(ascii, StandardCharsets.US_ASCII));
    }

    private static ByteBuf media(String streamSid) {
        return bytes("{\"event\":\"media\",\"streamSid\":\"" + streamSid + "\",\"media\":{\"payload\":\"");
    }

    /** The caller's sound for the AI; null when it is none. */
    @Nullable
    ByteBuf fromPhone(ByteBuf message, ByteBufAllocator allocator) {
        if (!isNamed) {
            ByteBuf sid = text(message, STREAM);
            if (sid != null) {
                media = media(sid.toString(StandardCharsets.US_ASCII));
                isNamed = true;
            }
        }
        ByteBuf sound = text(message, PAYLOAD);
        return sound == null ? null : around(APPEND, sound, APPEND_END, allocator);
    }

    /** The AI's sound for the phone; null when it is none. */
    @Nullable
    ByteBuf fromAi(ByteBuf message, ByteBufAllocator allocator) {
        ByteBuf sound = text(message, DELTA);
        return sound == null ? null : around(media, sound, MEDIA_END, allocator);
    }

    private static ByteBuf around(ByteBuf before, ByteBuf sound, ByteBuf after, ByteBufAllocator allocator) {
        return allocator
                .directBuffer(before.readableBytes() + sound.readableBytes() + after.readableBytes())
                .writeBytes(before, before.readerIndex(), before.readableBytes())
                .writeBytes(sound)
                .writeBytes(after, after.readerIndex(), after.readableBytes());
    }

    private static @Nullable ByteBuf text(ByteBuf message, ByteBuf key) {
        int found = ByteBufUtil.indexOf(key, message);
        if (found < 0) {
            return null;
        }
        int from = found + key.readableBytes();
        int length = message.bytesBefore(from, message.writerIndex() - from, (byte) '"');
        return length < 0 ? null : message.slice(from, length);
    }
}
