package dev.trunkline.engine.turns;

import dev.trunkline.engine.mind.Trigger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the agent is to say next: texts word for word, in their order, and an answer. Of several triggers only the
 * newest counts, because the model sees all that was said anyway. Confined to the chat's loop.
 */
final class Agenda {

    private static final int MAX_TEXTS = 64;
    private static final int MAX_CHARS = 200_000;

    private final Deque<Verbatim> texts = new ArrayDeque<>();
    private @Nullable Trigger trigger;

    /** What finds no room is left out. */
    void add(Verbatim text) {
        int waitingChars =
                texts.stream().mapToInt(waiting -> waiting.text().length()).sum();
        if (texts.size() < MAX_TEXTS && waitingChars < MAX_CHARS) {
            texts.add(text);
        }
    }

    void put(Trigger newest) {
        trigger = newest;
    }

    boolean isEmpty() {
        return texts.isEmpty() && trigger == null;
    }

    boolean hasText() {
        return !texts.isEmpty();
    }

    boolean hasTrigger() {
        return trigger != null;
    }

    /** The next text, which waits no more. */
    Verbatim takeText() {
        return texts.remove();
    }

    /** What is to be answered, which waits no more. */
    Trigger takeTrigger() {
        Trigger taken = Objects.requireNonNull(trigger);
        trigger = null;
        return taken;
    }

    void dropTexts() {
        texts.clear();
    }
}
