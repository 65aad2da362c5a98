package dev.trunkline.engine.realtime.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.conversation.ChatHistoryWriter;
import dev.trunkline.engine.conversation.MissedSpeech;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.plan.ChatLimits;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.realtime.wire.BadEvent;
import dev.trunkline.engine.realtime.wire.ClientEvent;
import dev.trunkline.engine.realtime.wire.ConversationItem;
import dev.trunkline.engine.realtime.wire.ResponseRequest;
import dev.trunkline.engine.realtime.wire.ServerEvent;
import dev.trunkline.engine.realtime.wire.ServerEventType;
import dev.trunkline.engine.realtime.wire.SessionConfig;
import dev.trunkline.engine.realtime.wire.SessionReader;
import dev.trunkline.engine.realtime.wire.WireId;
import dev.trunkline.engine.turns.AgentParts;
import dev.trunkline.engine.turns.MessageRate;
import dev.trunkline.engine.turns.ResponseLatency;
import dev.trunkline.net.connection.MemoryBudget;
import dev.trunkline.time.Scheduler;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One session: takes what the client sends to where it belongs. {@link Items} are its conversation, {@link InputBuffer} hears the caller,
 * {@link Dialog} decides when the agent answers. Confined to the session's loop.
 */
public final class ServedSession implements ClientEvent.Receiver {

    private static final int MAX_BAD_EVENTS = 1_000; // of one session: a client that never gets it right

    /** A hundred events a second, beside sound, and two hundred at once, as in EVI's chats. */
    private static final long EVENT_NANOS = 10_000_000L;

    /** Two thousand a second: how much sound there may be in them is another rate. */
    private static final long APPEND_NANOS = 500_000L;

    private static final long MAX_AHEAD_NANOS = 2_000_000_000L;
    private static final long USUAL_MAX_MILLIS = 3_600_000; // documented

    private final SessionContext context;
    private final ChatHistoryWriter history;
    private final Peer peer;
    private final Items items;
    private final Dialog dialog;
    private final InputBuffer input;
    private final MessageRate rate;
    private final long maxMillis;
    private final long expiresAtSeconds;
    private final Scheduler.Timer expiry;
    private SessionConfig config;
    private int badEvents;

    /**
     * What all sessions of an engine have in common. Immutable.
     *
     * @param plan what holds where a client says nothing
     * @param budget for what clients make their sessions keep
     */
    public record Parts(AgentParts agent, ChatPlan plan, MemoryBudget budget) {}

    /**
     * A session that is not open yet.
     *
     * @param config what the session begins with
     * @param history keeps what happens, as of a chat of EVI's
     * @param peer at its other end
     * @param scheduler of the session's loop
     * @param loop runs tasks on it, later
     */
    public static ServedSession of(
            String id,
            Parts parts,
            SessionConfig config,
            ChatHistoryWriter history,
            Peer peer,
            Scheduler scheduler,
            Executor loop) {
        SessionContext context = new SessionContext(
                id,
                WireId.next("conv"),
                parts.agent(),
                parts.plan(),
                peer,
                new Journal(history),
                new MemoryShare(parts.budget()),
                new ResponseLatency(parts.agent().meter(), scheduler),
                scheduler,
                loop);
        return new ServedSession(context, config, history);
    }

    private ServedSession(SessionContext context, SessionConfig config, ChatHistoryWriter history) {
        this.context = context;
        this.history = history;
        this.peer = context.peer();
        this.config = config;
        context.memory().holdChars(config.chars());
        this.items = new Items(context.memory());
        this.dialog = new Dialog(context, items, config);
        this.input = new InputBuffer(context, config.input(), items, dialog);
        this.rate = new MessageRate(peer::holdBack, context.scheduler(), MAX_AHEAD_NANOS);
        this.maxMillis = maxMillis(context.plan().limits());
        this.expiresAtSeconds = (context.agent().wallClock().millis() + maxMillis) / 1_000;
        this.expiry = context.scheduler().after(maxMillis * 1_000_000, this::onExpired);
        dialog.listenTo(input);
    }

    /** As long as documented, unless an operator has made all chats shorter or longer than EVI's. */
    private static long maxMillis(ChatLimits limits) {
        boolean isUsual = limits.maxDurationMillis() == ChatLimits.defaults().maxDurationMillis();
        return isUsual ? USUAL_MAX_MILLIS : limits.maxDurationMillis();
    }

