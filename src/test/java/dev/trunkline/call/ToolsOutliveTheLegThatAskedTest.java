package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.FarEndTraits;
import dev.trunkline.ai.FarEndTraits.Interruption;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Wavs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A leg is lost, or followed by another, while a tool is at work: the one that comes after it is told what came of it. */
class ToolsOutliveTheLegThatAskedTest {

    private static final FarEndTraits LOOSE = new FarEndTraits(Interruption.OURS, false);

    private final List<ToolRunner.Answer> running = new ArrayList<>();
    private final Scene scene =
            Scene.prepare().tools((tool, call, answer) -> running.add(answer)).talking();

    private RecordingAi.Line lost() {
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(1_100);
        RecordingAi.Line next = scene.ready(LOOSE);
        next.flush();
        return next;
    }

    private void asks() {
        scene.agent().transcribes("What will the weather be?", false);
        scene.agentSpeaks("m1", "Let me look.", 440, 600);
        scene.agent().callsTool("t1", "weather", "{\"city\":\"Bonn\"}");
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);
    }

    @Test
    void asSoonAsItIsAnsweredAndThenItAnswersTheCaller() {
        asks();
        RecordingAi.Line next = lost();
        assertThat(next.contexts()).anyMatch(told -> told.contains("weather") && told.contains("still at work"));
        assertThat(next.userTexts()).isEmpty();

        running.get(0).succeed("sunny");

        assertThat(next.contexts()).last().asString().contains("Bonn").endsWith("has answered: sunny");
        assertThat(next.userTexts()).containsExactly("What will the weather be?");
        assertThat(next.toolAnswers()).isEmpty();
        assertThat(running).hasSize(1);
    }

    @Test
    void whenItWasAnsweredWhileThereWasNone() {
        asks();
        scene.agent().lose(AiLoss.Kind.DROPPED);
        running.get(0).fail("failed", "broken", "I could not get that done.");
        scene.time.advanceMillis(260);

        RecordingAi.Line next = scene.ready(LOOSE);
        next.flush();

        assertThat(next.contexts()).first().asString().endsWith("has answered: I could not get that done.");
        assertThat(next.userTexts()).containsExactly("What will the weather be?");
    }

    @Test
    void whenTheAgentHadNotSpokenOfItYet() {
        asks();
        running.get(0).succeed("sunny");

        RecordingAi.Line next = lost();

        assertThat(next.contexts()).first().asString().endsWith("has answered: sunny");
        assertThat(next.userTexts()).containsExactly("What will the weather be?");
    }

    @Test
    void notWhenItHad() {
        asks();
        running.get(0).succeed("sunny");
        scene.agentSpeaks("m2", "It will be sunny.", 440, 600);
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);

        RecordingAi.Line next = lost();

        assertThat(next.contexts()).isEmpty();
        assertThat(next.userTexts()).isEmpty();
    }

    /** Some tell words later than their sound, and than the calls behind it. */
    @Test
    void whenItHadOnlySaidWhatSoundedBefore() {
        scene.agent().transcribes("What will the weather be?", false);
        scene.agent().sounds("m1", Wavs.chunks(24_000, 440, 600, 200));
        scene.agent().callsTool("t1", "weather", "{\"city\":\"Bonn\"}");
        running.get(0).succeed("sunny");
        scene.agent().adds("m1", "Let me look.");
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);

        assertThat(lost().contexts()).anyMatch(told -> told.endsWith("has answered: sunny"));
    }

    /** Some go on in the turn in which they asked. */
    @Test
    void notWhenItHadInAMessageThatSoundedOn() {
        asks();
        running.get(0).succeed("sunny");
        scene.agent().sounds("m1", Wavs.chunks(24_000, 440, 600, 200));
        scene.agent().adds("m1", "It will be sunny.");
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);

        assertThat(lost().contexts()).noneMatch(told -> told.contains("has answered"));
    }

    @Test
    void onceForEachLegUntilOneHasSpokenOfIt() {
        asks();
        running.get(0).succeed("sunny");
        lost();
        RecordingAi.Line third = lost();
        assertThat(third.contexts()).filteredOn(told -> told.contains("sunny")).hasSize(1);
        scene.agentSpeaks("m2", "It will be sunny.", 440, 600);
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);

        assertThat(lost().contexts()).noneMatch(told -> told.contains("has answered"));
    }

    @Test
    void andTheSameToolAskedAgainIsAnsweredAsUsual() {
        asks();
        RecordingAi.Line next = lost();
        next.callsTool("t1", "weather", "{\"city\":\"Bonn\"}");

        running.get(0).succeed("sunny");

        assertThat(next.toolAnswers()).hasSize(1);
        assertThat(next.contexts()).noneMatch(told -> told.contains("has answered"));
        assertThat(running).hasSize(1);
    }

    @Test
    void whenItWasFollowedByAnother() {
        Scene followed = Scene.prepare()
                .policy(CallPolicy.defaults().chattingFor(Duration.ofSeconds(20)))
                .tools((tool, call, answer) -> running.add(answer))
                .talking();
        RecordingAi.Line first = followed.agent();
        followed.callerSounds(0, 12_020);
        RecordingAi.Line second = followed.ready(LOOSE);
        first.transcribes("What will the weather be?", false);
        first.callsTool("t1", "weather", "{\"city\":\"Bonn\"}");
        followed.callerSounds(0, 8_000);
        assertThat(first.wasClosed()).isTrue();

        running.get(0).succeed("sunny");

        assertThat(second.contexts()).last().asString().endsWith("has answered: sunny");
        assertThat(second.userTexts()).containsExactly("What will the weather be?");
        assertThat(first.lateRequests()).isEmpty();
    }

    /** Not all far ends have ids that are theirs alone: some count from one in each session. */
    @Test
    void andOneOfTheSameIdThatAsksForSomethingElseIsAnotherCall() {
        asks();
        RecordingAi.Line next = lost();

        next.callsTool("t1", "clock", "{}");
        running.get(0).succeed("sunny");
        running.get(1).succeed("noon");

        assertThat(running).hasSize(2);
        assertThat(next.toolAnswers())
                .extracting(RecordingAi.ToolAnswer::content)
                .containsExactly("noon");
        assertThat(next.contexts()).last().asString().endsWith("has answered: sunny");
    }
}
