package dev.trunkline.endtoend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.http.WebSocketEndpoint;
import dev.trunkline.net.loop.EventLoops;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An EVI that does what a test tells it, over a real socket. It shares no code with the bridge's client. On the same port it speaks
 * the Realtime dialect, see {@link RealtimeTalk}.
 */
final class ScriptedEvi implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EventLoops loops = new EventLoops("scripted-evi", 1);
    private final HttpServer server;
    private final List<Chat> chats = new CopyOnWriteArrayList<>();
    private final BiConsumer<Chat, JsonNode> script;
    private final Consumer<Chat> onOpen;
    private volatile boolean deaf;

    /** @param script is told of every message of a chat, on that chat's loop; the first is session_settings */
    ScriptedEvi(BiConsumer<Chat, JsonNode> script) throws IOException {
        this(script, Chat::ready);
    }

    /** @param onOpen is told of every new chat, which begins when it is made {@link Chat#ready} */
    ScriptedEvi(BiConsumer<Chat, JsonNode> script, Consumer<Chat> onOpen) throws IOException {
        this.script = script;
        this.onOpen = onOpen;
        Routes routes = Routes.builder()
                .webSocket(
                        "/v0/evi/chat",
                        request -> new WebSocketEndpoint.Accept(new Chat(request, chats.size() + 1, false), 1 << 24))
                .webSocket(
                        "/v1/realtime",
                        request -> new WebSocketEndpoint.Accept(new Chat(request, chats.size() + 1, true), 1 << 24))
                .build();
        this.server = HttpServer.start(loops, "127.0.0.1", 0, routes);
    }

    /** From now on it does not listen: there are too many who speak. */
    void goesDeaf() {
        deaf = true;
    }

    int port() {
        return server.port();
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + server.port() + "/v0/evi");
    }

    List<Chat> chats() {
        return chats;
    }

    @Override
    public void close() {
        server.close();
        loops.close();
    }

    /** One connection. */
    final class Chat extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private final HttpRequest request;
        private final int number;
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
        private ChannelHandlerContext context;
        private final @Nullable RealtimeTalk realtime;
        private volatile String caller = "";

        Chat(HttpRequest request, int number, boolean isRealtime) {
            this.request = request;
            this.number = number;
            this.realtime = isRealtime ? new RealtimeTalk(this::send) : null;
        }

        /** What the bridge said was heard of answers that it cut off; nobody tells an EVI. */
        List<RealtimeTalk.Truncation> truncations() {
            return realtime == null ? List.of() : realtime.truncations();
        }

        HttpRequest request() {
            return request;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            context = ctx;
            chats.add(this);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
                onOpen.accept(this);
            }
        }

        /** The chat begins. */
        void ready() {
            ready("group-1");
        }

        /** It is one of this group. */
        void ready(String group) {
            if (realtime != null) {
                realtime.ready("sess_" + number);
                return;
            }
            send(JSON.createObjectNode()
                    .put("type", "chat_metadata")
                    .put("chat_id", "chat-" + number)
                    .put("chat_group_id", group));
        }

        /** 1 for the first chat of this EVI. */
        int number() {
            return number;
        }

        /** Does something later, on this chat's loop. */
        void after(long millis, Runnable task) {
            context.executor().schedule(task, millis, TimeUnit.MILLISECONDS);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) throws IOException {
            if (deaf && frame.text().startsWith("{\"type\":\"audio_input\"")) {
                return;
            }
            JsonNode read = JSON.readTree(frame.text());
            JsonNode message = realtime == null ? read : realtime.read(read);
            if (message.path("type").asText().equals("audio_input")) {
                byte[] bytes = Base64.getDecoder().decode(message.path("data").asText());
                synchronized (heard) {
                    heard.write(bytes);
                }
            }
            if (message.path("variables").has("caller")) {
                caller = message.path("variables").path("caller").asText();
            }
            script.accept(this, message);
        }

        /** Whose call this is, as the session's variables tell; empty before they did. */
        String caller() {
            return caller;
        }

        /** Everything that was said to this chat, linear16. */
        float[] heardSamples() {
            byte[] bytes;
            synchronized (heard) {
                bytes = heard.toByteArray();
            }
            return samples(bytes);
        }

        void send(ObjectNode message) {
            try {
                context.writeAndFlush(new TextWebSocketFrame(JSON.writeValueAsString(message)));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }

        void sendRaw(String text) {
            context.writeAndFlush(new TextWebSocketFrame(text));
        }

        /** A sentence: its text, and its sound in chunks of 100 ms, each a WAV file. */
        void speak(String id, String text, float[] samples, int sampleRateHz) {
            if (realtime != null) {
                realtime.speak(id, text, samples, sampleRateHz);
                return;
            }
            ObjectNode message =
                    JSON.createObjectNode().put("type", "assistant_message").put("id", id);
            message.putObject("message").put("role", "assistant").put("content", text);
            message.putObject("models");
            message.put("from_text", false).put("is_quick_response", false);
            send(message);
            sound(id, 0, samples, sampleRateHz);
        }

        /** More sound of a sentence, in chunks of 100 ms, the first of which has the index {@code firstIndex}. */
        void sound(String id, int firstIndex, float[] samples, int sampleRateHz) {
            if (realtime != null) {
                realtime.sound(id, samples, sampleRateHz);
                return;
            }
            int chunk = sampleRateHz / 10;
            for (int from = 0, index = firstIndex; from < samples.length; from += chunk, index++) {
                byte[] wav = wav(samples, from, Math.min(chunk, samples.length - from), sampleRateHz);
                send(JSON.createObjectNode()
                        .put("type", "audio_output")
                        .put("id", id)
                        .put("index", index)
                        .put("data", Base64.getEncoder().encodeToString(wav)));
            }
        }

        /** The caller said so. */
        void understood(String text) {
            understood(text, Map.of());
        }

        /** @param scores how it sounded, 0..1 by name; empty when that was not measured */
        void understood(String text, Map<String, Double> scores) {
            if (realtime != null) {
                realtime.understood(text);
                return;
            }
            ObjectNode message = JSON.createObjectNode().put("type", "user_message");
            message.putObject("message").put("role", "user").put("content", text);
            ObjectNode models = message.putObject("models");
            if (!scores.isEmpty()) {
                ObjectNode measured = models.putObject("prosody").putObject("scores");
                scores.forEach(measured::put);
            }
            send(message.put("from_text", false).put("interim", false));
        }

        void endTurn() {
            if (realtime != null) {
                realtime.endTurn();
                return;
            }
            send(JSON.createObjectNode().put("type", "assistant_end"));
        }

        void interrupt() {
            if (realtime != null) {
                realtime.interrupt();
                return;
            }
            send(JSON.createObjectNode().put("type", "user_interruption").put("time", 1_760_000_000));
        }

        void callTool(String id, String name, String parameters) {
            if (realtime != null) {
                realtime.callTool(id, name, parameters);
                return;
            }
            send(JSON.createObjectNode()
                    .put("type", "tool_call")
                    .put("tool_call_id", id)
                    .put("name", name)
                    .put("parameters", parameters)
                    .put("tool_type", "function")
                    .put("response_required", true));
        }

        void close(int code) {
            context.writeAndFlush(new CloseWebSocketFrame(code, ""));
        }

        /** As a killed server does: no close frame, no farewell. */
        void vanish() {
            context.channel().config().setOption(io.netty.channel.ChannelOption.SO_LINGER, 0);
            context.channel().unsafe().closeForcibly();
        }
    }

    /** The sound of an audio_input. */
    static float[] linear16(JsonNode audioInput) {
        return samples(Base64.getDecoder().decode(audioInput.path("data").asText()));
    }

    private static float[] samples(byte[] linear16) {
        float[] samples = new float[linear16.length / 2];
        ByteBuffer buffer = ByteBuffer.wrap(linear16).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = buffer.getShort();
        }
        return samples;
    }

    private static byte[] wav(float[] samples, int from, int count, int sampleRateHz) {
        ByteBuffer wav = ByteBuffer.allocate(44 + 2 * count).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(36 + 2 * count);
        wav.put("WAVEfmt ".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(sampleRateHz).putInt(2 * sampleRateHz);
        wav.putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(2 * count);
        for (int i = 0; i < count; i++) {
            wav.putShort((short) Math.round(samples[from + i]));
        }
        return wav.array();
    }
}
