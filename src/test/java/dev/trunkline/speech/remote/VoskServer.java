package dev.trunkline.speech.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.http.WebSocketEndpoint;
import dev.trunkline.net.loop.EventLoops;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Behaves as alphacep's asr_server.py does, message by message, with a recognizer that hears one word for every 200 ms of loud
 * sound, and the end of a sentence in 500 ms of silence.
 */
public final class VoskServer implements AutoCloseable {

    private static final String[] WORDS = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight"};
    private static final int WORD_MILLIS = 200;
    private static final int SENTENCE_END_MILLIS = 500;

    private final EventLoops loops = new EventLoops("vosk-test", 1);
    private final HttpServer server;
    private final Queue<Integer> sampleRates = new ConcurrentLinkedQueue<>();
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile int diesAtMessage = Integer.MAX_VALUE;
    private volatile boolean isMute;
    private volatile boolean isConcise;
    private volatile String junk = "";

    public VoskServer() {
        Routes routes = Routes.builder()
                .webSocket("/", request -> new WebSocketEndpoint.Accept(new Recognizer(), 1 << 20))
                .build();
        try {
            server = HttpServer.start(loops, "127.0.0.1", 0, routes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public VoskRecognizer recognizer(int answerTimeoutMillis) {
        return new VoskRecognizer(
                new VoskRecognizer.Settings(URI.create("ws://127.0.0.1:" + server.port()), 9_000, answerTimeoutMillis));
    }

    /** What clients configured, in order. */
    Queue<Integer> sampleRates() {
        return sampleRates;
    }

    /** How many pieces of sound came. */
    int messages() {
        return messages.get();
    }

    /** How many connections there are now. */
    public int open() {
        return open.get();
    }

    /** How many there ever were. */
    public int connections() {
        return connections.get();
    }

    /** Breaks the connection at the given piece of sound. */
    public void dieAtMessage(int number) {
        diesAtMessage = number;
    }

    /** Never says a word. */
    void fallMute() {
        isMute = true;
    }

    /** Answers the end only, with one text, and closes. */
    void beConcise() {
        isConcise = true;
    }

    void say(String newJunk) {
        junk = newJunk;
    }

    @Override
    public void close() {
        server.close();
        loops.close();
    }

    private final class Recognizer extends SimpleChannelInboundHandler<WebSocketFrame> {

        private final StringBuilder all = new StringBuilder();
        private int samplesPerMilli = 16;
        private int loudSamples;
        private int quietSamples;
        private boolean over;

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            open.incrementAndGet();
            connections.incrementAndGet();
            ctx.channel().closeFuture().addListener(closed -> open.decrementAndGet());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) throws IOException {
            if (over) {
                return;
            }
            if (frame instanceof BinaryWebSocketFrame) {
                onSound(ctx, frame.content());
            } else if (frame instanceof TextWebSocketFrame text && text.text().equals("{\"eof\" : 1}")) {
                over = true;
                answer(ctx, isConcise ? (all + sentence()).strip() : sentence(), true);
                if (!isMute) {
                    ctx.writeAndFlush(new CloseWebSocketFrame(1000, "")).addListener(ChannelFutureListener.CLOSE);
                }
            } else if (frame instanceof TextWebSocketFrame text) {
                JsonNode config = new JsonMapper().readTree(text.text()).path("config");
                sampleRates.add(config.path("sample_rate").asInt());
                samplesPerMilli = config.path("sample_rate").asInt() / 1_000;
            }
        }

        private void onSound(ChannelHandlerContext ctx, ByteBuf sound) {
            if (messages.incrementAndGet() >= diesAtMessage) {
                over = true;
                ctx.close();
                return;
            }
            while (sound.isReadable(2)) {
                if (Math.abs(sound.readShortLE()) > 500) {
                    loudSamples++;
                    quietSamples = 0;
                } else {
                    quietSamples++;
                }
            }
            boolean isSentence = loudSamples > 0 && quietSamples >= SENTENCE_END_MILLIS * samplesPerMilli;
            if (isConcise) {
                all.append(isSentence ? sentence() + " " : "");
                loudSamples = isSentence ? 0 : loudSamples;
                return;
            }
            answer(ctx, sentence(), isSentence);
            loudSamples = isSentence ? 0 : loudSamples;
        }

        private String sentence() {
            int words = Math.min(WORDS.length, loudSamples / (WORD_MILLIS * samplesPerMilli));
            return String.join(" ", List.of(WORDS).subList(0, words));
        }

        private void answer(ChannelHandlerContext ctx, String words, boolean isSentence) {
            if (isMute) {
                return;
            }
            String answer =
                    junk.isEmpty() ? "{\n  \"" + (isSentence ? "text" : "partial") + "\" : \"" + words + "\"\n}" : junk;
            ctx.writeAndFlush(new TextWebSocketFrame(answer));
        }
    }
}
