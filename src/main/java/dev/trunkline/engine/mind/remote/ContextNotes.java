package dev.trunkline.engine.mind.remote;

import dev.trunkline.engine.mind.Conversation;
import dev.trunkline.engine.mind.Line;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the client wants known, where EVI documents it to stand: behind the caller's words. The persistent context is behind
 * all of them, temporary ones are behind the newest. Not thread-safe.
 */
final class ContextNotes {

    private final Conversation conversation;
    private final @Nullable Line newest;
    private long tooMany; // of the caller's lines, oldest first
    private boolean persistentTold;

    /**
     * For one telling.
     *
     * @param lines that are told
     * @param maxChars how much the persistent context may take in older lines; the oldest go without
     */
    ContextNotes(Conversation conversation, List<Line> lines, int maxChars) {
        this.conversation = conversation;
        Line last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
        this.newest = last != null && isCallers(last) ? last : null;
        long older = lines.stream().filter(ContextNotes::isCallers).count() - (newest == null ? 0 : 1);
        this.tooMany =
                older - maxChars / Math.max(1, conversation.persistentContext().length());
    }

    private static boolean isCallers(Line line) {
        return line.who() == Line.Who.CALLER && !line.text().isBlank();
    }

    /** What the caller said, and what is known with it. To be asked for every line of the caller once, oldest first. */
    @SuppressWarnings("ReferenceEquality") // the same words may have been said before
    String words(Line line) {
        if (line == newest) {
            return with(line, conversation.contexts());
        }
        if (tooMany-- > 0 || conversation.persistentContext().isEmpty()) {
            return line.text();
        }
        persistentTold = true;
        return with(line, List.of(conversation.persistentContext()));
    }

    /** What is known and stands behind no words, because the newest are not the caller's; may be empty. */
    String rest() {
        return newest != null
                ? ""
                : note(conversation.contexts().stream()
                        .filter(context -> !(persistentTold && context.equals(conversation.persistentContext())))
                        .toList());
    }

    private static String with(Line line, List<String> contexts) {
        return contexts.isEmpty() ? line.text() : line.text() + " " + note(contexts);
    }

    private static String note(List<String> contexts) {
        return contexts.isEmpty() ? "" : "{Context: " + String.join("\n", contexts) + "}";
    }
}
