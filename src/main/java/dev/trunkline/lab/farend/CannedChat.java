package dev.trunkline.lab.farend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.net.loop.PerLoop;
import dev.trunkline.time.Scheduler.Timer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One chat: hears nothing but tags and numbered words, does what tags say and its script. Confined to its loop. */
final class CannedChat extends SimpleChannelInboundHandler<TextWebSocketFrame>
        implements CannedSpeaker.AnswerListener, CallerEar.Listener, FaultStrikes.Words {

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

    private static final PerLoop<AudioInput> OF_LOOP = new PerLoop<>(AudioInput::ofEvi);

    private final FarEnd.Parts parts;
    private final ChatFaults faults;
    private final String chatId;
    private final String groupId;
    private final boolean isResumed;
    private final GoodbyeWatch goodbye = new GoodbyeWatch();

    private AudioInput input = AudioInput.ofEvi();
    private CallerEar ear;
    private @Nullable ChannelHandlerContext context;
    private @Nullable CannedSpeaker speaker;
    private @Nullable FaultStrikes strikes;
    private @Nullable Timer limit;
    private @Nullable ChatJournal journal;
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
        this.ear = ear(DEFAULT_RATE_HZ);
    }

    private CallerEar ear(int sampleRateHz) {
        return new CallerEar(sampleRateHz, parts.settings().numbered(), this);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        CannedSocket.attach(ctx, parts.open(), goodbye);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof HandshakeComplete) {
            LoopScheduler time = LoopScheduler.of(ctx.channel().eventLoop());
            input = OF_LOOP.get();
            context = ctx;
            ChatJournal notes = new ChatJournal(parts.notes(), parts.settings().numbered(), chatId, time);
            notes.converse(groupId);
            journal = notes;
            generation = parts.conversations().next(groupId);
            Tongue tongue = new EviTongue(chatId + "-", this::voice, ctx.channel());
            speaker = new CannedSpeaker(parts.settings(), tongue, ctx.channel(), time, this);
            strikes = new FaultStrikes(ctx, speaker, tongue, this);
            open(ctx, time);
        }
        ctx.fireUserEventTriggered(event);
    }

    private void open(ChannelHandlerContext ctx, LoopScheduler time) {
        ChatFault late = faults.find(ChatFault.Kind.LATE);
        int longestSeconds = parts.settings().script().longestChatSeconds();
        if (longestSeconds > 0) {
            limit = time.after(TimeUnit.SECONDS.toNanos(longestSeconds), () -> endAsTooLong(ctx));
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
            faults.onOpen().forEach(this::strike);
            ctx.flush();
        }
    }

    private void endAsTooLong(ChannelHandlerContext ctx) {
        note(TOO_LONG, -1);
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
        return NumberedVoices.code(generation, answer, isResumed);
    }

    @Override
    public void answered(int tag, int answer) {
        note(Tag.TALK.obeyed(), tag);
        noteChat("turn", parts.settings().numbered() ? code(answer) : 0);
    }

    @Override
    public void said(int millis) {
        noteChat("said", millis);
    }

    private void note(String kind, int tag) {
        if (journal != null) {
            journal.note(kind, tag);
        }
    }

    private void noteChat(String kind, int value) {
        if (journal != null) {
            journal.noteChat(kind, value);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
        for (ChatFault fault : faults.onMessage()) {
            strike(fault);
        }
        int lengthBytes = input.read(frame.content());
        if (lengthBytes != AudioInput.OTHER) {
            transcribe(ctx);
            ear.hear(input.sound(), lengthBytes);
        } else {
            readJson(frame.content());
        }
    }

    private void transcribe(ChannelHandlerContext ctx) {
        int every = parts.settings().script().framesPerInterim();
        if (every > 0 && ++frames % every == 0) {
            send(ctx, INTERIM);
        }
    }

    private void strike(ChatFault fault) {
        if (strikes != null) {
            strikes.strike(fault);
        }
    }

    @Override
    public void sayError(ChannelHandlerContext ctx, ChatFault.Kind kind) {
        if (kind == ChatFault.Kind.NO_CREDIT) {
            sayError(ctx, "E0300", "credit_balance_exhausted");
        } else {
            sayError(ctx, "E0500", "internal_error");
        }
    }

    @Override
    public void sayGarbage(ChannelHandlerContext ctx) {
        send(ctx, "{\"type\":\"assistant_mess");
    }

    private void fail(ChannelHandlerContext ctx, String code, String slug, int closeCode) {
        sayError(ctx, code, slug);
        FaultStrikes.close(ctx, speaker, closeCode);
    }

    private static void sayError(ChannelHandlerContext ctx, String code, String slug) {
        send(
                ctx,
                "{\"type\":\"error\",\"code\":\"" + code + "\",\"slug\":\"" + slug
                        + "\",\"message\":\"as the script says\"}");
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (speaker != null) {
            speaker.fallSilent();
        }
        if (limit != null) {
            limit.cancel();
        }
        noteChat("gone", goodbye.isSaid() ? 1 : 0);
    }

    @Override
    public void onWord(int word) {
        noteChat("word", word);
    }

    @Override
    public void onTag(Tag tag) {
        ChannelHandlerContext ctx = context;
        if (speaker == null || ctx == null) {
            return;
        }
        int index = tags++;
        note(tag.label(), index);
        switch (tag) {
            case TALK -> speaker.answer(index);
            case INTERRUPT -> {
                speaker.stop();
                long seconds = InstantSource.system().instant().getEpochSecond();
                send(ctx, "{\"type\":\"user_interruption\",\"time\":" + seconds + "}");
                // Before it can be heard: nobody is to react to what has not been noted.
                note(tag.obeyed(), index);
                noteChat(ChatJournal.INTERRUPTED, 0);
                ctx.flush();
                if (parts.settings().numbered()) {
                    speaker.goOnAfter(GOES_ON_NANOS);
                }
            }
        }
    }

    private void readJson(ByteBuf text) {
        JsonNode message;
        try {
            message = JSON.readTree(text.toString(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return;
        }
        switch (message.path("type").asText()) {
            case "session_settings" -> settle(message);
            case "audio_input" -> onAudio(message.path("data"));
            default -> {}
        }
    }

    private void onAudio(JsonNode data) {
        try {
            byte[] linear16 = Base64.getDecoder().decode(data.asText());
            ear.hear(linear16, linear16.length);
        } catch (IllegalArgumentException e) {
            // Nobody's sound.
        }
    }

    private void settle(JsonNode settings) {
        int sampleRateHz = settings.path("audio").path("sample_rate").asInt();
        if (sampleRateHz >= MIN_RATE_HZ && sampleRateHz <= MAX_RATE_HZ) {
            ear = ear(sampleRateHz);
        }
        if (journal != null) {
            journal.call(settings.path("variables")
                    .path("caller")
                    .asText(settings.path("custom_session_id").asText(journal.caller())));
        }
        if (!settled) {
            settled = true;
            noteChat("opened", generation);
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
