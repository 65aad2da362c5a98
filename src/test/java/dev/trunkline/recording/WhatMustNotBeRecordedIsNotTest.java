package dev.trunkline.recording;

import static dev.trunkline.recording.TapeScene.between;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.call.DigitRequest;
import dev.trunkline.call.ToolRunner;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Tones;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhatMustNotBeRecordedIsNotTest {

    private static final int RATE_HZ = 8_000;
    private static final String CONSENT = "This call is recorded. Say so if you mind.";
    private static final ToolRunner ASKS_FOR_MASKED_KEYS = (tool, call, answer) -> call.collectDigits(
            new DigitRequest(1, 16, '#', 10_000_000_000L, 5_000_000_000L, true), outcome -> answer.succeed("done"));

    @TempDir
    Path folder;

    @Test
    void whatIsSaidWhileTheCallersKeysPauseItIsSilenceOfTheSameLength() throws Exception {
        TapeScene tape = TapeScene.plain(folder);
        tape.caller(1_000, 1_000);
        tape.scene.call.onDigit('*');
        tape.scene.call.onDigit('7');
        tape.scene.agentSpeaks("m1", "A secret.", 440, 1_000);
        tape.caller(1_000, 1_500);
        tape.passes(500);
        tape.scene.call.onDigit('*');
        tape.scene.call.onDigit('7');
        tape.passes(20);
        tape.caller(1_000, 1_000);
        tape.ends();

        short[] caller = tape.channel(0);
        assertThat(Tones.soundingMillis(between(caller, 0, 1_000), RATE_HZ)).isGreaterThan(900);
        assertThat(Tones.soundingMillis(between(caller, 1_030, 3_000), RATE_HZ)).isZero();
        assertThat(Tones.soundingMillis(between(tape.channel(1), 1_000, 4_000), RATE_HZ))
                .isLessThanOrEqualTo(40); // until the pause is known to the scene
        assertThat(Tones.soundingMillis(between(caller, 3_020, 4_020), RATE_HZ)).isGreaterThan(900);
        RecordingIndex index = tape.folder.parts(Scene.CALL_SID).get(0).index();
        assertThat(index.pauses()).singleElement().satisfies(pause -> {
            assertThat(pause.by()).isEqualTo("caller");
            assertThat(pause.fromMillis()).isBetween(1_000L, 1_040L);
            assertThat(pause.toMillis()).isBetween(3_000L, 3_060L);
        });
        assertThat(index.state()).isEqualTo("complete");
    }

    @Test
    void maskedDigitsAreNot() throws Exception {
        TapeScene tape = new TapeScene(
                folder, Scene.prepare().tools(ASKS_FOR_MASKED_KEYS).talking(), "", RecordingFormat.WAV, null);
        tape.caller(1_000, 1_000);
        tape.scene.agent().callsTool("t1", "collect", "{}");
        tape.passes(20);
        tape.caller(1_477, 500);
        tape.scene.call.onDigit('3');
        tape.caller(1_477, 500);
        tape.scene.call.onDigit('#');
        tape.caller(1_477, 400);
        tape.passes(200);
        tape.caller(1_000, 1_000);
        tape.ends();

        short[] caller = tape.channel(0);
        assertThat(Tones.soundingMillis(between(caller, 1_000, 2_600), RATE_HZ)).isZero();
        assertThat(Tones.soundingMillis(between(caller, 2_600, 3_640), RATE_HZ)).isGreaterThan(900);
        assertThat(tape.folder.parts(Scene.CALL_SID).get(0).index().pauses())
                .singleElement()
                .satisfies(pause -> assertThat(pause.by()).isEqualTo("secret"));
    }

    @Test
    void nothingIsBeforeTheConsentWasHeardToItsEnd() throws Exception {
        TapeScene tape = new TapeScene(folder, Scene.begin(), CONSENT, RecordingFormat.WAV, null);
        tape.scene.ai.ready();
        tape.passes(20);
        assertThat(tape.next).contains(LiveRecording.Next.SAY);
        tape.scene.agentSpeaks("m0", "Hello, you are talking to a machine.", 300, 1_000);
        tape.scene.agentSpeaks("m1", "This call is recorded!", 440, 1_000);
        tape.scene.agentSpeaks("m2", "say so, if you mind", 440, 1_000);
        tape.scene.agentSpeaks("m3", "What can I do for you?", 700, 1_000);
        tape.caller(1_000, 4_500);
        tape.ends();

        short[] caller = tape.channel(0);
        short[] agent = tape.channel(1);
        assertThat(tape.next).contains(LiveRecording.Next.CONSENTED);
        assertThat(Tones.soundingMillis(between(agent, 0, 3_000), RATE_HZ)).isZero();
        assertThat(Tones.soundingMillis(between(caller, 0, 3_000), RATE_HZ)).isZero();
        assertThat(Tones.amplitude(between(agent, 3_260, 3_980), RATE_HZ, 700)).isGreaterThan(7_000);
        assertThat(Tones.soundingMillis(between(caller, 3_100, 4_500), RATE_HZ)).isGreaterThan(1_300);
        assertThat(tape.folder.parts(Scene.CALL_SID).get(0).index().pauses())
                .singleElement()
                .satisfies(pause -> assertThat(pause.by()).isEqualTo("consent"));
    }

    @Test
    void whoInterruptsItIsToldAgainAndWhoDoesSoThreeTimesIsNotRecorded() {
        TapeScene tape = new TapeScene(folder, Scene.begin(), CONSENT, RecordingFormat.WAV, null);
        tape.scene.ai.ready();
        tape.passes(20);
        for (int i = 0; i < 3; i++) {
            tape.scene.agentSpeaks("m" + i, CONSENT, 440, 3_000);
            tape.passes(700);
            tape.scene.agent().noticesInterruption();
            tape.passes(200);
        }
        tape.caller(1_000, 1_000);
        tape.ends();

        assertThat(tape.next.stream().filter(each -> each != LiveRecording.Next.NOTHING))
                .containsExactly(
                        LiveRecording.Next.SAY,
                        LiveRecording.Next.SAY,
                        LiveRecording.Next.SAY,
                        LiveRecording.Next.REFUSED);
        assertThat(tape.part.isAnything()).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void eachEndsHisOwnPauseAndAnOperatorTheAgentsToo() throws Exception {
        TapeScene tape = TapeScene.plain(folder);
        tape.caller(1_000, 1_000);
        tape.recording.pause(Hold.AGENT, true);
        tape.recording.pause(Hold.CALLER, true);
        tape.passes(1_000);
        tape.recording.pause(Hold.OPERATOR, false);
        tape.passes(20);
        tape.caller(1_000, 980);
        tape.recording.pause(Hold.CALLER, false);
        tape.passes(20);
        tape.caller(1_000, 980);
        tape.ends();

        short[] caller = tape.channel(0);
        assertThat(Tones.soundingMillis(between(caller, 1_000, 3_000), RATE_HZ)).isZero();
        assertThat(Tones.soundingMillis(between(caller, 3_000, 4_000), RATE_HZ)).isGreaterThan(900);
        assertThat(tape.folder.parts(Scene.CALL_SID).get(0).index().pauses())
                .extracting(RecordingIndex.Pause::by)
                .isEqualTo(List.of("agent", "caller"));
    }
}