    /** The socket is open: introduces itself. */
    public void open() {
        history.opened(context.plan().config(), config.instructions());
        tellSession(ServerEventType.SESSION_CREATED);
    }

    /** The client sent this. */
    public void receive(ClientEvent.Named named) {
        rate.spend(named.event() instanceof ClientEvent.Append ? APPEND_NANOS : EVENT_NANOS);
        rate.keep();
        try {
            named.event().deliverTo(this);
        } catch (BadEvent e) {
            refuse(e, named.eventId());
        }
    }

    private void refuse(BadEvent why, @Nullable String eventId) {
        tell(new ServerEvent.Failure.Details(why.type(), why.code(), why.text(), why.param(), eventId));
        badEvents += why.isClientsMistake() ? 1 : 0;
        if (badEvents >= MAX_BAD_EVENTS) {
            peer.close(ChatEntry.Status.ERROR);
        }
    }

    private void tell(ServerEvent.Failure.Details details) {
        peer.send(new ServerEvent.Failure(details));
    }

    private void onExpired() {
        tell(new ServerEvent.Failure.Details(
                "invalid_request_error",
                "session_expired",
                "The session has reached its longest time, " + maxMillis / 1_000 + " seconds.",
                null,
                null));
        peer.close(ChatEntry.Status.MAX_DURATION_TIMEOUT);
    }

    /**
     * The socket is closed.
     *
     * @param why it is over
     */
    public void close(ChatEntry.Status why) {
        expiry.cancel();
        dialog.close();
        input.close();
        context.memory().close();
        history.ended(why);
    }

    @Override
    public void onSessionUpdate(JsonNode session) {
        SessionConfig changed = SessionReader.update(config, session);
        if (!changed.output().voice().equals(config.output().voice()) && dialog.hasSounded()) {
            throw new BadEvent(
                    "cannot_update_voice",
                    "The voice cannot be changed any more: the agent has spoken.",
                    "session.audio.output.voice");
        }
        long moreChars = changed.chars() - config.chars();
        context.memory().requireChars(moreChars);
        context.memory().holdChars(moreChars);
        config = changed;
        input.apply(changed.input());
        dialog.apply(changed);
        tellSession(ServerEventType.SESSION_UPDATED);
    }

    private void tellSession(ServerEventType type) {
        peer.send(new ServerEvent.Session(type, config.json(context.id(), expiresAtSeconds)));
    }

    @Override
    public void onAppend(byte[] audio) {
        input.append(audio);
    }

    @Override
    public void onCommit() {
        input.commit();
    }

    @Override
    public void onClear() {
        input.clear();
    }

    @Override
    public void onItemCreate(ClientEvent.ItemCreate event) {
        ConversationItem item = event.item();
        items.require(item, event.previousItemId());
        if (event.sound() != null) {
            input.understand(event.sound(), item.id());
        }
        String before = items.insert(item, event.previousItemId());
        context.journal().created(item, items);
        peer.send(new ServerEvent.Item(ServerEventType.CONVERSATION_ITEM_ADDED, before, item));
        peer.send(new ServerEvent.Item(ServerEventType.CONVERSATION_ITEM_DONE, before, item));
    }

    @Override
    public void onItemRetrieve(String itemId) {
        peer.send(new ServerEvent.ItemRetrieved(items.get(itemId, "item_id").item()));
    }

    @Override
    public void onItemTruncate(ClientEvent.ItemTruncate event) {
        MissedSpeech missed = truncate(event);
        if (dialog.stopSaying(event.itemId())) {
            missed = truncate(event); // it was told as a whole once more
        }
        context.journal().missed(missed);
        dialog.onTruncated();
        peer.send(new ServerEvent.ItemTruncated(event.itemId(), event.contentIndex(), event.audioEndMillis()));
    }

    private MissedSpeech truncate(ClientEvent.ItemTruncate event) {
        return items.truncate(event.itemId(), event.contentIndex(), event.audioEndMillis());
    }

    @Override
    public void onItemDelete(String itemId) {
        items.get(itemId, "item_id");
        dialog.stopSaying(itemId); // the rest of it would be an item once more
        items.delete(itemId);
        peer.send(new ServerEvent.ItemDeleted(itemId));
    }

    @Override
    public void onResponseCreate(@Nullable JsonNode response) {
        dialog.create(ResponseRequest.read(config, response));
    }

    @Override
    public void onResponseCancel(@Nullable String responseId) {
        dialog.cancel(responseId);
    }
}
