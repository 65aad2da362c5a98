package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.FarEndTraits;
import dev.trunkline.ai.FarEndTraits.Interruption;
import dev.trunkline.ai.HeardLine;
import dev.trunkline.ai.HeardLine.Speaker;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Wavs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A far end that cannot resume a conversation goes on by what was heard of it. */
class WhatWasHeardIsKnownToTheNextAiTest {

    private static final FarEndTraits LOOSE = new FarEndTraits(Interruption.OURS, false);

    private static HeardLine caller(String text) {
        return new HeardLine(Speaker.CALLER, text);
    }

    private static HeardLine agent(String text) {
        return new HeardLine(Speaker.AGENT, text);
    }

    private static void says(Scene scene, String id, String text, int millis) {
        scene.agentSpeaks(id, text, 440, millis);
        scene.agent().endsTurn();
        scene.time.advanceMillis(millis + 300);
    }

    private static RecordingAi.Line lost(Scene scene) {
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(260);
        RecordingAi.Line next = scene.ready(LOOSE);
        next.flush();
        return next;
    }

    @Test
    void nothingInANewCall() {
        assertThat(Scene.begin().agent().profile().heard()).isEmpty();
    }

    @Test
    void inTheOrderInWhichItWasSaid() {
        Scene scene = Scene.talkingWith(LOOSE);
        says(scene, "m1", "Good morning.", 500);
        scene.agent().transcribes("when are", true);
        scene.agent().transcribes("When are you open?", false);
        says(scene, "m2", "At nine.", 500);

        assertThat(lost(scene).profile().heard())
                .containsExactly(agent("Good morning."), caller("When are you open?"), agent("At nine."));
    }

