package dev.trunkline.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CachingVoiceTest {

    private final List<String> spoken = new ArrayList<>();
    private final Voice voice = new CachingVoice(new OneSecondASentence(), 4);

    @Test
    void aSentenceIsSpokenOnce() {
        Speech first = voice.say("hello");

        assertThat(voice.say("hello")).isSameAs(first);
        assertThat(spoken).containsExactly("hello");
    }

    @Test
    void theSentenceWantedLeastRecentlyIsForgotten() {
        List.of("one", "two", "three", "four", "one", "five").forEach(voice::say);
        spoken.clear();

        List.of("one", "three", "four", "five", "two").forEach(voice::say);

        assertThat(spoken).containsExactly("two");
    }

    @Test
    void aSpeechThatWouldFillTheCacheIsNotKept() {
        voice.say("a very long story");
        voice.say("a very long story");

        assertThat(spoken).hasSize(2);
    }

    private final class OneSecondASentence implements Voice {
        @Override
        public Speech say(String text) {
            spoken.add(text);
            return new Speech(new short[text.startsWith("a very long") ? 16_000 : 8_000], 8_000);
        }

        @Override
        public int sampleRateHz() {
            return 8_000;
        }
    }
}
