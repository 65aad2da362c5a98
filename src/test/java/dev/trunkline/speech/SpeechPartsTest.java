package dev.trunkline.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.speech.Ears.Heard;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class SpeechPartsTest {

    @Test
    void theAgentSpeaksWithMarysVoiceAndHearsItsCaller()
            throws ExecutionException, InterruptedException, TimeoutException {
        PhraseGrammar grammar = PhraseGrammar.of(List.of("hello", "what is my balance"));

        SpeechParts parts = SpeechParts.load(grammar).get(60, TimeUnit.SECONDS);

        assertThat(parts.voice().sampleRateHz()).isEqualTo(48_000);
        Speech question = new FreeTtsVoice().say("What is my balance?");
        assertThat(parts.ears().listen(Telephone.hear(question))).isEqualTo(new Heard("what is my balance", true));
    }
}
