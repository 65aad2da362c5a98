package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.call.FarEndEvent.RolledOver;
import dev.trunkline.call.FarEndEvent.RolledOver.Moment;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Wavs;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Conversations of every rhythm over chats of 20 s: every word of the caller is heard whole, and by exactly one chat. */
class EveryWordIsHeardByOneChatIT {

    private static final int CALLS = 30; // a hundred take six seconds of a processor, and were heard as well
    private static final int CALL_MILLIS = 62_000;
    private static final double SILENT = 0;
    private static final int STEP_MILLIS = 20;
    private static final int AI_RATE_HZ = 8_000;
    private static final int LOUD = 1_000;
    private static final int GAP_SAMPLES = AI_RATE_HZ / 10; // shorter silences are within a word

    @Test
    void overFourChatsAndMore() {
        for (int seed = 0; seed < CALLS; seed++) {
            talk(new SplittableRandom(seed), seed);
        }
    }

    private static void talk(SplittableRandom random, int seed) {
        Scene scene = Scene.prepare()
                .policy(CallPolicy.defaults().chattingFor(Duration.ofSeconds(20)))
                .aiRateHz(AI_RATE_HZ)
                .talking();
        int words = 0;
        while (scene.time.elapsedMillis() < CALL_MILLIS) {
            pass(scene, random.nextInt(200, 2_000));
            scene.callerSounds(880, STEP_MILLIS * random.nextInt(5, 40));
            words++;
            pass(scene, random.nextInt(500, 1_500));
            RecordingAi.Line agent = own(scene);
            agent.transcribes("word " + words, false);
            agent.says("m" + words, "An answer.");
            int millis = random.nextInt(300, 4_000);
            agent.sounds("m" + words, Wavs.chunks(24_000, 440, millis, 200));
            agent.endsTurn();
            pass(scene, millis + random.nextInt(100, 900));
        }
        pass(scene, 1_000);

        int heard = 0;
        for (RecordingAi.Line line : scene.ai.lines()) {
            heard += words(line.heard());
        }
        assertThat(heard).as("words heard, seed %d", seed).isEqualTo(words);
        assertThat(scene.heard.all(RolledOver.class))
                .as("seed %d", seed)
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(rolled -> rolled.moment() == Moment.PAUSE || rolled.moment() == Moment.STILL_HEARD);
        assertThat(scene.heard.all(FarEndEvent.AiGone.class)).isEmpty();
        assertThat(scene.heard.all(TalkEvent.Underrun.class)).isEmpty();
        assertThat(scene.heard.all(TalkEvent.AgentHeard.class)).noneMatch(TalkEvent.AgentHeard::interrupted);
    }

    /** Nobody speaks for so long; a chat that is called is there a moment later. */
    private static void pass(Scene scene, int millis) {
        for (int passed = 0; passed < millis; passed += STEP_MILLIS) {
            scene.callerSounds(SILENT, STEP_MILLIS);
            if (scene.agent().isPending()) {
                scene.ai.ready();
            }
        }
    }

    /** The chat that the call is held with: the older one of two. */
    private static RecordingAi.Line own(Scene scene) {
        return scene.ai.lines().stream()
                .filter(RecordingAi.Line::isLive)
                .findFirst()
                .orElseThrow();
    }

    private static int words(short[] samples) {
        int words = 0;
        int quiet = GAP_SAMPLES;
        for (short sample : samples) {
            if (Math.abs(sample) < LOUD) {
                quiet++;
            } else {
                words += quiet >= GAP_SAMPLES ? 1 : 0;
                quiet = 0;
            }
        }
        return words;
    }
}
