package dev.trunkline.endtoend;

import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.http.WebSocketEndpoint;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.testing.Wavs;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An EVI that talks to most callers without a pause, and floods some: with messages as long as they may be, of sound and of text, and
 * with minutes of sound in small ones, in turn, each as soon as the one before it has left.
 */
final class FloodingEvi implements AutoCloseable {

    /** How the numbers of those callers begin who are flooded. */
    static final String FLOODED = "+1999";

    private static final int TALK_RATE_HZ = 24_000;
    private static final int TALK_MILLIS = 500;
    private static final int GIANT_RATE_HZ = 48_000;
    private static final int GIANT_MILLIS =
            39_000; // 5.0 MB as base64; with a heap of 160 MB the limit is 5 MiB, with 192 MB 6
    private static final int GIANT_CHARACTERS = 5_000_000;
    private static final int CHUNKS = 120; // a minute
    private static final int BETWEEN_MILLIS = 100;
    private static final int WAYS = 3;

    private final EventLoops loops = new EventLoops("flooding-evi", 1);
    private final HttpServer server;
    private final AtomicInteger chats = new AtomicInteger();
    private final AtomicInteger talking = new AtomicInteger();
    private final AtomicInteger giants = new AtomicInteger();
    private final String talk = tone(TALK_RATE_HZ, TALK_MILLIS);
    private final ByteBuf chunk = shared(sound("giant", talk));
    private final ByteBuf giantSound = shared(sound("giant", tone(GIANT_RATE_HZ, GIANT_MILLIS)));
    private final ByteBuf giantText = shared(message("giant", "x".repeat(GIANT_CHARACTERS)));
    private volatile boolean calm;

    FloodingEvi() throws IOException {
        server = HttpServer.start(
                loops,
                "127.0.0.1",
                0,
                Routes.builder()
                        .webSocket(
                                "/v0/evi/chat",
                                request -> new WebSocketEndpoint.Accept(
                                        new Chat(request.queryValue("resumed_chat_group_id")), 1 << 20))
                        .build());
    }

    private static String tone(int rateHz, int millis) {
        return Base64.getEncoder().encodeToString(Wavs.tone(rateHz, 500, millis));
    }

    private static String sound(String id, String base64) {
        return "{\"type\":\"audio_output\",\"id\":\"" + id + "\",\"index\":0,\"data\":\"" + base64 + "\"}";
    }

    private static String message(String id, String text) {
        return "{\"type\":\"assistant_message\",\"id\":\"" + id
                + "\",\"message\":{\"role\":\"assistant\",\"content\":\"" + text
                + "\"},\"models\":{},\"from_text\":false,\"is_quick_response\":false}";
    }

    /** One for all who send it; the collector frees it. */
    private static ByteBuf shared(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(direct.asReadOnlyBuffer()));
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + server.port() + "/v0/evi");
    }

    /** How many chats it has ever talked in without flooding them. */
    int talking() {
        return talking.get();
    }

    /** How many of the longest messages have left. */
    int giants() {
        return giants.get();
    }

    /** From now on nobody is flooded. */
    void calmDown() {
        calm = true;
    }

    @Override
    public void close() {
        server.close();
        loops.close();
    }

    private final class Chat extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private final @Nullable String resumed;
        private boolean begun;
        private int turn;

        Chat(@Nullable String resumed) {
            this.resumed = resumed;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof HandshakeComplete) {
                int number = chats.incrementAndGet();
                say(
                        ctx,
                        "{\"type\":\"chat_metadata\",\"chat_id\":\"chat-" + number + "\",\"chat_group_id\":\""
                                + (resumed == null ? "group-" + number : resumed) + "\"}");
                ctx.flush();
            }
            ctx.fireUserEventTriggered(event);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
            if (begun) {
                return; // nobody is listened to
            }
            String settings = frame.text();
            begun = settings.contains("\"session_settings\"");
            if (begun && settings.contains("\"" + FLOODED)) {
                flood(ctx);
            } else if (begun) {
                talking.incrementAndGet();
                sentence(ctx, "ahead");
                talk(ctx, 0);
            }
        }

        private void talk(ChannelHandlerContext ctx, int sentence) {
            sentence(ctx, "s" + sentence);
            later(ctx, TALK_MILLIS, () -> talk(ctx, sentence + 1));
        }

        private void sentence(ChannelHandlerContext ctx, String id) {
            say(ctx, message(id, "la"));
            say(ctx, sound(id, talk));
            ctx.flush();
        }

        private void flood(ChannelHandlerContext ctx) {
            if (calm) {
                return;
            }
            if (ctx.channel().isWritable()) {
                say(ctx, message("giant", "la"));
                switch (turn++ % WAYS) {
                    case 0 -> giant(ctx, giantSound);
                    case 1 -> giant(ctx, giantText);
                    default -> {
                        for (int i = 0; i < CHUNKS; i++) {
                            ctx.write(new TextWebSocketFrame(chunk.retainedDuplicate()));
                        }
                    }
                }
                ctx.flush();
            }
            later(ctx, BETWEEN_MILLIS, () -> flood(ctx));
        }

        private void giant(ChannelHandlerContext ctx, ByteBuf text) {
            ctx.write(new TextWebSocketFrame(text.retainedDuplicate()))
                    .addListener(written -> giants.addAndGet(written.isSuccess() ? 1 : 0));
        }

        private static void say(ChannelHandlerContext ctx, String text) {
            ctx.write(new TextWebSocketFrame(text));
        }

        private static void later(ChannelHandlerContext ctx, int millis, Runnable task) {
            ctx.executor()
                    .schedule(
                            () -> {
                                if (ctx.channel().isActive()) {
                                    task.run();
                                }
                            },
                            millis,
                            TimeUnit.MILLISECONDS);
        }
    }
}
