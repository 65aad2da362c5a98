package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.FarEndTraits;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.RecordingVoice;
import dev.trunkline.testing.Scene;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GivenWordsTest {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    @Test
    void waitForAnAgentThatDoesNotEndItsTurnForFiveSecondsWhateverTheClockShows() {
        for (long readyNanos : new long[] {-PATIENCE_NANOS, -1, 0, 1}) {
            RecordingVoice voice = new RecordingVoice();
            GivenWords words = new GivenWords(voice);
            RecordingAi.Line agent = Scene.talkingWith(new FarEndTraits(FarEndTraits.Interruption.OURS, false))
                    .agent();
            voice.isHere();
            words.say(agent, "One moment.");
            voice.speaks(440, 100);

            assertThat(words.take(true, readyNanos)).isNull();
            assertThat(words.take(true, readyNanos + PATIENCE_NANOS - 1)).isNull();
            assertThat(words.take(true, readyNanos + PATIENCE_NANOS)).isNotNull();
        }
    }
}
