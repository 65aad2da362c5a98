package dev.trunkline.engine.mind.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.Trigger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChosenDialogModelTest {

    private final ChosenDialogModel model = new ChosenDialogModel(saying("Own."), saying("Custom."));

    private static DialogModel saying(String text) {
        return new DialogModel() {
            @Override
            public PendingReply generate(DialogRequest conversation, Listener listener) {
                listener.onSentence(text);
                listener.onDone();
                return () -> {};
            }

            @Override
            public List<String> openings() {
                return List.of(text);
            }
        };
    }

    private List<String> wanting(@Nullable LanguageModel wanted) {
        Overheard heard = new Overheard();
        model.generate(
                new DialogRequest(
                        "",
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        new Trigger.Resumed(),
                        new DialogRequest.Model(wanted, null, null, "")),
                heard);
        return heard.sentences();
    }

    @Test
    void chatsThatWantACustomModelGetIt() {
        assertThat(wanting(new LanguageModel(LanguageModel.CUSTOM, "https://x", null)))
                .containsExactly("Custom.");
    }

    @Test
    void allOthersAreThoughtByTheEnginesOwn() {
        assertThat(wanting(null)).containsExactly("Own.");
        assertThat(wanting(new LanguageModel("OPEN_AI", "gpt", null))).containsExactly("Own.");
        assertThat(model.openings()).containsExactly("Own.");
    }
}
