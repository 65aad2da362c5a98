package dev.trunkline.engine.mind.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.mind.Conversation;
import dev.trunkline.engine.mind.Mind;
import dev.trunkline.engine.mind.Occasion;
import dev.trunkline.net.Reach;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client tells while nobody speaks waits for the caller's next words, as by EVI's rules. */
class ToldMindsTest {

    private final ModelServer model = new ModelServer();

    @AfterEach
    void stop() {
        model.close();
    }

    @Test
    void modelSaysNothing() {
        assertSaysNothing(new OpenAiMind(OpenAiSettings.of(model.url("/v1"), null, "m", null), MindMeter.NONE, System::nanoTime));
    }

    @Test
    void customLanguageModelSaysNothing() {
        assertSaysNothing(new ClmMind(
                ClmSettings.defaults().withEndpoint(model.url("/clm"), null),
                Reach.privateNetworksToo(),
                MindMeter.NONE,
                System::nanoTime));
    }

    private void assertSaysNothing(Mind mind) {
        Overheard overheard = new Overheard();

        mind.think(
                Conversation.of(List.of(), List.of(), new Occasion.Told("The caller pressed 1 on the keypad.")),
                overheard);

        assertThat(overheard.end()).isEqualTo("done");
        assertThat(overheard.sentences()).isEmpty();
        assertThat(model.connections()).isZero();
    }
}
