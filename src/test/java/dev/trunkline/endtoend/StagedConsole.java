package dev.trunkline.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.audio.MuLaw;
import dev.trunkline.console.page.ConsolePage;
import dev.trunkline.net.http.AnswerHeaders;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.http.WebSocketEndpoint;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.speech.file.WavFile;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The console's API with calls that are always the same, for pictures: what the page makes of a busy quarter of an hour. */
final class StagedConsole implements AutoCloseable {

    static final String LIVE = "CA00000000000000000000000000000001";
    static final String ENDED = "CA0000000000000000000000000000000e";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FRAME_MILLIS = 20;
    private static final int HEARD_MILLIS = 9_000; // so much of the past is sent at once, and there is something to see

    private final EventLoops loops = new EventLoops("staged-console", 1);
    private final HttpServer server;
    private final JsonNode stage;
    private final int further;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    StagedConsole() throws IOException {
        this(0);
    }

    /** @param further calls beside those that stand on the stage, each of which talks all the time */
    StagedConsole(int further) throws IOException {
        this.further = further;
        try (InputStream in = StagedConsole.class.getResourceAsStream("staged-console.json")) {
            stage = JSON.readTree(in);
        }
        Routes.Builder routes = Routes.builder().answerHeaders(AnswerHeaders.NO_PAGE);
        ConsolePage.contribute(routes);
        for (String path : List.of("fleet", "softphone", "outbound", "routes", "me")) {
            routes.http("GET", "/api/" + path, (request, reply) -> reply.send(json(200, stage.path(path))));
        }
        routes.http("GET", "/api/calls", (request, reply) -> reply.send(json(200, calls())));
        routes.http("GET", "/api/calls/{sid}", (request, reply) -> reply.send(json(200, one(request))));
        routes.http("GET", "/api/records", (request, reply) -> reply.send(json(200, records(request))));
        routes.http("GET", "/api/records/{sid}", (request, reply) -> reply.send(json(200, one(request))));
        routes.http("GET", "/api/records/{sid}/recording", (request, reply) -> reply.send(recording()));
        routes.http(
                "POST",
                "/api/tickets",
                (request, reply) -> reply.send(json(
                        201, JSON.createObjectNode().put("ticket", "staged").put("expiresInSeconds", 30))));
        routes.http("POST", "/api/calls/{sid}/{action}", this::act);
        for (String action : List.of("pause", "resume")) {
            routes.http("POST", "/api/calls/{sid}/recording/" + action, (request, reply) -> {
                asked.add("recording " + action);
                reply.send(HttpResponse.empty(204));
            });
        }
        routes.http("GET", "/api/webhooks/dead", (request, reply) -> reply.send(json(200, stage.path("dead"))));
        routes.http("POST", "/api/webhooks/dead/{id}/retry", (request, reply) -> {
            asked.add("retry " + request.pathParameter("id"));
            reply.send(HttpResponse.empty(202));
        });
        routes.http("DELETE", "/api/callers/{number}", (request, reply) -> {
            asked.add("erase " + request.pathParameter("number"));
            reply.send(json(200, stage.path("receipt")));
        });
        routes.webSocket("/api/live", request -> new WebSocketEndpoint.Accept(new Live(request), 1 << 16));
        server = HttpServer.start(loops, "127.0.0.1", 0, routes.build());
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }

    /** What the page has asked the bridge to do, such as {@code whisper {"text":"…"}}. */
    List<String> asked() {
        return asked;
    }

    private void act(HttpRequest request, HttpEndpoint.Reply reply) {
        String action = request.pathParameter("action");
        asked.add(action + " " + request.bodyText());
        boolean isSound = action.equals("listen") || action.equals("takeover");
        reply.send(
                isSound
                        ? json(200, JSON.createObjectNode().put("url", "/api/live?call=" + LIVE + "&audio=1&ticket=t"))
                        : HttpResponse.empty(action.equals("hangup") ? 204 : 202));
    }

    private ObjectNode calls() {
        ObjectNode all = JSON.createObjectNode();
        ArrayNode calls = all.putArray("calls");
        stage.path("live").forEach(call -> calls.add(dated(call)));
        for (int i = 0; i < further; i++) {
            calls.add(dated(stage.path("live").path(i % 7)).put("callSid", sid(i)));
        }
        return all;
    }

    private static String sid(int number) {
        return "CA%032x".formatted(0xF000 + number);
    }

    private ObjectNode records(HttpRequest request) {
        String words = request.queryValue("words");
        ObjectNode all = JSON.createObjectNode().putNull("next");
        ArrayNode records = all.putArray("records");
        stage.path("ended").forEach(call -> {
            if (words == null
                    || call.toString().toLowerCase(java.util.Locale.ROOT).contains(words)) {
                records.add(dated(call));
            }
        });
        return all;
    }

