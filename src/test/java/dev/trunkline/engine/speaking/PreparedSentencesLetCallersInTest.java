package dev.trunkline.engine.speaking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.expression.HeuristicExpression;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.Voice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PreparedSentencesLetCallersInTest {

    private final Deque<Runnable> queue = new ArrayDeque<>(); // of one worker
    private final List<String> said = new ArrayList<>();
    private final Voice voice = new Voice() {
        @Override
        public Speech say(String text) {
            said.add(text);
            if (text.equals("broken")) {
                throw new SpeechFailedException("hoarse");
            }
            return new Speech(new short[800], 8_000);
        }

        @Override
        public int sampleRateHz() {
            return 8_000;
        }
    };
    private final CachedSynthesizer cache = new CachedSynthesizer(
            voice, new HeuristicExpression(), new SoundSettings(8_000, 500), BoundedExecutor.on(queue::add));

    @Test
    void whatACallerIsToHearWaitsForOneOfThemAtMost() {
        cache.prepare(List.of("one", "two", "three"), null);
        cache.say("for the caller", null);

        runAll();

        assertThat(said).containsExactly("one", "for the caller", "two", "three");
    }

    @Test
    void aSentenceThatACallerHearsAlreadyIsNotSpokenTwice() {
        CompletableFuture<CachedSynthesizer.Spoken> heard = cache.say("two", null);
        CompletableFuture<Integer> prepared = cache.prepare(List.of("one", "two"), null);

        runAll();

        assertThat(said).containsExactly("two", "one");
        assertThat(prepared).isCompletedWithValue(2);
        assertThat(cache.prepared("two")).isEqualTo(heard.join());
    }

    @Test
    void oneThatFailsKeepsTheOthersFromNothing() {
        CompletableFuture<Integer> prepared = cache.prepare(List.of("broken", "two"), null);

        runAll();

        assertThat(prepared).isCompletedWithValue(2);
        assertThat(cache.prepared("broken")).isNull();
        assertThat(cache.prepared("two")).isNotNull();
    }

    private void runAll() {
        while (!queue.isEmpty()) {
            queue.remove().run();
        }
    }
}
