package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.FarEndTraits;
import dev.trunkline.ai.FarEndTraits.Interruption;
import dev.trunkline.call.TalkEvent.AgentHeard;
import dev.trunkline.call.TalkEvent.AgentSays;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.RecordingPhone;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Tones;
import dev.trunkline.testing.Wavs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A far end that speaks as it likes: what has to be said word for word is said in our own voice. */
class OurVoiceSaysItWordForWordTest {

    private static final FarEndTraits LOOSE = new FarEndTraits(Interruption.OURS, false);
    private static final String LONG =
            "You have three appointments this week, on Monday at ten, on Tuesday at noon, and on Friday at four.";

    private final Scene scene = Scene.talkingWith(LOOSE);

    @BeforeEach
    void thereIsAVoice() {
        scene.voice.isHere();
    }

    @Test
    void andTheFarEndIsToldWhatWasHeard() {
        assertThat(scene.call.supervision().say("ann", "We close in five minutes."))
                .isNull();
        scene.time.advanceMillis(200);
        scene.voice.speaks(1_000, 1_500);
        scene.time.advanceMillis(2_000);

        assertThat(scene.agent().spoken()).isEmpty();
        assertThat(scene.voice.asked()).containsExactly("We close in five minutes.");
        assertThat(scene.phone.soundedMillis()).isCloseTo(1_500, within(20L));
        assertThat(scene.heard.only(AgentSays.class).text()).isEqualTo("We close in five minutes.");
        assertThat(scene.heard.only(AgentHeard.class).interrupted()).isFalse();
        assertThat(scene.agent().contexts()).hasSize(1);
        assertThat(scene.agent().contexts().get(0)).contains("\"We close in five minutes.\"");
    }

    @Test
    void behindWhatTheAgentIsSaying() {
        scene.agentSpeaks("m1", "First.", 440, 1_000);
        scene.call.supervision().say("ann", "We close in five minutes.");
        scene.voice.speaks(1_000, 500);
        scene.time.advanceMillis(200);
        scene.agent().sounds("m1", Wavs.chunks(24_000, 440, 1_000, 200));
        scene.agent().endsTurn();
        scene.time.advanceMillis(3_000);

        assertThat(Tones.amplitude(scene.phone.heard(100, 1_900), RecordingPhone.RATE_HZ, 440))
                .isCloseTo(8_000, within(400.0));
        assertThat(Tones.amplitude(scene.phone.heard(2_050, 2_450), RecordingPhone.RATE_HZ, 1_000))
                .isCloseTo(8_000, within(400.0));
    }

    @Test
    void andWhoSpeaksInterruptsIt() {
        scene.call.supervision().say("ann", LONG);
        scene.voice.speaks(1_000, 8_000);
        scene.time.advanceMillis(4_000);

        scene.agent().noticesInterruption();

        AgentHeard heard = scene.heard.only(AgentHeard.class);
        assertThat(heard.heardMillis()).isCloseTo(4_000, within(20L));
        assertThat(heard.heardText()).startsWith("You have three appointments").isNotEqualTo(LONG);
        assertThat(scene.agent().contexts().get(0)).contains(heard.heardText()).doesNotContain("Friday");
        assertThat(scene.agent().truncations()).isEmpty();
    }

    @Test
    void asItsTranscriptDoes() {
        scene.call.supervision().say("ann", LONG);
        scene.voice.speaks(1_000, 8_000);
        scene.time.advanceMillis(1_000);

        scene.agent().transcribes("one moment please", false);

        assertThat(scene.phone.clearsMillis()).hasSize(1);
    }

    @Test
    void andAPausedAgentDoes() {
        scene.call.supervision().pause("ann");
        scene.call.supervision().say("ann", "One moment.");
        scene.time.advanceMillis(50);
        scene.voice.speaks(1_000, 800);
        scene.time.advanceMillis(1_500);

        assertThat(scene.phone.soundedMillis()).isCloseTo(800, within(20L));
    }

