package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.audio.MuLaw;
import dev.trunkline.call.SoundTap.Voice;
import dev.trunkline.testing.Allocation;
import dev.trunkline.testing.CountingPhone;
import dev.trunkline.testing.ManualScheduler;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.TapedSound;
import dev.trunkline.testing.Wavs;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SoundOfACallIsTappedTest {

    private static final ToolRunner ASKS_FOR_MASKED_KEYS = (tool, call, answer) -> call.collectDigits(
            new DigitRequest(1, 16, '#', 10_000_000_000L, 5_000_000_000L, true), outcome -> answer.succeed("done"));

    private static final String STORY = "Once upon a time there was a telephone.";

    @Test
    void whatThePhonePlayedIsOnTheTapeToTheByte() {
        Scene scene = Scene.talking();
        TapedSound tape = tapped(scene);
        scene.agentSpeaks("m1", STORY, 440, 2_000);
        scene.time.advanceMillis(3_000);
        scene.agent().endsTurn();
        scene.agentSpeaks("m2", STORY, 1_000, 1_000);
        scene.time.advanceMillis(2_000);

        byte[] heard = scene.phone.heardMuLaw();

        assertThat(tape.phone(heard.length)).isEqualTo(heard);
    }

    @Test
    void whatAnInterruptionTookBackIsNotOnIt() {
        Scene scene = Scene.talking();
        TapedSound tape = tapped(scene);
        scene.agentSpeaks("m1", STORY, 440, 4_000);
        scene.time.advanceMillis(1_013);

        scene.agent().noticesInterruption();
        scene.time.advanceMillis(500);
        scene.agentSpeaks("m2", STORY, 1_000, 500);
        scene.time.advanceMillis(1_000);

        byte[] heard = scene.phone.heardMuLaw();
        assertThat(tape.told()).containsExactly("cleared");
        assertThat(tape.phone(heard.length)).isEqualTo(heard);
    }

    @Test
    void whatWaitedWhileTheAgentWasHeldIsWhereItWasHeard() {
        Scene scene = Scene.talking();
        TapedSound tape = tapped(scene);
        scene.agentSpeaks("m1", STORY, 440, 2_000);
        scene.time.advanceMillis(500);
        scene.agent().speaking().onAgentHeld();
        scene.time.advanceMillis(700);
        scene.agent().speaking().onAgentGoesOn();
        scene.time.advanceMillis(3_000);

        byte[] heard = scene.phone.heardMuLaw();
        assertThat(tape.phone(heard.length)).isEqualTo(heard);
    }

    @Test
    void theCallerIsOnItWhenHeSpoke() {
        Scene scene = Scene.talking();
        TapedSound tape = tapped(scene);
        scene.time.advanceMillis(500);
        scene.callerSounds(1_000, 400);
        scene.time.advanceMillis(500);

        assertThat(tape.callerSoundedMillis(0, 480)).isZero();
        assertThat(tape.callerSoundedMillis(480, 880)).isGreaterThan(370);
        assertThat(tape.callerTone(500, 860, 1_000)).isGreaterThan(7_000);
        assertThat(tape.callerSoundedMillis(880, 1_300)).isZero();
    }

    @Test
    void maskedDigitsAreOnNoTape() {
        Scene scene = Scene.prepare().tools(ASKS_FOR_MASKED_KEYS).talking();
        TapedSound tape = tapped(scene);
        scene.callerSounds(1_000, 200);
        scene.agent().callsTool("t1", "collect", "{}");
        scene.time.advanceMillis(20);
        scene.callerSounds(1_200, 200);
        scene.call.onDigit('4');
        scene.callerSounds(1_200, 200);
        scene.call.onDigit('#');
        scene.callerSounds(1_200, 400);
        scene.time.advanceMillis(200);
        scene.callerSounds(1_000, 200);

        assertThat(tape.told()).containsExactly("secret", "open");
        assertThat(tape.callerTone(0, 180, 1_000)).isGreaterThan(7_000);
        assertThat(tape.callerSoundedMillis(200, 1_200)).isZero();
        assertThat(tape.callerTone(1_240, 1_400, 1_000)).isGreaterThan(7_000);
    }

    @Test
    void whoListensLaterHearsFromThenOnAndWhoStopsHearsNoMore() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", STORY, 440, 4_000);
        scene.time.advanceMillis(1_000);
        TapedSound tape = tapped(scene);
        scene.time.advanceMillis(500);
        scene.taps.remove(tape);
        scene.time.advanceMillis(1_000);

        byte[] heard = scene.phone.heardMuLaw();
        byte[] taped = tape.phone(heard.length);
        int begins = 1_180 * 8; // what the phone had been given by then is heard until 160 to 180 ms later
        int ends = 1_620 * 8;
        assertThat(slice(taped, begins, ends)).isEqualTo(slice(heard, begins, ends));
        assertThat(taped[1_700 * 8 + 3]).isEqualTo(MuLaw.SILENCE);
    }

    @Test
    void theEndIsToldOnceAndAtOnceToWhoComesLater() {
        Scene scene = Scene.talking();
        TapedSound tape = tapped(scene);
        scene.agentSpeaks("m1", STORY, 440, 4_000);
        scene.time.advanceMillis(500);
        scene.call.onCallCompleted();
        scene.taps.end();
        TapedSound late = tapped(scene);

        assertThat(tape.told()).containsExactly("ended");
        assertThat(late.told()).containsExactly("ended");
    }

    @Test
    void aTapThatFailsIsTakenAwayAndTheCallGoesOn() {
        Scene scene = Scene.talking();
        TapedSound tape = new TapedSound(scene.taps);
        scene.taps.addHere(new Failing());
        scene.taps.addHere(tape);
        scene.time.advanceMillis(20);
        scene.call.onCallerAudio(Wavs.muLawTone(1_000, 20), 160);

        assertThat(tape.callerSoundedMillis(0, 20)).isPositive();
        assertThat(thrown(() -> scene.time.advanceMillis(1))).hasMessage("a bug in a tap");
        scene.call.onCallerAudio(Wavs.muLawTone(1_000, 20), 160);
        scene.time.advanceMillis(20);
        assertThat(scene.agent().isLive()).isTrue();
    }

    @Test
    void whatAPersonSaysWhoHasTakenOverIsToldAsHis() {
        Scene scene = Scene.talking();
        TapedSound tape = tapped(scene);
        scene.taps.speaks(Voice.OPERATOR);
        scene.taps.around(new CountingPhone()).play(Wavs.muLawTone(600, 20), 160);

        assertThat(tape.lastVoice()).isEqualTo(Voice.OPERATOR);
    }

    @Test
    void anotherThreadReadsTheSameAndASlowOneLosesOnlySound() {
        Scene scene = Scene.talking();
        SoundQueue queue = new SoundQueue(1);
        scene.taps.addHere(queue);
        TapedSound tape = new TapedSound(scene.taps);
        TapedSound read = new TapedSound(scene.taps);
        scene.taps.addHere(tape);
        scene.agentSpeaks("m1", STORY, 440, 1_000);
        for (int i = 0; i < 10; i++) {
            scene.callerSounds(1_000, 100);
            queue.drainTo(read, Integer.MAX_VALUE);
        }
        assertThat(read.phone(8_000)).isEqualTo(tape.phone(8_000));
        assertThat(queue.lost()).isZero();

        scene.callerSounds(1_000, 4_000);
        scene.call.onCallCompleted();
        queue.drainTo(read, Integer.MAX_VALUE);

        assertThat(queue.lost()).isGreaterThan(50);
        assertThat(queue.isEnded()).isTrue();
        assertThat(read.told()).containsExactly("ended");
        assertThat(read.callerSoundedMillis(1_000, 2_000)).isGreaterThan(900);
        assertThat(read.callerSoundedMillis(4_000, 5_000)).isZero();
    }

    @Test
    void aFrameAllocatesNothingWithListenersAndWithout() {
        ManualScheduler time = new ManualScheduler();
        SoundTaps taps = new SoundTaps(time);
        SoundQueue queue = new SoundQueue(2);
        byte[] frame = new byte[160];
        SoundTap nobody = new Failing() {
            @Override
            public void onCaller(byte[] muLaw, int lengthBytes, long atNanos) {}
        };
        Consumer<SoundTaps> talk = who -> {
            who.onCaller(frame, 160, false, 0);
            who.onPlayout(frame, 160);
        };

        assertThat(Allocation.bytesOf(20_000, () -> talk.accept(taps))).isZero();
        taps.addHere(queue);
        assertThat(Allocation.bytesOf(20_000, () -> {
                    talk.accept(taps);
                    queue.drainTo(nobody, 8);
                }))
                .isZero();
    }

    private static TapedSound tapped(Scene scene) {
        TapedSound tape = new TapedSound(scene.taps);
        scene.taps.addHere(tape);
        return tape;
    }

    private static byte[] slice(byte[] all, int from, int to) {
        return Arrays.copyOfRange(all, from, to);
    }

    private static Throwable thrown(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            return e;
        }
        throw new AssertionError("nothing was thrown");
    }

    private static class Failing implements SoundTap {
        @Override
        public void onCaller(byte[] muLaw, int lengthBytes, long atNanos) {
            throw new IllegalStateException("a bug in a tap");
        }

        @Override
        public void onPlayout(Voice voice, byte[] muLaw, int lengthBytes, long heardAtNanos) {}

        @Override
        public void onCleared(long atNanos) {}
    }
}
