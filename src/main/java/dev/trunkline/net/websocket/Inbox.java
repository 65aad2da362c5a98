package dev.trunkline.net.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decodes what a client is sent, in its order. A big message is decoded elsewhere, and what comes behind it waits: sixteen
 * megabytes take tens of milliseconds, and the loop has other calls. Confined to the connection's loop, but for that decoding.
 *
 * @param <M> a message
 */
public final class Inbox<M> {

    /** What may be decoded on the loop: a millisecond or two, and many times a chunk of ordinary sound. */
    private static final int MOST_AT_ONCE_BYTES = 1 << 20;

    private static final int NO_STATUS = 1005;

    private final Decoder<M> decoder;
    private final Supplier<? extends Decoder<M>> another;
    private final Executor loop;
    private final Reader<M> reader;
    private final Deque<Runnable> behind = new ArrayDeque<>();
    private boolean busy;
    private boolean held; // by the call

    /** Makes messages of texts; never throws for what they hold. */
    public interface Decoder<M> {
        /** One whole text, not moved; the message is used up before the next call. */
        M decode(ByteBuf text);

        /** The same for {@code text[0..lengthBytes)}. */
        M decode(byte[] text, int lengthBytes);
    }

    /** Who is sent it. */
    public interface Reader<M> {
        void read(M message);

        /** A binary frame came; valid until this returns. */
        void onBinary(ByteBuf bytes);

        /**
         * A close frame came: RFC 6455, 7.4.1.
         *
         * @param reason what the far end says, for people; often empty
         */
        void onClose(int code, String reason);

        /** Whether more should not be read for now: it would only wait here, or is not wanted. */
        void onHoldBack(boolean held);

        /** A big message is being decoded elsewhere, or is not any more: it takes as much memory then as while it came. */
        default void onDecoding(boolean isSo) {}

        /** Reading or decoding failed where nobody else would be told; what came later is read all the same. */
        void onBug(Throwable bug);
    }

    /**
     * @param decoder of the loop
     * @param another makes one for a big message
     */
    public Inbox(Decoder<M> decoder, Supplier<? extends Decoder<M>> another, Executor loop, Reader<M> reader) {
        this.decoder = decoder;
        this.another = another;
        this.loop = loop;
        this.reader = reader;
    }

    /** The call wants no more for now, or again: what has been read already still comes. */
    public void holdBack(boolean isHeld) {
        held = isHeld;
        adjustReading();
    }

    /** Takes a frame, which is not released here. */
    public void take(WebSocketFrame frame) {
        if (busy) {
            frame.retain();
            behind.add(() -> takeLater(frame));
        } else if (frame instanceof TextWebSocketFrame text) {
            decode(text.content());
        } else if (frame instanceof CloseWebSocketFrame close) {
            boolean isBare = close.statusCode() == -1;
            reader.onClose(isBare ? NO_STATUS : close.statusCode(), isBare ? "" : close.reasonText());
        } else if (frame instanceof BinaryWebSocketFrame binary) {
            reader.onBinary(binary.content());
        }
    }

    private void takeLater(WebSocketFrame frame) {
        try {
            take(frame);
        } finally {
            frame.release();
        }
    }

    /** Takes a message of the usual kind. */
    public void take(byte[] text, int lengthBytes) {
        if (busy) {
            byte[] waiting = Arrays.copyOf(text, lengthBytes);
            behind.add(() -> take(waiting, lengthBytes));
        } else {
            reader.read(decoder.decode(text, lengthBytes));
        }
    }

    /** Takes a big message. */
    public void take(BigText text) {
        then(() -> decodeElsewhere(text::takeBytes));
    }

    /** Does this when everything that came has been read. */
    public void then(Runnable next) {
        if (busy) {
            behind.add(next);
        } else {
            next.run();
        }
    }

    private void decode(ByteBuf text) {
        if (text.readableBytes() <= MOST_AT_ONCE_BYTES) {
            reader.read(decoder.decode(text));
            return;
        }
        ByteBuf kept = text.retain();
        decodeElsewhere(() -> {
            try {
                return ByteBufUtil.getBytes(kept);
            } finally {
                kept.release();
            }
        });
    }

    private void decodeElsewhere(Supplier<byte[]> text) {
        busy = true;
        reader.onDecoding(true);
        adjustReading();
        CompletableFuture.supplyAsync(() -> {
                    byte[] bytes = text.get();
                    return another.get().decode(bytes, bytes.length);
                })
                .whenCompleteAsync(this::goOn, loop);
    }

    private void goOn(@Nullable M decoded, @Nullable Throwable bug) {
        busy = false;
        try {
            if (bug != null) {
                reader.onBug(bug);
            } else if (decoded != null) {
                attempt(() -> reader.read(decoded));
            }
            while (!busy && !behind.isEmpty()) {
                attempt(behind.removeFirst());
            }
        } finally {
            if (!busy) {
                reader.onDecoding(false); // whatever happened: nobody else gives the memory back
            }
            adjustReading();
        }
    }

    /** What is thrown here would end in the future that calls us, and leave later messages unread and unreleased. */
    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            reader.onBug(e);
        }
    }

    private void adjustReading() {
        reader.onHoldBack(busy || held);
    }
}
