package dev.trunkline.engine.mind.remote;

import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the client wants known, where EVI documents it to stand: behind the caller's words. The persistent context is behind
 * all of them, temporary ones are behind the newest. Not thread-safe.
 */
final class ContextNotes {

    private final DialogRequest request;
    private final @Nullable ChatMessage newest;
    private long tooMany; // of the caller's messages, oldest first
    private boolean persistentTold;

    /**
     * @param messages that are told
     * @param maxChars how much the persistent context may take in older messages; the oldest go without
     */
    ContextNotes(DialogRequest request, List<ChatMessage> messages, int maxChars) {
        this.request = request;
        ChatMessage last = messages.isEmpty() ? null : messages.get(messages.size() - 1);
        this.newest = last != null && isCallers(last) ? last : null;
        long older = messages.stream().filter(ContextNotes::isCallers).count() - (newest == null ? 0 : 1);
        this.tooMany =
                older - maxChars / Math.max(1, request.persistentContext().length());
    }

    private static boolean isCallers(ChatMessage message) {
        return message.role() == ChatMessage.Role.CALLER && !message.text().isBlank();
    }

    /** What the caller said, and what is known with it. To be asked for every message of the caller once, oldest first. */
    @SuppressWarnings("ReferenceEquality") // the same words may have been said before
    String words(ChatMessage message) {
        if (message == newest) {
            return with(message, request.contexts());
        }
        if (tooMany-- > 0 || request.persistentContext().isEmpty()) {
            return message.text();
        }
        persistentTold = true;
        return with(message, List.of(request.persistentContext()));
    }

    /** What is known and stands behind no words, because the newest are not the caller's; may be empty. */
    String rest() {
        return newest != null
                ? ""
                : note(request.contexts().stream()
                        .filter(context -> !(persistentTold && context.equals(request.persistentContext())))
                        .toList());
    }

    private static String with(ChatMessage message, List<String> contexts) {
        return contexts.isEmpty() ? message.text() : message.text() + " " + note(contexts);
    }

    private static String note(List<String> contexts) {
        return contexts.isEmpty() ? "" : "{Context: " + String.join("\n", contexts) + "}";
    }
}
