package dev.trunkline.lab.farend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.net.loop.PerLoop;
import dev.trunkline.time.Scheduler.Timer;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One session in the Realtime dialect: hears nothing but tags and numbered words, does what tags and its script say, and is as
 * strict about what clients send as the service. Facts: OpenAI's GA reference of client and server events. Confined to its loop.
 */
final class CannedSession extends SimpleChannelInboundHandler<TextWebSocketFrame>
        implements CannedSpeaker.AnswerListener, FaultStrikes.Words, RealtimeRequests.Listener {

    private static final int NORMAL = 1_000;
    private static final int USUAL_LIMIT_SECONDS = 3_600;

    private static final PerLoop<AudioInput> OF_LOOP = new PerLoop<>(AudioInput::ofRealtime);

    private final FarEnd.Parts parts;
    private final ChatFaults faults;
    private final String id;
    private final SettledSession session;
    private final GoodbyeWatch goodbye = new GoodbyeWatch();

    private @Nullable Open open;
    private @Nullable Timer limit;
    private int generation;
    private boolean isSettled;
    private boolean isResumed;
    private boolean hasHeard;
    private boolean hasSpoken;

    /** What there is once the handshake is over. */
    private record Open(
            ChannelHandlerContext ctx,
            LoopScheduler time,
            AudioInput input,
            RealtimeTongue tongue,
            CannedSpeaker speaker,
            FaultStrikes strikes,
            RealtimeHearing hearing,
            RealtimeRequests requests,
            ChatJournal journal) {}

    CannedSession(FarEnd.Parts parts, ChatFaults faults, String id) {
        this.parts = parts;
        this.faults = faults;
        this.id = id;
        int seconds = parts.settings().script().longestChatSeconds();
        this.session = new SettledSession(
                id, InstantSource.system().instant().getEpochSecond() + (seconds == 0 ? USUAL_LIMIT_SECONDS : seconds));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        CannedSocket.attach(ctx, parts.open(), goodbye);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof HandshakeComplete) {
            LoopScheduler time = LoopScheduler.of(ctx.channel().eventLoop());
            RealtimeTongue tongue = new RealtimeTongue(id + "-", this::voice, ctx.channel());
            CannedSpeaker speaker = new CannedSpeaker(parts.settings(), tongue, ctx.channel(), time, this);
            FaultStrikes strikes = new FaultStrikes(ctx, speaker, tongue, this);
            RealtimeUtterances utterances = new RealtimeUtterances(session, tongue, id + "-");
            ChatJournal journal =
                    new ChatJournal(parts.notes(), parts.settings().numbered(), id, time);
            RealtimeHearing hearing =
                    new RealtimeHearing(parts.settings(), session, speaker, utterances, journal, time, ctx::flush);
            var tool = parts.settings().script().tool();
            var requests = new RealtimeRequests(
                    session, tongue, speaker, utterances, tool, faults.has(ChatFault.Kind.NO_METADATA), this);
            Open now = new Open(ctx, time, OF_LOOP.get(), tongue, speaker, strikes, hearing, requests, journal);
            open = now;
            begin(now);
        }
        ctx.fireUserEventTriggered(event);
    }

    private void begin(Open now) {
        int longestSeconds = parts.settings().script().longestChatSeconds();
        if (longestSeconds > 0) {
            limit = now.time.after(TimeUnit.SECONDS.toNanos(longestSeconds), () -> endAsTooLong(now));
        }
        ChatFault late = faults.find(ChatFault.Kind.LATE);
        if (faults.has(ChatFault.Kind.MUTE)) {
            now.speaker.fallSilent();
        } else if (late != null) {
            later(now, TimeUnit.MILLISECONDS.toNanos(late.amount()), () -> sayCreated(now));
        } else {
            sayCreated(now);
            faults.onOpen().forEach(now.strikes::strike);
            now.ctx.flush();
        }
    }

    private void sayCreated(Open now) {
        now.tongue.say("session.created", "\"session\":" + session.json());
    }

    private void later(Open now, long nanos, Runnable task) {
        now.time.after(nanos, () -> {
            if (now.ctx.channel().isActive()) {
                task.run();
                now.ctx.flush();
            }
        });
    }

    private void endAsTooLong(Open now) {
        note("too_long", -1);
        now.requests.sayError(
                "invalid_request_error",
                "session_expired",
                "Your session hit the maximum duration that the script says.",
                null,
                null);
        FaultStrikes.close(now.ctx, now.speaker, NORMAL);
    }

    private RealtimeVoices.Voice voice(int answer) {
        return parts.settings().numbered()
                ? parts.realtimeVoices().numbered(session.speaks(), code(answer))
                : parts.realtimeVoices().hum(session.speaks());
    }

    private int code(int answer) {
        return NumberedVoices.code(generation, answer, isResumed);
    }

    @Override
    public void answered(int tag, int answer) {
        hasSpoken = true;
        note(Tag.TALK.obeyed(), tag);
        noteChat("turn", parts.settings().numbered() ? code(answer) : 0);
    }

    @Override
    public void said(int millis) {
        noteChat("said", millis);
    }

    private void note(String kind, int tag) {
        if (open != null) {
            open.journal.note(kind, tag);
        }
    }

    private void noteChat(String kind, int value) {
        if (open != null) {
            open.journal.noteChat(kind, value);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
        Open now = open;
        if (now == null) {
            return;
        }
        faults.onMessage().forEach(now.strikes::strike);
        int lengthBytes = now.input.read(frame.content());
        if (lengthBytes != AudioInput.OTHER) {
            hear(now, now.input.sound(), lengthBytes);
        } else {
            now.requests.read(frame.content().toString(StandardCharsets.UTF_8));
        }
    }

    /** Whoever talks unasked begins with the caller's first sound: what there was before has been told by then. */
    private void hear(Open now, byte[] sound, int lengthBytes) {
        if (isSettled && !hasHeard) {
            hasHeard = true;
            now.speaker.greet();
        }
        now.hearing.hear(sound, lengthBytes);
    }

    @Override
    public void onSettled(JsonNode update) {
        Open now = open;
        if (now == null) {
            return;
        }
        now.hearing.settle();
        identify(now, update.path("instructions").asText());
        if (!isSettled) {
            isSettled = true;
            String caller = now.journal.caller();
            String conversation = caller.isEmpty() ? id : caller;
            now.journal.converse(conversation);
            generation = parts.conversations().next(conversation);
            noteChat("opened", generation);
        }
    }

    private static void identify(Open now, String words) {
        if (now.journal.caller().isEmpty()) {
            now.journal.call(SettledSession.caller(words));
        }
    }

    @Override
    public void onItem(String role, String words) {
        if (role.equals("system") && open != null) {
            identify(open, words);
        } else if (!hasSpoken) {
            isResumed = true;
        }
    }

    @Override
    public void onSound(byte[] sound) {
        if (open != null) {
            hear(open, sound, sound.length);
        }
    }

    @Override
    public void onToolAnswered() {
        note("tool", -1);
    }

    @Override
    public void onTruncated(String item, int audioEndMillis, int sentMillis) {
        if (open != null) {
            open.journal.noteTruncation(item, audioEndMillis, sentMillis);
        }
    }

    @Override
    public void onCancelled() {
        if (open != null) {
            open.hearing.interrupted();
        }
    }

    @Override
    public void onRejected(String code) {
        if (open != null) {
            open.journal.noteRejection(code);
        }
    }

    @Override
    public void sayError(ChannelHandlerContext ctx, ChatFault.Kind kind) {
        if (open != null && kind == ChatFault.Kind.NO_CREDIT) {
            open.requests.sayError("insufficient_quota", "insufficient_quota", "as the script says", null, null);
        } else if (open != null) {
            open.requests.sayError("server_error", "server_error", "as the script says", null, null);
        }
    }

    @Override
    public void sayGarbage(ChannelHandlerContext ctx) {
        ctx.write(CannedSpeech.message(ctx.alloc(), "{\"type\":\"response.cre"));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (open != null) {
            open.speaker.fallSilent();
        }
        if (limit != null) {
            limit.cancel();
        }
        noteChat("gone", goodbye.isSaid() ? 1 : 0);
    }
}
