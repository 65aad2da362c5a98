package dev.trunkline.engine.chat;

import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.wire.Problem;
import dev.trunkline.engine.wire.ServerMessage;
import dev.trunkline.time.Scheduler;
import java.util.function.Supplier;

/** Tells the listener of one chat: its start, its tool calls, and once why it ended. Confined to the chat's loop. */
final class ChatEvents {

    private final ChatListener listener;
    private final Scheduler scheduler;
    private final Supplier<ChatFacts> facts;
    private final long openedNanos;
    private boolean begun;
    private boolean over;

    /** @param facts as they are when they are asked for */
    ChatEvents(ChatListener listener, Scheduler scheduler, Supplier<ChatFacts> facts) {
        this.listener = listener;
        this.scheduler = scheduler;
        this.facts = facts;
        this.openedNanos = scheduler.nowNanos();
    }

    /** To be called when the chat knows what its handshake said; everything else comes after it. */
    void begin() {
        if (!begun) {
            begun = true;
            listener.started(facts.get());
        }
    }

    void onSent(ServerMessage message) {
        if (message instanceof ServerMessage.ToolCall call) {
            begin();
            listener.toolCalled(facts.get(), call);
        }
    }

    /** Only the first reason counts. */
    void end(ChatEntry.Status reason) {
        if (!over) {
            over = true;
            begin();
            listener.ended(facts.get(), reason, (scheduler.nowNanos() - openedNanos) / 1_000_000);
        }
    }

    /** How EVI names the end that a problem brings. */
    static ChatEntry.Status endBy(Problem problem) {
        if (problem == Problem.INACTIVE) {
            return ChatEntry.Status.INACTIVITY_TIMEOUT;
        }
        return problem == Problem.TOO_LONG ? ChatEntry.Status.MAX_DURATION_TIMEOUT : ChatEntry.Status.ERROR;
    }
}
