package dev.trunkline.engine.realtime.session;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.ExpectedAnswer;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.realtime.wire.ConversationItem.FunctionCall;
import dev.trunkline.engine.realtime.wire.ConversationItem.Status;
import dev.trunkline.engine.realtime.wire.ResponseRequest;
import dev.trunkline.engine.realtime.wire.ResponseView;
import dev.trunkline.engine.realtime.wire.ResponseView.StatusDetails;
import dev.trunkline.engine.realtime.wire.ServerEvent;
import dev.trunkline.engine.realtime.wire.ServerEvent.Place;
import dev.trunkline.engine.realtime.wire.ServerEventType;
import dev.trunkline.engine.realtime.wire.SessionConfig;
import dev.trunkline.engine.realtime.wire.SessionConfig.Modality;
import dev.trunkline.engine.realtime.wire.WireId;
import dev.trunkline.engine.speaking.CachedSynthesizer;
import dev.trunkline.engine.turns.AgentTurn;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A response: a turn of the agent, told in the protocol's events. It ends once: by itself, because it fails, or because somebody ends it.
 * Confined to the session's loop.
 */
final class Reply implements AgentTurn.Outcome, AgentTurn.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);
    private static final CachedSynthesizer.Spoken UNSPOKEN = new CachedSynthesizer.Spoken(List.of(), Map.of());
    private static final int MAX_CALLS = 32; // as in EVI's chats

    private final SessionContext context;
    private final ResponseRequest request;
    private final Consumer<Reply> whenDone;
    private final String id = WireId.next("resp");
    private final Tokens tokens;
    private final ReplyItems items;
    private final AgentTurn turn;
    private @Nullable ReplyMessage message;
    private int calls;
    private long soundNanos;
    private boolean over;

    /**
     * A response that is not told of yet.
     *
     * @param conversation what it belongs to; null for one out of band
     * @param whenDone is told that it has ended, and was told of
     */
    Reply(SessionContext context, ResponseRequest request, @Nullable Items conversation, Consumer<Reply> whenDone) {
        this.context = context;
        this.request = request;
        this.whenDone = whenDone;
        this.tokens = new Tokens(request.config().maxOutputTokens());
        this.items = new ReplyItems(context.peer(), id, conversation);
        this.turn = new AgentTurn(context.loop(), mouth(), this, this);
    }

    private AgentTurn.Mouth mouth() {
        SessionConfig config = request.config();
        if (config.modality() == Modality.TEXT) {
            return sentence -> CompletableFuture.completedFuture(UNSPOKEN);
        }
        return sentence -> context.agent()
                .speech()
                .say(sentence, config.output().voice(), config.output().sound());
    }

    String id() {
        return id;
    }

    /** What it is made of. */
    ResponseRequest request() {
        return request;
    }

    /** Whether nothing more comes of it. */
    boolean isOver() {
        return over;
    }

    /** Whether it belongs to the conversation. */
    boolean isOfConversation() {
        return !request.isOutOfBand();
    }

    /** Whether it is making this item. */
    boolean isSaying(String itemId) {
        return message != null && message.id().equals(itemId);
    }

    /** Whether it has called a function, whose answer is still to come. */
    boolean hasCalled() {
        return calls > 0;
    }

    /** How long all its sound is. */
    long soundNanos() {
        return soundNanos;
    }

    /** It is told of: from now on it is in progress. */
    void begin() {
        context.peer().send(new ServerEvent.Response(ServerEventType.RESPONSE_CREATED, view(null)));
        context.peer().send(new ServerEvent.RateLimits(List.of())); // there are none
    }

    /** The mind is asked about the conversation as far as this item, empty for none: what comes meanwhile is not answered by it. */
    void think(DialogRequest about, String newestId) {
        items.knows(newestId);
        think(about);
    }

    /** The mind is asked. */
    void think(DialogRequest about) {
        if (over) {
            return;
        }
        tokens.told(about);
        turn.think(context.agent().model(), about);
    }

    /** It says nothing more. */
    void end(StatusDetails why) {
        if (!over) {
            over = true;
            turn.cancel();
            endMessage(why.type() == ResponseView.Status.COMPLETED ? Status.COMPLETED : Status.INCOMPLETE);
            context.peer().send(new ServerEvent.Response(ServerEventType.RESPONSE_DONE, view(why)));
            whenDone.accept(this);
        }
    }

    /** The session is over: nobody is told. */
    void abandon() {
        over = true;
        turn.cancel();
    }

    @Override
    public void onSpoken(AgentTurn.Sentence sentence, CachedSynthesizer.Spoken sound) {
        long nanos = sound.chunks().stream()
                .mapToLong(CachedSynthesizer.Chunk::durationNanos)
                .sum();
        if (!tokens.haveRoomFor(sentence.text(), nanos)) {
            end(StatusDetails.MAX_TOKENS);
            return;
        }
        if (message == null) {
            boolean isSpoken = request.config().modality() == Modality.AUDIO;
            message = new ReplyMessage(context.peer(), items, id, items.size(), isSpoken);
        }
        String text = sentence.text();
        message.say(text, sound, isOfConversation() ? context.journal().agentSaid(text, sound.scores()) : "");
        soundNanos += nanos;
        context.latency().agentSpoke();
    }

    @Override
    public void onTool(ToolRequest tool) {
        if (tool.builtin() || ++calls > MAX_CALLS) {
            return; // none was offered; and more than anybody can need
        }
        if (!tokens.haveRoomFor(tool.parametersJson(), 0)) {
            end(StatusDetails.MAX_TOKENS);
            return;
        }
        endMessage(Status.COMPLETED);
        int index = items.size();
        FunctionCall call = new FunctionCall(
                WireId.next("item"), Status.COMPLETED, WireId.next("call"), tool.name(), tool.parametersJson());
        Place place = new Place(id, call.id(), index, null);
        FunctionCall begun = new FunctionCall(call.id(), Status.IN_PROGRESS, call.callId(), call.name(), "");
        items.added(index, ItemEntry.of(begun));
        context.peer().send(new ServerEvent.ArgumentsDelta(place, call.callId(), call.arguments()));
        context.peer().send(new ServerEvent.ArgumentsDone(place, call.callId(), call.name(), call.arguments()));
        items.done(index, ItemEntry.of(call));
        if (isOfConversation()) {
            context.journal().called(call);
        }
    }

    @Override
    public void onModelFailed(AgentTurn failed, DialogModel.Failure failure, String reason) {
        fail("model_" + failure.name().toLowerCase(Locale.ROOT), reason);
    }

    @Override
    public void onVoiceFailed(AgentTurn failed, String reason) {
        fail("voice_failed", reason);
    }

    private void fail(String code, String reason) {
        LOG.atWarn()
                .addKeyValue("sessionId", context.id())
                .addKeyValue("code", code)
                .addKeyValue("cause", reason)
                .log("response failed");
        end(StatusDetails.failed(code));
    }

    @Override
    public void onTurnEnded(AgentTurn ended) {
        end(StatusDetails.COMPLETED);
    }

    @Override
    public void onTurnBegun() {}

    @Override
    public void onSessionNamed(String customSessionId) {}

    @Override
    public void onExpectedAnswer(ExpectedAnswer expected) {}

    private void endMessage(Status status) {
        if (message != null) {
            message.end(status);
            message = null;
        }
    }

    private ResponseView view(@Nullable StatusDetails why) {
        SessionConfig config = request.config();
        return new ResponseView(
                id,
                why == null ? ResponseView.Status.IN_PROGRESS : why.type(),
                why,
                items.output(),
                isOfConversation() ? context.conversationId() : null,
                config.modality().json(),
                config.maxTokensJson(),
                new ResponseView.Audio(new ResponseView.Audio.Output(
                        config.output().format().json(), config.output().voice())),
                why == null ? null : tokens.usage(),
                request.metadata());
    }
}
