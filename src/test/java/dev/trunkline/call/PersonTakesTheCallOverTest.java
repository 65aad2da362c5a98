package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.call.OperatorEvent.Supervised;
import dev.trunkline.call.OperatorEvent.Supervised.Action;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import dev.trunkline.testing.RecordingPhone;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Tones;
import dev.trunkline.testing.Wavs;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A person speaks in the agent's place, and hands the caller back. */
class PersonTakesTheCallOverTest {

    private static final String ANNA = "anna";
    private static final String STORY = "Once upon a time, there was a telephone that listened to everybody.";
    private static final int FRAME = OperatorVoice.FRAME_BYTES;

    private final Scene scene = Scene.talking();
    private final OperatorVoice voice = new OperatorVoice();

    private Supervision supervision() {
        return scene.call.supervision();
    }

    /** The person speaks for so long, in frames of 20 ms, in real time. */
    private void personSpeaks(double hz, int millis) {
        byte[] tone = Wavs.muLawTone(hz, millis);
        for (int at = 0; at + FRAME <= tone.length; at += FRAME) {
            voice.hear(tone, at, FRAME);
            scene.time.advanceMillis(20);
        }
    }

    private long soundedMillis(int fromMillis, int toMillis) {
        return Tones.soundingMillis(scene.phone.heard(fromMillis, toMillis), RecordingPhone.RATE_HZ);
    }

    @Test
    void theAgentIsCutAndThePersonIsHeardSoonAfter() {
        scene.agentSpeaks("m1", STORY, 440, 4_000);
        scene.time.advanceMillis(1_000);

        assertThat(supervision().takeOver(ANNA, voice)).isNull();
        personSpeaks(700, 1_000);
        scene.time.advanceMillis(500);

        assertThat(scene.agent().isPaused()).isTrue();
        assertThat(scene.phone.clearsMillis()).containsExactly(1_000L);
        assertThat(soundedMillis(1_000, 1_040)).isZero();
        assertThat(soundedMillis(1_000, 2_500)).isCloseTo(1_000, within(25L));
        assertThat(soundedMillis(1_100, 2_000)).isCloseTo(900, within(25L));
        assertThat(scene.heard.only(Supervised.class)).isEqualTo(new Supervised(ANNA, Action.TAKE_OVER, ""));
        assertThat(scene.heard.all(TalkEvent.Underrun.class)).isEmpty();
    }

    @Test
    void jitterOfTheNetworkIsNotHeard() {
        supervision().takeOver(ANNA, voice);
        byte[] tone = Wavs.muLawTone(440, 2_000);
        for (int at = 0; at + 2 * FRAME <= tone.length; at += 2 * FRAME) { // two frames at once, every 40 ms
            voice.hear(tone, at, 2 * FRAME);
            scene.time.advanceMillis(40);
        }
        scene.time.advanceMillis(500);

        assertThat(soundedMillis(0, 2_600)).isCloseTo(2_000, within(25L));
        int began = firstSound();
        assertThat(soundedMillis(began, began + 1_960)).isCloseTo(1_960, within(15L));
    }

    @Test
    void whatComesMuchTooLateIsDroppedAndTheRestIsHeardAtOnce() {
        supervision().takeOver(ANNA, voice);
        byte[] tone = Wavs.muLawTone(440, 1_000);
        voice.hear(tone, 0, tone.length); // the network was away for a second

        scene.time.advanceMillis(1_000);

        assertThat(soundedMillis(0, 1_000)).isBetween(200L, 320L);
        personSpeaks(440, 500);
        scene.time.advanceMillis(200);
        assertThat(soundedMillis(1_000, 1_700)).isCloseTo(500, within(25L));
    }

    @Test
    void nothingOfTheAgentIsHeardMeanwhile() {
        supervision().takeOver(ANNA, voice);

        scene.agentSpeaks("m1", STORY, 440, 1_000);
        scene.agent().callsTool("t1", "transfer_call", "{}");
        scene.time.advanceMillis(2_000);

        assertThat(soundedMillis(0, 2_000)).isZero();
        assertThat(scene.heard.all(TalkEvent.AgentSays.class)).isEmpty();
        assertThat(supervision().say(ANNA, "Hello.")).isEqualTo(SupervisionRefusal.TAKEN_OVER);
        assertThat(supervision().resume(ANNA)).isEqualTo(SupervisionRefusal.TAKEN_OVER);
        assertThat(supervision().pause(ANNA)).isEqualTo(SupervisionRefusal.TAKEN_OVER);
    }

