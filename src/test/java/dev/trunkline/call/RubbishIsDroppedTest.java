package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import dev.trunkline.ai.AiProblem;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Wavs;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RubbishIsDroppedTest {

    @Test
    void andTheCallLivesWhenTheAgentSendsWhatIsNoWav() {
        Scene scene = Scene.talking();
        scene.agent().says("m1", "Hello.");
        scene.agent().sounds("m1", 0, new byte[0]);
        scene.agent().sounds("m1", 1, "ID3 I am an mp3".getBytes(StandardCharsets.US_ASCII));
        scene.agent().sounds("m1", 2, Arrays.copyOf(Wavs.tone(24_000, 440, 100), 30));

        scene.agent().sounds("m1", 3, Wavs.tone(24_000, 440, 500));
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);

        assertThat(scene.heard.all(CallEvent.FrameRejected.class))
                .extracting(CallEvent.FrameRejected::leg, CallEvent.FrameRejected::reason)
                .containsExactly(tuple("ai", "not_wav"), tuple("ai", "not_wav"), tuple("ai", "wav_truncated"));
        assertThat(scene.phone.soundedMillis()).isCloseTo(500, within(20L));
        assertThat(scene.heard.only(CallEvent.AgentHeard.class).spokenMillis()).isCloseTo(500, within(5L));
    }

    @Test
    void andTheCallLivesWhateverBytesAWavIsMadeOf() {
        Scene scene = Scene.talking();
        var random = new SplittableRandom(7);
        byte[] good = Wavs.tone(24_000, 440, 60);
        for (int i = 0; i < 5_000; i++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length));
            for (int flips = random.nextInt(1, 6); flips > 0 && bad.length > 0; flips--) {
                bad[random.nextInt(Math.min(bad.length, 60))] = (byte) random.nextInt(256);
            }
            scene.agent().sounds("m" + i / 10, i % 10, bad);
            scene.time.advanceMillis(10);
        }

        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
        assertThat(scene.phone.frames()).allMatch(frame -> frame.lengthBytes() == 160);
    }

    @Test
    void andItIsToldWhichSideSentIt() {
        Scene scene = Scene.talking();

        scene.call.onFrameRejected("bad_json");
        scene.agent().speaking().onMessageRejected("unknown_type");
        scene.agent().speaking().onProblem(new AiProblem("E0100", "bad", "no JSON"));

        assertThat(scene.heard.all(CallEvent.FrameRejected.class))
                .containsExactly(
                        new CallEvent.FrameRejected("phone", "bad_json"),
                        new CallEvent.FrameRejected("ai", "unknown_type"));
        assertThat(scene.heard.only(CallEvent.AiReported.class).problem().code())
                .isEqualTo("E0100");
    }

    @Test
    void andMarksThatAreNotOursProveNothing() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "Hello there, dear caller.", 440, 2_000);
        scene.time.advanceMillis(500);
        for (long mark : new long[] {-1, Long.MIN_VALUE, 32_000, Long.MAX_VALUE}) {
            scene.call.onPlayed(mark);
        }

        scene.agent().noticesInterruption();

        assertThat(scene.heard.only(CallEvent.AgentHeard.class).heardMillis()).isCloseTo(500, within(20L));
    }
}
