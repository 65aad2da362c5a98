package dev.trunkline.endtoend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.net.EventLoops;
import dev.trunkline.net.HttpRequest;
import dev.trunkline.net.HttpServer;
import dev.trunkline.net.Routes;
import dev.trunkline.net.WebSocketEndpoint;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** An EVI that does what a test tells it, over a real socket. It shares no code with the bridge's client. */
final class ScriptedEvi implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EventLoops loops = new EventLoops("scripted-evi", 1);
    private final HttpServer server;
    private final List<Chat> chats = new CopyOnWriteArrayList<>();
    private final BiConsumer<Chat, JsonNode> script;

    /** @param script is told of every message of a chat, on that chat's loop; the first is session_settings */
    ScriptedEvi(BiConsumer<Chat, JsonNode> script) throws IOException {
        this.script = script;
        Routes routes = Routes.builder()
                .webSocket(
                        "/v0/evi/chat",
                        request -> new WebSocketEndpoint.Accept(new Chat(request, chats.size() + 1), 1 << 24))
                .build();
        this.server = HttpServer.start(loops, "127.0.0.1", 0, routes);
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

        Chat(HttpRequest request, int number) {
            this.request = request;
            this.number = number;
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
                send(JSON.createObjectNode()
                        .put("type", "chat_metadata")
                        .put("chat_id", "chat-" + number)
                        .put("chat_group_id", "group-1"));
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) throws IOException {
            JsonNode message = JSON.readTree(frame.text());
            if (message.path("type").asText().equals("audio_input")) {
                synchronized (heard) {
                    heard.write(Base64.getDecoder().decode(message.path("data").asText()));
                }
            }
            script.accept(this, message);
        }

        /** Everything that was said to this chat, linear16. */
        float[] heardSamples() {
            byte[] bytes;
            synchronized (heard) {
                bytes = heard.toByteArray();
            }
            float[] samples = new float[bytes.length / 2];
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < samples.length; i++) {
                samples[i] = buffer.getShort();
            }
            return samples;
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
            ObjectNode message =
                    JSON.createObjectNode().put("type", "assistant_message").put("id", id);
            message.putObject("message").put("role", "assistant").put("content", text);
            message.putObject("models");
            message.put("from_text", false).put("is_quick_response", false);
            send(message);
            int chunk = sampleRateHz / 10;
            for (int from = 0, index = 0; from < samples.length; from += chunk, index++) {
                byte[] wav = wav(samples, from, Math.min(chunk, samples.length - from), sampleRateHz);
                send(JSON.createObjectNode()
                        .put("type", "audio_output")
                        .put("id", id)
                        .put("index", index)
                        .put("data", Base64.getEncoder().encodeToString(wav)));
            }
        }

        void endTurn() {
            send(JSON.createObjectNode().put("type", "assistant_end"));
        }

        void interrupt() {
            send(JSON.createObjectNode().put("type", "user_interruption").put("time", 1_760_000_000));
        }

        void callTool(String id, String name, String parameters) {
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
