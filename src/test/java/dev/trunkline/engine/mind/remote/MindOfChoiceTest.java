package dev.trunkline.engine.mind.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.mind.Conversation;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.Mind;
import dev.trunkline.engine.mind.Occasion;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MindOfChoiceTest {

    private final MindOfChoice mind = new MindOfChoice(saying("Own."), saying("Custom."));

    private static Mind saying(String text) {
        return new Mind() {
            @Override
            public Thinking think(Conversation conversation, Listener listener) {
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
        mind.think(
                new Conversation(
                        "",
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        new Occasion.Resumed(),
                        new Conversation.Model(wanted, null, null, "")),
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
        assertThat(mind.openings()).containsExactly("Own.");
    }
}
