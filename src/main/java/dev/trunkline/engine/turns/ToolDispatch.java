package dev.trunkline.engine.turns;

import dev.trunkline.engine.conversation.ConversationView;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.tools.WebSearch;
import dev.trunkline.engine.wire.ClientMessage;
import dev.trunkline.engine.wire.ServerMessage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tools that the agent calls: functions are the client's to run, builtin ones the engine's, and of these the client
 * sees no call but only what came of it. Confined to the chat's loop.
 */
public final class ToolDispatch {

    private static final int MAX_AWAITED = 32;
    private static final long BUILTIN_PATIENCE_NANOS = 10_000_000_000L;
    private static final String COLLECT_DIGITS = "collect_digits"; // Trunkline's: the caller presses keys meanwhile
    private static final String BUILTIN_FAILED = "builtin_tool_failed";

    private record Call(ChatMessage.ToolUse use, boolean builtin, String eventId) {}

    private final ChatContext context;
    private final Session session;
    private final ConversationView conversation;
    private final Consumer<Trigger> onDone;
    private final Runnable onHangUp;
    private final Map<String, Call> awaited = new LinkedHashMap<>();

    /**
     * @param onDone hears what is to be answered now that a tool has answered
     * @param onHangUp the agent ends the chat
     */
    ToolDispatch(
            ChatContext context,
            Session session,
            ConversationView conversation,
            Consumer<Trigger> onDone,
            Runnable onHangUp) {
        this.context = context;
        this.session = session;
        this.conversation = conversation;
        this.onDone = onDone;
        this.onHangUp = onHangUp;
    }

    /** Whether a tool has not answered yet. */
    boolean areAwaited() {
        return !awaited.isEmpty();
    }

    /** Whether the caller waits for one, and not one for the caller. */
    boolean keepCallerWaiting() {
        return areAwaited()
                && awaited.values().stream().noneMatch(call -> call.use.name().equals(COLLECT_DIGITS));
    }

    /** Calls one; builtin ones that this chat does not have, and more than anybody can need, are passed over. */
    void call(ToolRequest request) {
        if (awaited.size() >= MAX_AWAITED) {
            return;
        }
        if (!request.builtin()) {
            context.client().send(begin(request));
        } else if (session.builtinTools().containsKey(request.name())) {
            callBuiltin(request);
        }
    }

    private void callBuiltin(ToolRequest request) {
        String id = begin(request).toolCallId();
        if (request.name().equals(ToolRequest.HANG_UP)) {
            succeed(id, "The chat ends now.");
            onHangUp.run();
        } else if (request.name().equals(WebSearch.TOOL)) {
            context.agent()
                    .webSearch()
                    .search(request.parametersJson())
                    .whenCompleteAsync((found, failure) -> onFound(id, found, failure), context.loop());
            context.scheduler().patience(BUILTIN_PATIENCE_NANOS, () -> fail(id, "no answer in time"));
        } else {
            fail(id, "this engine has no such tool");
        }
    }

    private void onFound(String id, @Nullable String found, @Nullable Throwable failure) {
        Call call = awaited.get(id);
        if (call == null) {
            return; // too late, or the chat is over
        }
        if (found == null) {
            fail(id, why(failure));
        } else {
            succeed(id, found);
            onDone.accept(new Trigger.ToolSucceeded(call.use.name(), found));
        }
    }

    /** For the client: what failed, without classes of ours. */
    private static String why(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        boolean hasWords = cause instanceof IOException || cause instanceof UnsupportedOperationException;
        String words = cause == null || !hasWords ? null : cause.getMessage();
        return words == null ? "the search failed" : words;
    }

    private void succeed(String id, String content) {
        Call call = awaited.remove(id);
        if (call != null) {
            var answer = new ServerMessage.ToolResponse(id, call.use.name(), content, true);
            context.client().send(answer);
            settle(call, answer, content);
        }
    }

    private void fail(String id, String error) {
        Call call = awaited.remove(id);
        if (call != null) {
            String fallback = session.fallbackOf(call.use.name());
            var answer = new ServerMessage.ToolError(id, error, BUILTIN_FAILED, fallback, true);
            context.client().send(answer);
            settle(call, answer, fallback);
            onDone.accept(new Trigger.ToolFailed(call.use.name(), fallback));
        }
    }

    /** The client answered; an id that it is not asked about is ignored. */
    public void onResponse(ClientMessage.ToolResponse message) {
        Call call = takeFunction(message.toolCallId());
        if (call != null) {
            String name = call.use.name();
            settle(
                    call,
                    new ServerMessage.ToolResponse(message.toolCallId(), name, message.content(), false),
                    message.content());
            onDone.accept(new Trigger.ToolSucceeded(name, message.content()));
        }
    }

    /** The client could not do it; an id that it is not asked about is ignored. */
    public void onError(ClientMessage.ToolError message) {
        Call call = takeFunction(message.toolCallId());
        if (call != null) {
            String name = call.use.name();
            String content = message.content() == null ? session.fallbackOf(name) : message.content();
            settle(
                    call,
                    new ServerMessage.ToolError(message.toolCallId(), message.error(), message.code(), content, false),
                    content);
            onDone.accept(new Trigger.ToolFailed(name, content));
        }
    }

    /** The chat is over: a conversation that is resumed must not hold questions without answers. */
    void close() {
        awaited.values().forEach(call -> conversation.add(ChatMessage.answer(call.use, "")));
        awaited.clear();
    }

    private @Nullable Call takeFunction(String id) {
        Call call = awaited.get(id);
        return call == null || call.builtin ? null : awaited.remove(id);
    }

    private ServerMessage.ToolCall begin(ToolRequest request) {
        String id = UUID.randomUUID().toString();
        var call = new ServerMessage.ToolCall(
                id, request.name(), request.parametersJson(), request.builtin(), !request.builtin());
        ChatMessage.ToolUse use = new ChatMessage.ToolUse(id, request.name(), request.parametersJson());
        conversation.add(ChatMessage.call(use));
        awaited.put(id, new Call(use, request.builtin(), context.history().called(call)));
        return call;
    }

    private void settle(Call call, ServerMessage answer, String content) {
        conversation.add(ChatMessage.answer(call.use, content));
        context.history().answered(answer, call.eventId);
    }
}
