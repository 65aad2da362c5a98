package dev.trunkline.engine.mind.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.net.egress.EgressPolicy;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client tells while nobody speaks waits for the caller's next words, as by EVI's rules. */
class ToldDialogModelsTest {

    private final ModelServer model = new ModelServer();

    @AfterEach
    void stop() {
        model.close();
    }

    @Test
    void modelSaysNothing() {
        assertSaysNothing(new OpenAiDialogModel(
                OpenAiSettings.of(model.url("/v1"), null, "m", null), GenerationMeter.NONE, System::nanoTime));
    }

    @Test
    void customLanguageModelSaysNothing() {
        assertSaysNothing(new ClmDialogModel(
                ClmSettings.defaults().withEndpoint(model.url("/clm"), null),
                EgressPolicy.privateNetworksToo(),
                GenerationMeter.NONE,
                System::nanoTime));
    }

    private void assertSaysNothing(DialogModel asked) {
        Overheard overheard = new Overheard();

        asked.generate(
                DialogRequest.of(List.of(), List.of(), new Trigger.Told("The caller pressed 1 on the keypad.")),
                overheard);

        assertThat(overheard.end()).isEqualTo("done");
        assertThat(overheard.sentences()).isEmpty();
        assertThat(model.connections()).isZero();
    }
}
