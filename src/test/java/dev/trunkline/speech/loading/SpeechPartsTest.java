package dev.trunkline.speech.loading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechRecognizer.Result;
import dev.trunkline.speech.Telephone;
import dev.trunkline.speech.sphinx.PhraseGrammar;
import dev.trunkline.speech.tts.FreeTtsVoice;
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

        SpeechParts parts = SpeechParts.load(grammar);
        parts.loaded().get(180, TimeUnit.SECONDS);

        assertThat(parts.voice().sampleRateHz()).isEqualTo(48_000);
        Speech question = new FreeTtsVoice().say("What is my balance?");
        assertThat(parts.recognizer().recognize(Telephone.hear(question)))
                .isEqualTo(new Result("what is my balance", true));
    }
}
