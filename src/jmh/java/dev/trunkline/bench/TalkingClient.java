package dev.trunkline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.net.websocket.WebSocketClient;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A caller who says one thing after another, a frame every 20 ms, and hears every answer out. Checks that each answer is in
 * the documented order. Confined to its channel's loop.
 */
public final class TalkingClient extends SimpleChannelInboundHandler<WebSocketFrame> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final long BREATH_NANOS = 300_000_000L;
    private static final long MAX_DELAY_NANOS = 8_000_000_000L;
    private static final int WAV_HEADER_BYTES = 44;
    private static final int OUTPUT_BYTES_PER_SECOND = 48_000 * Short.BYTES;

    private final ScheduledExecutorService clock;
    private final Figures figures;
    private final List<Utterance> utterances;
    private final Habits habits;
    private final CompletableFuture<Integer> done = new CompletableFuture<>();
    private @Nullable ScheduledFuture<?> ticking;
    private List<String> toSay = List.of();
    private int said;
    private int turn;
    private int lost;
    private long lastWordNanos;
    private long speakAtNanos;
    private long playedNanos;
    private boolean waiting;
    private String previous = "";

    /**
     * How a caller talks.
     *
     * @param turns how often
     * @param hearSeconds how much of an answer is heard out at most
     * @param seed decides what is said
     */
    public record Habits(List<Utterance> utterances, int turns, int hearSeconds, int seed) {}

    public TalkingClient(ScheduledExecutorService clock, Figures figures, Habits habits) {
        this.clock = clock;
        this.figures = figures;
        this.habits = habits;
        this.utterances = new ArrayList<>(habits.utterances);
        Collections.shuffle(utterances, new Random(habits.seed));
    }

    /** Says everything; completes with the number of turns that were not answered. */
    public CompletableFuture<Integer> talk(EventLoops loops, int port) {
        URI uri = URI.create("ws://127.0.0.1:" + port + "/v0/evi/chat");
        new WebSocketClient()
                .connect(
                        loops.workers().next(),
                        new WebSocketClient.Target(uri, Map.of(), 16 * 1024 * 1024, 5_000),
                        this);
        return done;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            Channel channel = ctx.channel();
            channel.writeAndFlush(new TextWebSocketFrame(Utterance.SETTINGS));
            // Callers do not begin in chorus.
            speakAtNanos = System.nanoTime() + BREATH_NANOS + new Random(habits.seed).nextLong(MAX_DELAY_NANOS);
            ticking = clock.scheduleAtFixedRate(
                    () -> channel.eventLoop().execute(() -> tick(ctx)),
                    0,
                    Utterance.FRAME_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    private void tick(ChannelHandlerContext ctx) {
        long now = System.nanoTime();
        String message = Utterance.SILENCE;
        if (said < toSay.size()) {
            message = toSay.get(said++);
            lastWordNanos = now;
            waiting = said == toSay.size();
        } else if (waiting && now - lastWordNanos > PATIENCE_NANOS) {
            waiting = false;
            lost++;
            speakAtNanos = now;
        } else if (!waiting && speakAtNanos != 0 && now >= speakAtNanos) {
            if (turn == habits.turns) {
                finish(ctx);
                return;
            }
            toSay = utterances.get(turn++ % utterances.size()).messages();
            said = 0;
            speakAtNanos = 0;
            playedNanos = 0;
        }
        ctx.writeAndFlush(new TextWebSocketFrame(message));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) throws Exception {
        if (!(frame instanceof TextWebSocketFrame text)) {
            return;
        }
        JsonNode message = JSON.readTree(text.text());
        String type = message.path("type").asText();
        checkOrder(type);
        previous = type;
        if (type.equals("audio_output")) {
            long now = System.nanoTime();
            if (waiting) {
                waiting = false;
                figures.add(now - lastWordNanos);
                playedNanos = now;
            }
            int bytes = Base64.getDecoder().decode(message.path("data").asText()).length - WAV_HEADER_BYTES;
            playedNanos += bytes * 1_000_000_000L / OUTPUT_BYTES_PER_SECOND;
        } else if (type.equals("assistant_end") && !waiting && said == toSay.size()) {
            long heardNanos = System.nanoTime() + habits.hearSeconds * 1_000_000_000L;
            speakAtNanos = Math.min(playedNanos, heardNanos) + BREATH_NANOS;
        } else if (type.equals("error")) {
            System.out.println("error: " + message);
        }
    }

    private void checkOrder(String type) {
        boolean inOrder = switch (type) {
            case "audio_output" -> previous.equals("assistant_message") || previous.equals("audio_output");
            case "assistant_prosody" -> previous.equals("audio_output");
            case "assistant_end" -> previous.equals("assistant_prosody");
            default -> true;
        };
        if (!inOrder) {
            System.out.println("out of order: " + type + " after " + previous);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lost += habits.turns - turn + (waiting ? 1 : 0);
        finish(ctx);
    }

    private void finish(ChannelHandlerContext ctx) {
        if (ticking != null) {
            ticking.cancel(false);
        }
        ctx.close();
        done.complete(lost);
    }
}