    @Test
    void inTheOrderInWhichItWasAsked() {
        scene.call.supervision().say("ann", "First.");
        scene.call.supervision().say("ann", "Second.");
        scene.voice.speaks(440, 500);
        scene.voice.speaks(1_000, 500);
        scene.time.advanceMillis(2_000);

        assertThat(scene.heard.all(AgentHeard.class))
                .extracting(AgentHeard::text)
                .containsExactly("First.", "Second.");
    }

    @Test
    void andTheFarEndSaysItAsItLikesWhenTheVoiceFails() {
        scene.call.supervision().say("ann", "We close in five minutes.");
        scene.voice.fails();
        scene.time.advanceMillis(20);
        scene.agent().flush();

        assertThat(scene.agent().spoken()).containsExactly("We close in five minutes.");
    }

    @Test
    void andTheFarEndSaysItAsItLikesWhenThereIsNone() {
        Scene silent = Scene.talkingWith(LOOSE);

        silent.call.supervision().say("ann", "We close in five minutes.");

        assertThat(silent.agent().spoken()).containsExactly("We close in five minutes.");
        assertThat(silent.voice.asked()).isEmpty();
    }

    @Test
    void andWhatAPausedAgentThenSaysIsHeardThoughItIsNotTheSame() {
        Scene silent = Scene.talkingWith(LOOSE);
        silent.call.supervision().pause("ann");
        silent.call.supervision().say("ann", "We close in five minutes.");

        silent.agentSpeaks("m1", "In five minutes, we shall close.", 440, 800);
        silent.agent().endsTurn();
        silent.agentSpeaks("m2", "Anything else?", 440, 800);
        silent.time.advanceMillis(3_000);

        assertThat(silent.phone.soundedMillis()).isCloseTo(800, within(20L));
    }

    @Test
    void notWhereTheFarEndDoesSo() {
        Scene exact = Scene.talking();
        exact.voice.isHere();

        exact.call.supervision().say("ann", "We close in five minutes.");

        assertThat(exact.agent().spoken()).containsExactly("We close in five minutes.");
        assertThat(exact.voice.asked()).isEmpty();
    }

    @Test
    void andEndsTheSentenceOfALegThatWasLost() {
        scene.agentSpeaks("m1", LONG, 440, 4_000);
        scene.time.advanceMillis(1_000);
        RecordingAi.Line next = lost();

        assertThat(next.spoken()).isEmpty();
        assertThat(scene.voice.asked()).containsExactly("on Monday at ten, on Tuesday at noon, and on Friday at four.");
        scene.voice.speaks(1_000, 3_000);
        scene.time.advanceMillis(8_000);

        assertThat(scene.heard.last(AgentHeard.class).interrupted()).isFalse();
        assertThat(next.contexts().get(next.contexts().size() - 1)).contains("on Monday at ten");
        assertThat(scene.phone.soundedMillis()).isCloseTo(7_000, within(40L));
    }

    @Test
    void onceThoughTheNextLegIsLostBeforeIt() {
        scene.agentSpeaks("m1", LONG, 440, 4_000);
        scene.time.advanceMillis(1_000);
        lost();
        lost();
        scene.voice.speaks(1_000, 3_000);
        scene.time.advanceMillis(10_000);

        assertThat(scene.voice.asked()).hasSize(1);
        assertThat(scene.phone.soundedMillis()).isCloseTo(7_000, within(40L));
    }

    @Test
    void unlessTheCallerSpeaksBefore() {
        scene.agentSpeaks("m1", LONG, 440, 4_000);
        scene.time.advanceMillis(1_000);
        RecordingAi.Line next = lost();
        next.noticesInterruption();
        next.transcribes("never mind that", false);
        scene.voice.speaks(1_000, 3_000);
        scene.time.advanceMillis(8_000);

        assertThat(scene.phone.soundedMillis()).isLessThan(2_000);
    }

    private RecordingAi.Line lost() {
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(260);
        RecordingAi.Line next = scene.ready(LOOSE);
        next.flush();
        return next;
    }
}
