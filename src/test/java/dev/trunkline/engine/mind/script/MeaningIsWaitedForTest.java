package dev.trunkline.engine.mind.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.mind.meaning.SentenceEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first callers of a process may speak before the encoder is loaded. */
class MeaningIsWaitedForTest {

    private static final String PHRASE = "hello";
    private static final String OWN_WORDS = "purple elephants";

    private final CompletableFuture<SentenceEncoder> encoder = new CompletableFuture<>();
    private final List<String> encoded = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final ScriptedDialogModel model = ScriptedDialogModel.ofTheLab();

    @BeforeEach
    void load() {
        model.learn(encoder);
    }

    @Test
    void phrasesOfTheScriptAreAnsweredMeanwhile() {
        hear(PHRASE);

        assertThat(said).first().isEqualTo("Hello.");
    }

    @Test
    void whatMustBeEncodedIsAnsweredWhenThatCanBeDone() {
        DialogModel.PendingReply reply = hear(OWN_WORDS);
        assertThat(model.speculate(request(OWN_WORDS))).isEmpty();
        assertThat(said).isEmpty();

        encoder.complete(this::encode);

        assertThat(encoded).contains(OWN_WORDS);
        assertThat(said).isNotEmpty();
        reply.cancel();
    }

    @Test
    void whoHasGoneMeanwhileIsNotAnswered() {
        hear(OWN_WORDS).cancel();

        encoder.complete(this::encode);

        assertThat(said).isEmpty();
    }

    @Test
    void withoutAnEncoderWordsAloneCount() {
        hear(OWN_WORDS);

        encoder.completeExceptionally(new IOException("this build has none"));

        assertThat(said).first().isEqualTo("Sorry, I did not understand.");
        said.clear();
        hear(OWN_WORDS);
        assertThat(said).isNotEmpty();
    }

    private DialogModel.PendingReply hear(String words) {
        return model.generate(request(words), new DialogModel.Listener() {
            @Override
            public void onSentence(String text) {
                said.add(text);
            }

            @Override
            public void onTool(ToolRequest request) {}

            @Override
            public void onDone() {}

            @Override
            public void onFailed(DialogModel.Failure failure, String reason) {
                said.add("failed: " + reason);
            }
        });
    }

    private static DialogRequest request(String words) {
        return new DialogRequest(
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Trigger.CallerSpoke(words, true, false),
                DialogRequest.Model.ANY);
    }

    /** All sentences mean the same. */
    private List<float[]> encode(List<String> sentences) {
        encoded.addAll(sentences);
        return sentences.stream().map(sentence -> unit()).toList();
    }

    private static float[] unit() {
        float[] vector = new float[384];
        vector[0] = 1;
        return vector;
    }
}
