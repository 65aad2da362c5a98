package dev.trunkline.engine.realtime.session;

import dev.trunkline.bounded.BoundedMap;
import dev.trunkline.engine.conversation.ChatHistoryWriter;
import dev.trunkline.engine.conversation.MissedSpeech;
import dev.trunkline.engine.realtime.wire.ConversationItem;
import dev.trunkline.engine.realtime.wire.ConversationItem.FunctionCall;
import dev.trunkline.engine.realtime.wire.ConversationItem.FunctionCallOutput;
import dev.trunkline.engine.realtime.wire.ConversationItem.Message;
import dev.trunkline.engine.realtime.wire.ConversationItem.Role;
import dev.trunkline.engine.wire.ServerMessage;
import java.util.Map;

/**
 * What the engine's history is told of a session, in the words of EVI's chats, so that both are looked up in one place. Confined to the session's
 * loop.
 */
final class Journal {

    private static final int MAX_CALLS = 100; // nobody answers an older one

    private final ChatHistoryWriter history;
    private final Map<String, String> callEvents = new BoundedMap<>(MAX_CALLS); // of unanswered calls, by their ids

    Journal(ChatHistoryWriter history) {
        this.history = history;
    }

    /** The caller's sound comes. */
    void heardSound() {
        history.heardSound();
    }

    void callerSaid(String text, Map<String, Double> scores) {
        if (!text.isEmpty()) {
            history.userSaid(text, scores);
        }
    }

    /** The agent says a sentence. Returns the event that it is. */
    String agentSaid(String text, Map<String, Double> scores) {
        return history.agentSaid(text, scores);
    }

    void called(FunctionCall call) {
        var tool = new ServerMessage.ToolCall(call.callId(), call.name(), call.arguments(), false, true);
        callEvents.put(call.callId(), history.called(tool));
    }

    /** The client puts this into the conversation: of it, what is typed and what answers a call has happened now. */
    void created(ConversationItem item, Items items) {
        if (item instanceof Message message && message.role() == Role.USER) {
            callerSaid(message.words(), Map.of());
        } else if (item instanceof FunctionCallOutput output) {
            String event = callEvents.remove(output.callId());
            FunctionCall call = items.call(output.callId());
            if (event != null && call != null) {
                history.answered(
                        new ServerMessage.ToolResponse(output.callId(), call.name(), output.output(), false), event);
            }
        }
    }

    /** The caller has not heard this. */
    void missed(MissedSpeech missed) {
        if (!missed.wholly().isEmpty() || !missed.partly().isEmpty()) {
            history.interrupted(missed);
        }
    }
}