    @Test
    void theCallersWordsAreWrittenDownAndInterruptNobody() {
        supervision().takeOver(ANNA, voice);
        personSpeaks(440, 300);
        int clears = scene.phone.clearsMillis().size();

        scene.callerSounds(600, 100);
        scene.agent().transcribes("thank you, that helps me a lot", false);
        scene.agent().noticesInterruption();
        scene.call.onDigit('5');
        personSpeaks(440, 300);

        assertThat(scene.heard.only(TalkEvent.CallerSaid.class).text()).startsWith("thank you");
        assertThat(scene.phone.clearsMillis()).hasSize(clears);
        assertThat(scene.agent().heardMillis()).isCloseTo(100, within(20L));
    }

    @Test
    void theAgentHasTheCallerBackWithTheNote() {
        scene.agentSpeaks("m1", STORY, 440, 4_000);
        scene.time.advanceMillis(500);
        supervision().takeOver(ANNA, voice);
        personSpeaks(440, 1_000);
        scene.agent().transcribes("then I would like to pay by card", false);

        assertThat(supervision().release(ANNA, "Ten percent were promised.")).isNull();
        scene.time.advanceMillis(100);

        assertThat(scene.agent().isPaused()).isFalse();
        assertThat(scene.agent().contexts())
                .singleElement()
                .asString()
                .contains("handed the caller back", "Ten percent were promised.");
        assertThat(scene.agent().spoken()).isEmpty(); // not the story, which is over
        assertThat(scene.heard.last(Supervised.class))
                .isEqualTo(new Supervised(ANNA, Action.RELEASE, "Ten percent were promised."));
        personSpeaks(440, 500);
        scene.time.advanceMillis(300);
        assertThat(soundedMillis(1_700, 2_500)).isZero(); // the microphone is not heard any more
        scene.agentSpeaks("m2", "By card, gladly.", 440, 500);
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);
        assertThat(scene.heard.last(TalkEvent.AgentHeard.class).heardText()).isEqualTo("By card, gladly.");
    }

    @Test
    void aLostConnectionHandsBackByItselfAndTheAgentIsTold() {
        supervision().takeOver(ANNA, voice);
        personSpeaks(440, 500);

        supervision().onVoiceLost(ANNA, voice);
        scene.time.advanceMillis(Supervision.LOST_NANOS / 1_000_000 - 10);
        assertThat(scene.agent().isPaused()).isTrue();
        scene.time.advanceMillis(20);

        assertThat(scene.agent().isPaused()).isFalse();
        assertThat(scene.agent().contexts())
                .singleElement()
                .asString()
                .contains("the connection to that person was lost");
        assertThat(scene.heard.last(Supervised.class).action()).isEqualTo(Action.HAND_BACK);
        assertThat(supervision().release(ANNA, "")).isEqualTo(SupervisionRefusal.NOT_TAKEN_OVER);
    }

    @Test
    void whoIsBackInTimeGoesOn() {
        supervision().takeOver(ANNA, voice);
        supervision().onVoiceLost(ANNA, voice);
        scene.time.advanceMillis(2_000);
        OperatorVoice again = new OperatorVoice();

        assertThat(supervision().takeOver(ANNA, again)).isNull();
        supervision().onVoiceLost(ANNA, voice); // told late
        scene.time.advanceMillis(20_000);

        assertThat(supervision().resume(ANNA)).isEqualTo(SupervisionRefusal.TAKEN_OVER);
        byte[] tone = Wavs.muLawTone(440, 200);
        again.hear(tone, 0, tone.length);
        scene.time.advanceMillis(500);
        assertThat(soundedMillis(22_000, 22_500)).isCloseTo(200, within(25L));
    }

    @Test
    void onePersonAtATime() {
        supervision().takeOver(ANNA, voice);

        assertThat(supervision().takeOver("bert", new OperatorVoice())).isEqualTo(SupervisionRefusal.TAKEN_OVER);
    }

    @Test
    void itGoesOnWhileNoAgentIsThere() {
        supervision().takeOver(ANNA, voice);
        for (int i = 0; i < 12; i++) {
            if (scene.ai.line().isLive() || scene.ai.line().isPending()) {
                scene.agent().lose(AiLoss.Kind.DROPPED);
            }
            scene.time.advanceMillis(5_500);
        }

        personSpeaks(440, 1_000);
        scene.time.advanceMillis(200);

        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
        assertThat(scene.heard.all(TalkEvent.Comforted.class)).isEmpty();
        int end = (int) scene.time.elapsedMillis();
        assertThat(soundedMillis(end - 1_300, end)).isCloseTo(1_000, within(30L));
        assertThat(soundedMillis(0, end - 1_300)).isZero(); // no tone under it
    }

    @Test
    void evenWhenTheAgentSaysGoodbye() {
        supervision().takeOver(ANNA, voice);

        scene.agent().lose(AiLoss.Kind.GOODBYE);
        scene.time.advanceMillis(10_000);
        scene.ai.ready();

        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
        assertThat(scene.agent().isPaused()).isTrue();
        supervision().release(ANNA, "");
        assertThat(scene.agent().isPaused()).isFalse();
    }

    @Test
    void anAgentThatIsMissingWhenItIsHandedTheCallerIsToldWhenItIsBack() {
        supervision().takeOver(ANNA, voice);
        scene.agent().transcribes("I would like to pay", false);
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(10);

        supervision().release(ANNA, "Be quick.");
        scene.ai.ready();

        assertThat(scene.agent().isPaused()).isFalse();
        assertThat(scene.agent().contexts()).anySatisfy(told -> assertThat(told).contains("Be quick."));
        assertThat(scene.agent().userTexts()).containsExactly("I would like to pay");
    }

    @Test
    void itGoesOnOverARollover() {
        Scene rolling = Scene.prepare()
                .policy(CallPolicy.defaults().chattingFor(Duration.ofSeconds(100)))
                .talking();
        rolling.call.supervision().takeOver(ANNA, voice);

        rolling.callerSounds(0, 61_000);
        rolling.ai.ready();
        rolling.callerSounds(0, 10_000);

        assertThat(rolling.heard.all(FarEndEvent.RolledOver.class)).hasSize(1);
        assertThat(rolling.agent().isPaused()).isTrue();
        assertThat(rolling.call.supervision().resume(ANNA)).isEqualTo(SupervisionRefusal.TAKEN_OVER);
    }

    @Test
    void aPausedAgentIsNotPausedAnyMoreWhenItHasTheCallerBack() {
        supervision().pause(ANNA);
        supervision().takeOver("bert", voice);

        supervision().release("bert", "");

        assertThat(scene.agent().isPaused()).isFalse();
        assertThat(supervision().resume(ANNA)).isEqualTo(SupervisionRefusal.NOT_PAUSED);
    }

    @Test
    void theNodeDoesNotMoveIt() {
        supervision().takeOver(ANNA, voice);
        scene.call.onMoveOrdered(Duration.ofSeconds(5).toNanos(), () -> true);

        scene.callerSounds(0, 20_000);
        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
        supervision().release(ANNA, "");
        scene.callerSounds(0, 3_000);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.MOVED);
    }

    @Test
    void theCallersEndIsTheEnd() {
        supervision().takeOver(ANNA, voice);
        supervision().onVoiceLost(ANNA, voice);

        scene.call.onStreamEnded(StreamEnding.STOPPED);
        personSpeaks(440, 100);
        scene.time.advanceMillis(20_000);

        assertThat(scene.heard.last(CallEvent.class)).isInstanceOf(CallEvent.Ended.class);
        assertThat(scene.phone.lateRequests()).isEmpty();
        assertThat(scene.time.timers()).isZero();
    }

    private int firstSound() {
        for (int at = 0; at < 1_000; at += 5) {
            if (soundedMillis(at, at + 40) > 20) {
                return at + 20;
            }
        }
        throw new AssertionError("no sound");
    }
}
