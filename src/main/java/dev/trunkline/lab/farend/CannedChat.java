package dev.trunkline.lab.farend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.time.Scheduler.Timer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One chat: hears nothing but tags and numbered words, does what tags say and its script. Confined to its loop. */
final class CannedChat extends SimpleChannelInboundHandler<TextWebSocketFrame> implements CannedSpeaker.AnswerListener {

    private static final Logger LOG = LoggerFactory.getLogger(CannedChat.class);
    private static final WriteBufferWaterMark UNREAD_BYTES = new WriteBufferWaterMark(32 << 20, 64 << 20);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DEFAULT_RATE_HZ = 16_000;
    private static final int MIN_RATE_HZ = 8_000;
    private static final int MAX_RATE_HZ = 48_000;
    private static final int NORMAL = 1_000;
    private static final String TOO_LONG = "too_long"; // the note that a chat lasted to its limit
    private static final String INTERIM =
            "{\"type\":\"user_message\",\"message\":{\"role\":\"user\",\"content\":\"well\"},"
                    + "\"models\":{},\"from_text\":false,\"interim\":true}";
    private static final long GOES_ON_NANOS = TimeUnit.MILLISECONDS.toNanos(700); // behind an interruption

    private static final FastThreadLocal<AudioInput> OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected AudioInput initialValue() {
            return new AudioInput();
        }
    };

    private final FarEnd.Parts parts;
    private final ChatFaults faults;
    private final String chatId;
    private final String groupId;
    private final boolean isResumed;
    private final GoodbyeWatch goodbye = new GoodbyeWatch();

    private AudioInput input = new AudioInput();
    private TagDetector detector = new TagDetector(DEFAULT_RATE_HZ);
    private NumberedWords words = new NumberedWords(DEFAULT_RATE_HZ);
    private @Nullable LoopScheduler scheduler;
    private @Nullable CannedSpeaker speaker;
    private @Nullable Timer limit;
    private String caller = "";
    private int generation;
    private int tags;
    private int frames;
    private boolean isOpen;
    private boolean settled;
    private boolean greeted;

    CannedChat(FarEnd.Parts parts, ChatFaults faults, String chatId, String groupId, boolean isResumed) {
        this.parts = parts;
        this.faults = faults;
        this.chatId = chatId;
        this.groupId = groupId;
        this.isResumed = isResumed;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.channel().config().setWriteBufferWaterMark(UNREAD_BYTES);
        parts.open().opened();
        ctx.channel().closeFuture().addListener(closed -> parts.open().closed());
        String protocol =
                ctx.pipeline().context(WebSocketServerProtocolHandler.class).name();
        ctx.pipeline().addBefore(protocol, null, goodbye);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof HandshakeComplete) {
            LoopScheduler time = LoopScheduler.of(ctx.channel().eventLoop());
            scheduler = time;
            input = OF_LOOP.get();
            generation = parts.voices().next(groupId);
            speaker = new CannedSpeaker(parts.settings(), chatId + "-", this::voice, ctx.channel(), time, this);
            open(ctx, time);
        }
        ctx.fireUserEventTriggered(event);
    }

    private void open(ChannelHandlerContext ctx, LoopScheduler time) {
        ChatFault late = faults.find(ChatFault.Kind.LATE);
        int longestSeconds = parts.settings().script().longestChatSeconds();
        if (longestSeconds > 0) {
            limit = time.after(TimeUnit.SECONDS.toNanos(longestSeconds), () -> endAsTooLong(ctx, time));
        }
        ChatFault noGroup = faults.find(ChatFault.Kind.NO_RESUME);
        if (noGroup != null && isResumed) {
            fail(ctx, "E0708", "chat_group_not_found", noGroup.amount());
        } else if (faults.has(ChatFault.Kind.MUTE) && speaker != null) {
            speaker.fallSilent();
        } else if (late != null) {
            time.after(TimeUnit.MILLISECONDS.toNanos(late.amount()), () -> {
                begin(ctx);
                ctx.flush();
            });
        } else {
            begin(ctx);
            faults.onOpen().forEach(fault -> strike(ctx, fault));
            ctx.flush();
        }
    }

    private void endAsTooLong(ChannelHandlerContext ctx, LoopScheduler time) {
        parts.notes().add(caller, TOO_LONG, -1, time.nowNanos());
        fail(ctx, "E0715", "max_duration_timeout", NORMAL);
    }

    private void begin(ChannelHandlerContext ctx) {
        if (!faults.has(ChatFault.Kind.NO_METADATA)) {
            send(
                    ctx,
                    "{\"type\":\"chat_metadata\",\"chat_id\":\"" + chatId + "\",\"chat_group_id\":\"" + groupId
                            + "\"}");
        }
        isOpen = true;
        greet();
    }

    private CannedSpeech voice(int answer) {
        if (!parts.settings().numbered()) {
            return parts.speech();
        }
        return parts.voices().of(code(answer));
    }

    private int code(int answer) {
        return answer == 0 && !isResumed
                ? NumberedVoices.greeting(generation)
                : NumberedVoices.turn(generation, answer);
    }

    @Override
    public void answered(int tag, int answer) {
        if (scheduler != null) {
            parts.notes().add(caller, Tag.TALK.obeyed(), tag, scheduler.nowNanos());
            note("turn", parts.settings().numbered() ? code(answer) : 0);
        }
    }

    @Override
    public void said(int millis) {
        note("said", millis);
    }

    /** Of a numbered far end only: others have nobody who asks. */
    private void note(String kind, int value) {
        if (parts.settings().numbered() && scheduler != null) {
            parts.notes().add(new TagLog.ChatNote(caller, kind, chatId, groupId, value, scheduler.nowNanos()));
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
        for (ChatFault fault : faults.onMessage()) {
            strike(ctx, fault);
        }
        int lengthBytes = input.read(frame.content());
        if (lengthBytes != AudioInput.OTHER) {
            transcribe(ctx);
            onAudio(ctx, input.linear16(), lengthBytes);
        } else {
            readJson(ctx, frame.content());
        }
    }

    private void transcribe(ChannelHandlerContext ctx) {
        int every = parts.settings().script().framesPerInterim();
        if (every > 0 && ++frames % every == 0) {
            send(ctx, INTERIM);
        }
    }

    private void strike(ChannelHandlerContext ctx, ChatFault fault) {
        if (speaker == null) {
            return;
        }
        switch (fault.kind()) {
            case CLOSE -> close(ctx, fault.amount());
            case ERROR -> fail(ctx, "E0500", "internal_error", fault.amount());
            case NO_CREDIT -> fail(ctx, "E0300", "credit_balance_exhausted", fault.amount());
            case VANISH -> {
                ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
                ctx.channel().unsafe().closeForcibly(); // a close would say goodbye first
            }
            case STALL -> speaker.fallSilent();
            case DEAF -> ctx.channel().config().setAutoRead(false);
            case FLOOD -> speaker.flood(fault.amount());
            case WRONG_WAV -> speaker.speakRubbish();
            case GARBAGE -> send(ctx, "{\"type\":\"assistant_mess");
            case REFUSE, MUTE, NO_METADATA, LATE, NO_RESUME -> {
                // of the handshake
            }
        }
        ctx.flush();
    }

    private void fail(ChannelHandlerContext ctx, String code, String slug, int closeCode) {
        send(
                ctx,
                "{\"type\":\"error\",\"code\":\"" + code + "\",\"slug\":\"" + slug
                        + "\",\"message\":\"as the script says\"}");
        close(ctx, closeCode);
    }

    private void close(ChannelHandlerContext ctx, int code) {
        if (speaker != null) {
            speaker.fallSilent();
        }
        ctx.writeAndFlush(new CloseWebSocketFrame(code, "")).addListener(ChannelFutureListener.CLOSE);
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
            speaker.fallSilent();
        }
        if (limit != null) {
            limit.cancel();
        }
        note("gone", goodbye.isSaid() ? 1 : 0);
    }

    private void onAudio(ChannelHandlerContext ctx, byte[] linear16, int lengthBytes) {
        for (int from = 0; from < lengthBytes; from += detector.blockBytes()) {
            Tag tag = detector.detect(linear16, from, Math.min(detector.blockBytes(), lengthBytes - from));
            if (tag != null) {
                obey(ctx, tag);
            }
        }
        if (parts.settings().numbered()) {
            int word = words.hear(linear16, lengthBytes);
            if (word >= 0) {
                note("word", word);
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
                if (parts.settings().numbered()) {
                    speaker.goOnAfter(GOES_ON_NANOS);
                }
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
            words = new NumberedWords(sampleRateHz);
        }
        caller = settings.path("variables")
                .path("caller")
                .asText(settings.path("custom_session_id").asText(caller));
        if (!settled) {
            settled = true;
            note("opened", generation);
        }
        greet();
    }

    private void greet() {
        if (speaker != null && settled && isOpen && !greeted) {
            greeted = true;
            speaker.greet();
        }
    }

    private static void send(ChannelHandlerContext ctx, String json) {
        ctx.write(CannedSpeech.message(ctx.alloc(), json));
    }
}
