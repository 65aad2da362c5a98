package dev.trunkline.lab.farend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.time.Scheduler.Timer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One chat: hears nothing but tags, and does what they say. Confined to its loop. */
final class CannedChat extends SimpleChannelInboundHandler<TextWebSocketFrame> {

    private static final Logger LOG = LoggerFactory.getLogger(CannedChat.class);
    private static final WriteBufferWaterMark UNREAD_BYTES = new WriteBufferWaterMark(32 << 20, 64 << 20);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOO_LONG = "too_long"; // the note that a chat lasted to its limit
    private static final int DEFAULT_RATE_HZ = 16_000;
    private static final int MIN_RATE_HZ = 8_000;
    private static final int MAX_RATE_HZ = 48_000;

    private static final FastThreadLocal<AudioInput> OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected AudioInput initialValue() {
            return new AudioInput();
        }
    };

    private final FarEnd.Parts parts;
    private final String chatId;
    private final String groupId;

    private AudioInput input = new AudioInput();
    private TagDetector detector = new TagDetector(DEFAULT_RATE_HZ);
    private @Nullable LoopScheduler scheduler;
    private @Nullable CannedSpeaker speaker;
    private @Nullable Timer limit;
    private String caller = "";
    private int tags;
    private boolean greeted;

    CannedChat(FarEnd.Parts parts, String chatId, String groupId) {
        this.parts = parts;
        this.chatId = chatId;
        this.groupId = groupId;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.channel().config().setWriteBufferWaterMark(UNREAD_BYTES);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof HandshakeComplete) {
            LoopScheduler time = LoopScheduler.of(ctx.channel().eventLoop());
            scheduler = time;
            input = OF_LOOP.get();
            speaker = new CannedSpeaker(
                    parts.settings(),
                    parts.speech(),
                    ctx.channel(),
                    time,
                    tag -> parts.notes().add(caller, Tag.TALK.obeyed(), tag, time.nowNanos()));
            send(
                    ctx,
                    "{\"type\":\"chat_metadata\",\"chat_id\":\"" + chatId + "\",\"chat_group_id\":\"" + groupId
                            + "\"}");
            ctx.flush();
            int maxSeconds = parts.settings().maxChatSeconds();
            if (maxSeconds > 0) {
                limit = time.after(TimeUnit.SECONDS.toNanos(maxSeconds), () -> endAsTooLong(ctx, maxSeconds));
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    private void endAsTooLong(ChannelHandlerContext ctx, int maxSeconds) {
        LoopScheduler time = LoopScheduler.of(ctx.channel().eventLoop());
        parts.notes().add(caller, TOO_LONG, -1, time.nowNanos());
        send(
                ctx,
                "{\"type\":\"error\",\"code\":\"E0715\",\"slug\":\"max_duration_timeout\",\"message\":\"Chat was ended because"
                        + " it exceeded the max duration of " + maxSeconds + " seconds.\"}");
        ctx.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
        int lengthBytes = input.read(frame.content());
        if (lengthBytes != AudioInput.OTHER) {
            onAudio(ctx, input.linear16(), lengthBytes);
        } else {
            readJson(ctx, frame.content());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    /** Whoever reads nothing of several answers is not measuring anything. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!ctx.channel().isWritable()) {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.atDebug().addKeyValue("cause", String.valueOf(cause)).log("chat lost");
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (speaker != null) {
            speaker.stop();
        }
        if (limit != null) {
            limit.cancel();
        }
    }

    private void onAudio(ChannelHandlerContext ctx, byte[] linear16, int lengthBytes) {
        for (int from = 0; from < lengthBytes; from += detector.blockBytes()) {
            Tag tag = detector.detect(linear16, from, Math.min(detector.blockBytes(), lengthBytes - from));
            if (tag != null) {
                obey(ctx, tag);
            }
        }
    }

    private void obey(ChannelHandlerContext ctx, Tag tag) {
        if (speaker == null || scheduler == null) {
            return;
        }
        int index = tags++;
        parts.notes().add(caller, tag.label(), index, scheduler.nowNanos());
        switch (tag) {
            case TALK -> speaker.answer(index);
            case INTERRUPT -> {
                speaker.stop();
                long seconds = InstantSource.system().instant().getEpochSecond();
                send(ctx, "{\"type\":\"user_interruption\",\"time\":" + seconds + "}");
                // Before it can be heard: nobody is to react to what has not been noted.
                parts.notes().add(caller, tag.obeyed(), index, scheduler.nowNanos());
                ctx.flush();
            }
        }
    }

    private void readJson(ChannelHandlerContext ctx, ByteBuf text) {
        JsonNode message;
        try {
            message = JSON.readTree(text.toString(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return;
        }
        switch (message.path("type").asText()) {
            case "session_settings" -> settle(message);
            case "audio_input" -> onAudio(ctx, message.path("data"));
            default -> {}
        }
    }

    private void onAudio(ChannelHandlerContext ctx, JsonNode data) {
        try {
            byte[] linear16 = Base64.getDecoder().decode(data.asText());
            onAudio(ctx, linear16, linear16.length);
        } catch (IllegalArgumentException e) {
            // Nobody's sound.
        }
    }

    private void settle(JsonNode settings) {
        int sampleRateHz = settings.path("audio").path("sample_rate").asInt();
        if (sampleRateHz >= MIN_RATE_HZ && sampleRateHz <= MAX_RATE_HZ) {
            detector = new TagDetector(sampleRateHz);
        }
        caller = settings.path("variables")
                .path("caller")
                .asText(settings.path("custom_session_id").asText(caller));
        if (speaker != null && !greeted) {
            greeted = true;
            speaker.greet();
        }
    }

    private static void send(ChannelHandlerContext ctx, String json) {
        ctx.write(CannedSpeech.message(ctx.alloc(), json));
    }
}