    private JsonNode one(HttpRequest request) {
        for (String list : List.of("live", "ended")) {
            for (JsonNode call : stage.path(list)) {
                if (call.path("callSid").asText().equals(request.pathParameter("sid"))) {
                    return dated(call);
                }
            }
        }
        return JSON.createObjectNode();
    }

    private static ObjectNode dated(JsonNode call) {
        ObjectNode dated = call.deepCopy();
        return dated.put(
                "startedAt",
                Instant.now().minusSeconds(call.path("secondsAgo").asLong()).toString());
    }

    private HttpResponse recording() {
        int millis = stage.path("ended").path(0).path("durationMillis").asInt();
        return new HttpResponse(200, "audio/wav", WavFile.stereo(voice(0, millis), voice(1, millis), 8_000), Map.of());
    }

    /** Something like speech where the record says that somebody speaks. */
    private short[] voice(int channel, int millis) {
        short[] samples = new short[millis * 8];
        for (JsonNode line : stage.path("ended").path(0).path("transcript")) {
            boolean isCaller = line.path("who").asText().equals("caller");
            if (isCaller != (channel == 0) || line.path("startMillis").isNull()) {
                continue;
            }
            int start = line.path("startMillis").asInt();
            int from = isCaller ? start - 62 * line.path("text").asText().length() : start;
            int to = isCaller ? start : start + line.path("heardMillis").asInt();
            for (int i = Math.max(0, from * 8); i < Math.min(to * 8, samples.length); i++) {
                samples[i] = (short) babble(i, channel);
            }
        }
        return samples;
    }

    private static float babble(int sample, int channel) {
        double syllables = Math.abs(Math.sin(sample / (channel == 0 ? 700.0 : 840.0)) * Math.sin(sample / 4_100.0));
        return (float) (9_000 * syllables * Math.sin(sample * (channel == 0 ? 0.11 : 0.16)));
    }

    private static HttpResponse json(int status, JsonNode value) {
        return HttpResponse.json(status, value.toString());
    }

    @Override
    public void close() {
        server.close();
        loops.close();
    }

    /** One watcher. */
    private final class Live extends SimpleChannelInboundHandler<WebSocketFrame> {
        private final HttpRequest request;
        private int frames;

        Live(HttpRequest request) {
            this.request = request;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
                boolean isOfOne = request.queryValue("call") != null;
                ObjectNode first = isOfOne
                        ? JSON.createObjectNode()
                                .put("type", "call")
                                .set("record", dated(stage.path("live").path(0)))
                        : calls().put("type", "hello");
                ctx.writeAndFlush(new TextWebSocketFrame(first.toString()));
                if (!isOfOne && further > 0) {
                    ctx.executor().scheduleAtFixedRate(() -> talk(ctx), 10, 10, TimeUnit.MILLISECONDS);
                }
                if (request.queryValue("audio") != null) {
                    int began =
                            stage.path("live").path(0).path("durationMillis").asInt() - HEARD_MILLIS;
                    for (int i = 0; i < HEARD_MILLIS / FRAME_MILLIS; i++) {
                        sound(ctx, began);
                    }
                    ctx.executor()
                            .scheduleAtFixedRate(
                                    () -> sound(ctx, began), FRAME_MILLIS, FRAME_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        }

        /** 2,000 events a second. */
        private void talk(ChannelHandlerContext ctx) {
            for (int i = 0; i < 20; i++) {
                ctx.write(new TextWebSocketFrame(JSON.createObjectNode()
                        .put("type", "event")
                        .put("callSid", sid(frames++ % further))
                        .put("atMillis", 60_000 + frames)
                        .put("name", "caller_said")
                        .put("text", "And another thing, number " + frames)
                        .put("interim", frames % 40 != 0)
                        .toString()));
            }
            ctx.flush();
        }

        private void sound(ChannelHandlerContext ctx, int beganMillis) {
            int atMillis = beganMillis + FRAME_MILLIS * frames++;
            for (int channel = 0; channel < 2; channel++) {
                boolean speaks = (atMillis / 2_600) % 3 == channel;
                ByteBuffer frame = ByteBuffer.allocate(165).put((byte) channel).putInt(atMillis);
                for (int i = 0; i < 160; i++) {
                    frame.put(speaks ? MuLaw.encode((short) babble(atMillis * 8 + i, channel)) : (byte) 0xff);
                }
                ctx.write(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(frame.array())));
            }
            ctx.flush();
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            asked.add("sound");
        }
    }
}
