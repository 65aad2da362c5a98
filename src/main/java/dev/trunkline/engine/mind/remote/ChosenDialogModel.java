package dev.trunkline.engine.mind.remote;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.ModelCapabilities;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a chat's own custom language model when its config names one, and with the engine's model otherwise. Thread-safe. */
public final class ChosenDialogModel implements DialogModel {

    private final DialogModel own;
    private final DialogModel custom;

    /**
     * @param own the engine's
     * @param custom a {@link ClmDialogModel}, or whatever is to stand for custom language models
     */
    public ChosenDialogModel(DialogModel own, DialogModel custom) {
        this.own = own;
        this.custom = custom;
    }

    @Override
    public PendingReply generate(DialogRequest request, Listener listener) {
        return choice(request.model().wanted()).generate(request, listener);
    }

    private DialogModel choice(@Nullable LanguageModel wanted) {
        return wanted != null && wanted.provider().equals(LanguageModel.CUSTOM) ? custom : own;
    }

    @Override
    public List<String> speculate(DialogRequest request) {
        return choice(request.model().wanted()).speculate(request);
    }

    @Override
    public ModelCapabilities capabilities(@Nullable LanguageModel wanted) {
        return choice(wanted).capabilities(wanted);
    }

    @Override
    public List<String> openings() {
        return own.openings();
    }
}
