package dev.trunkline.engine.mind.remote;

import dev.trunkline.engine.mind.Conversation;
import dev.trunkline.engine.mind.Heeded;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.Mind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Thinks with a chat's own custom language model when its config names one, and with the engine's mind otherwise. Thread-safe. */
public final class MindOfChoice implements Mind {

    private final Mind own;
    private final Mind custom;

    /**
     * @param own the engine's
     * @param custom a {@link ClmMind}, or whatever is to stand for custom language models
     */
    public MindOfChoice(Mind own, Mind custom) {
        this.own = own;
        this.custom = custom;
    }

    @Override
    public Thinking think(Conversation conversation, Listener listener) {
        return choice(conversation.model().wanted()).think(conversation, listener);
    }

    private Mind choice(@Nullable LanguageModel wanted) {
        return wanted != null && wanted.provider().equals(LanguageModel.CUSTOM) ? custom : own;
    }

    @Override
    public List<String> foresee(Conversation conversation) {
        return choice(conversation.model().wanted()).foresee(conversation);
    }

    @Override
    public Heeded heeds(@Nullable LanguageModel wanted) {
        return choice(wanted).heeds(wanted);
    }

    @Override
    public List<String> openings() {
        return own.openings();
    }
}
