package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Tones;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsOfTheGapTest {

    private static final int[] WORDS_HZ = {440, 620, 880, 1_100, 1_400, 1_760, 2_100, 2_500, 700, 500};
    private static final int WORD_MILLIS = 300;
    private static final int RATE_HZ = 16_000;

    /** Words are tones: which were said before the loss, in the gap and after it is known by their pitch. */
    @ParameterizedTest
    @CsvSource({"DROPPED, group-1", "RESUME_FAILED, group-2"})
    void allOfThemAreHeardOnceAndInOrder(AiLoss.Kind kind, String group) {
        Scene scene = Scene.talking();
        RecordingAi.Line first = scene.agent();
        say(scene, 0, 3);
        first.transcribes("three words", false);
        first.lose(kind);
        say(scene, 3, 7);

        RecordingAi.Line second = scene.ai.ready(group);
        say(scene, 7, 10);
        scene.time.advanceMillis(200);

        List<Integer> words = new ArrayList<>(heard(first));
        words.addAll(heard(second));
        assertThat(words)
                .containsExactlyElementsOf(Arrays.stream(WORDS_HZ).boxed().toList());
        AgentProfile asked = second.profile();
        assertThat(asked.resumedChatGroupId()).isEqualTo(group.equals("group-1") ? "group-1" : null);
    }

    private static void say(Scene scene, int from, int to) {
        for (int word = from; word < to; word++) {
            scene.callerSounds(WORDS_HZ[word], WORD_MILLIS);
        }
    }

    /** The words that an AI heard. */
    private static List<Integer> heard(RecordingAi.Line line) {
        short[] sound = line.heard();
        int length = RATE_HZ * WORD_MILLIS / 1_000;
        List<Integer> words = new ArrayList<>();
        for (int at = 0; at + length - 100 <= sound.length; at += length) {
            short[] word = Arrays.copyOfRange(sound, at + length / 4, at + 3 * length / 4);
            for (int hz : WORDS_HZ) {
                if (Tones.amplitude(word, RATE_HZ, hz) > 4_000) {
                    words.add(hz);
                }
            }
        }
        return words;
    }
}