    @Test
    void asFarAsItWasHeard() {
        Scene scene = Scene.talkingWith(LOOSE);
        scene.agentSpeaks("m1", "One two three four five six seven eight.", 440, 4_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(2_000);
        scene.agent().noticesInterruption();
        scene.agent().transcribes("Stop.", false);

        assertThat(lost(scene).profile().heard()).containsExactly(agent("One two three four"));
    }

    @Test
    void butForTheWordsThatItIsGivenToAnswer() {
        Scene scene = Scene.talkingWith(LOOSE);
        says(scene, "m1", "Good morning.", 500);
        scene.agent().transcribes("When are you open?", false);

        RecordingAi.Line next = lost(scene);

        assertThat(next.profile().heard()).containsExactly(agent("Good morning."));
        assertThat(next.userTexts()).containsExactly("When are you open?");
    }

    @Test
    void withTheSentenceThatIsStillBeingHeardAndOnlyOnce() {
        Scene scene = Scene.talkingWith(LOOSE);
        scene.agentSpeaks("m1", "Good morning, this is the office.", 440, 3_000);
        scene.agent().endsTurn();
        scene.time.advanceMillis(500);

        RecordingAi.Line next = lost(scene);

        assertThat(next.profile().heard()).containsExactly(agent("Good morning, this is the office."));
        assertThat(next.contexts()).isEmpty();
        assertThat(next.spoken()).isEmpty();
        scene.time.advanceMillis(4_000);
        assertThat(lost(scene).profile().heard()).containsExactly(agent("Good morning, this is the office."));
    }

    @Test
    void ofASentenceThatBrokeOffWhatHadCome() {
        Scene scene = Scene.talkingWith(LOOSE);
        scene.agentSpeaks("m1", "You have three appointments this week, on Monday at ten and on Tuesday.", 440, 2_000);
        scene.time.advanceMillis(500);

        RecordingAi.Line next = lost(scene);

        assertThat(next.profile().heard()).hasSize(1);
        String said = next.profile().heard().get(0).text();
        assertThat(said).startsWith("You have three").doesNotContain("Tuesday");
        assertThat(next.contexts()).hasSize(1);
        assertThat(next.contexts().get(0)).contains("\"" + said + "\"");
    }

    @Test
    void theNewestOfIt() {
        Scene scene = Scene.talkingWith(LOOSE);
        for (int i = 0; i < 100; i++) {
            scene.agent().transcribes("line " + i, false);
        }

        List<HeardLine> heard = lost(scene).profile().heard();

        assertThat(heard).hasSize(39).endsWith(caller("line 98")).startsWith(caller("line 60"));
        for (int i = 0; i < 20; i++) {
            scene.agent().transcribes(i + " " + "word ".repeat(300), false);
        }
        assertThat(lost(scene).profile().heard().stream()
                        .mapToInt(line -> line.text().length())
                        .sum())
                .isBetween(12_000, 16_000);
    }

    @Test
    void alsoOfAnEarlierStream() {
        Scene scene = Scene.prepare()
                .heardBefore(agent("Good morning."), caller("When are you open?"))
                .begin();
        assertThat(scene.agent().profile().heard())
                .containsExactly(agent("Good morning."), caller("When are you open?"));

        scene.ready(LOOSE);
        says(scene, "m1", "At nine.", 500);

        assertThat(lost(scene).profile().heard())
                .containsExactly(agent("Good morning."), caller("When are you open?"), agent("At nine."));
    }

    @Test
    void andWhoTakesOverLaterIsToldWhatWasSaidMeanwhile() {
        Scene scene = Scene.prepare()
                .policy(CallPolicy.defaults().chattingFor(Duration.ofSeconds(20)))
                .begin();
        scene.ready(LOOSE);
        RecordingAi.Line first = scene.agent();
        scene.callerSounds(0, 8_000);
        says(scene, "m1", "Good morning.", 500);
        scene.callerSounds(0, 3_000);
        scene.agentSpeaks("m2", "Are you there?", 440, 1_000); // so that the next one waits
        scene.callerSounds(0, 1_500);
        RecordingAi.Line second = scene.ready(LOOSE);
        assertThat(second.profile().heard()).contains(agent("Good morning."));
        first.transcribes("Yes.", false);
        first.says("m3", "Good.");
        first.sounds("m3", Wavs.chunks(24_000, 440, 600, 200));
        first.endsTurn();
        scene.callerSounds(0, 3_000);

        assertThat(first.wasClosed()).isTrue();
        assertThat(second.lastingContexts()).hasSize(1);
        assertThat(second.lastingContexts().get(0))
                .endsWith("this was said:\nYou: Are you there?\nCaller: Yes.\nYou: Good.");
        assertThat(second.spoken()).isEmpty();
        assertThat(second.userTexts()).isEmpty();
    }

    /** It would take it for something to answer. */
    @Test
    void whoRemembersIsNotTold() {
        Scene scene = Scene.prepare()
                .policy(CallPolicy.defaults().chattingFor(Duration.ofSeconds(20)))
                .talking();
        RecordingAi.Line first = scene.agent();
        scene.callerSounds(0, 11_000);
        scene.agentSpeaks("m2", "Are you there?", 440, 1_000);
        scene.callerSounds(0, 1_500);
        RecordingAi.Line second = scene.ai.ready();
        first.transcribes("Yes.", false);
        first.says("m3", "Good.");
        first.sounds("m3", Wavs.chunks(24_000, 440, 600, 200));
        first.endsTurn();
        scene.callerSounds(0, 3_000);

        assertThat(first.wasClosed()).isTrue();
        assertThat(second.contexts()).isEmpty();
        assertThat(second.lastingContexts()).isEmpty();
    }

    @Test
    void nothingIsToldToWhoTakesOverWhenNothingWasSaid() {
        Scene scene = Scene.prepare()
                .policy(CallPolicy.defaults().chattingFor(Duration.ofSeconds(20)))
                .begin();
        scene.ready(LOOSE);
        RecordingAi.Line first = scene.agent();
        says(scene, "m1", "Good morning.", 500);
        scene.callerSounds(0, 12_000);
        RecordingAi.Line second = scene.ready(LOOSE);
        scene.callerSounds(0, 2_000);

        assertThat(first.wasClosed()).isTrue();
        assertThat(second.profile().heard()).containsExactly(agent("Good morning."));
        assertThat(second.lastingContexts()).isEmpty();
    }

    @Test
    void andWhoWasOpenedForLaterIsToldWhenTheFirstIsLost() {
        Scene scene = Scene.prepare()
                .policy(CallPolicy.defaults().chattingFor(Duration.ofSeconds(20)))
                .begin();
        scene.ready(LOOSE);
        RecordingAi.Line first = scene.agent();
        scene.callerSounds(0, 12_020);
        first.says("m1", "Are you there?");
        first.sounds("m1", Wavs.chunks(24_000, 440, 1_000, 200));
        scene.callerSounds(0, 200);
        RecordingAi.Line second = scene.ready(LOOSE);
        first.endsTurn();
        scene.callerSounds(0, 100);
        first.lose(AiLoss.Kind.DROPPED);
        scene.callerSounds(0, 200);

        assertThat(second.isLive()).isTrue();
        assertThat(second.lastingContexts()).hasSize(1);
        assertThat(second.lastingContexts().get(0)).endsWith("this was said:\nYou: Are you there?");
    }
}
