package dev.trunkline.recording;

import static dev.trunkline.recording.TapeScene.between;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Tones;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BothSidesAreOnTheTapeTest {

    private static final int RATE_HZ = 8_000;
    private static final String STORY = "Once upon a time there was a telephone.";

    @TempDir
    Path folder;

    @Test
    void theCallerOnTheLeftAndTheAgentOnTheRightEachAtItsTime() throws Exception {
        TapeScene tape = TapeScene.plain(folder);
        tape.passes(500);
        tape.scene.agentSpeaks("m1", STORY, 440, 1_000);
        tape.passes(1_500);
        tape.caller(1_000, 600);
        tape.passes(400);
        tape.ends();

        short[] caller = tape.channel(0);
        short[] agent = tape.channel(1);
        assertThat(caller).hasSameSizeAs(agent).hasSizeBetween(3_000 * 8, 3_010 * 8);
        assertThat(Tones.soundingMillis(between(agent, 0, 500), RATE_HZ)).isZero();
        assertThat(Tones.amplitude(between(agent, 520, 1_480), RATE_HZ, 440)).isCloseTo(8_000, within(200.0));
        assertThat(Tones.soundingMillis(between(agent, 1_520, 3_000), RATE_HZ)).isZero();
        assertThat(Tones.soundingMillis(between(caller, 0, 1_980), RATE_HZ)).isZero();
        assertThat(Tones.amplitude(between(caller, 2_000, 2_560), RATE_HZ, 1_000))
                .isCloseTo(8_000, within(400.0));
        assertThat(Tones.soundingMillis(between(caller, 2_600, 3_000), RATE_HZ)).isZero();
    }

    @Test
    void whatABargeInTookBackIsNotThereAndTheRestIsWhatThePhonePlayed() throws Exception {
        TapeScene tape = TapeScene.plain(folder);
        tape.scene.agentSpeaks("m1", STORY, 440, 5_000);
        tape.passes(1_500);
        tape.scene.agent().noticesInterruption();
        tape.passes(1_000);
        tape.scene.agentSpeaks("m2", STORY, 700, 1_000);
        tape.passes(3_000);
        short[] heard = tape.scene.phone.heard();
        tape.ends();

        short[] agent = tape.channel(1);
        assertThat(Arrays.copyOf(agent, heard.length)).isEqualTo(heard);
        assertThat(Tones.soundingMillis(between(agent, 1_510, 2_490), RATE_HZ)).isZero();
    }

    @Test
    void theHeaderIsThatOfAStereoFileOfItsLength() throws Exception {
        TapeScene tape = TapeScene.plain(folder);
        tape.scene.agentSpeaks("m1", STORY, 440, 1_000);
        tape.passes(2_000);
        tape.ends();

        try (StoredRecording stored = tape.stored(List.of())) {
            byte[] file = stored.readFully(0, (int) stored.lengthBytes());
            assertThat(new String(file, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");
            assertThat(file[20]).isEqualTo((byte) 7);
            assertThat(file[22]).isEqualTo((byte) 2);
            assertThat(stored.durationMillis()).isEqualTo(2_000);
            assertThat(stored.isComplete()).isTrue();
            Path onDisk = tape.folder.parts(Scene.CALL_SID).get(0).sound();
            assertThat(Files.readAllBytes(onDisk)).isEqualTo(file);
        }
    }

    @Test
    void aCallInWhichNobodySaidAnythingLeavesNothing() throws Exception {
        TapeScene tape = TapeScene.plain(folder);
        tape.passes(3_000);
        tape.ends();

        assertThat(tape.part.isAnything()).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsLeftOutUnderLoadIsSilenceAndSaidToBeMissing() throws Exception {
        TapeScene tape = TapeScene.plain(folder);
        tape.caller(1_000, 1_000);
        tape.passes(500);
        tape.leavesOut = true;
        tape.passes(500);
        tape.caller(1_000, 1_000);
        tape.leavesOut = false;
        tape.passes(2_000);
        tape.caller(1_000, 1_000);
        tape.ends();

        short[] caller = tape.channel(0);
        assertThat(Tones.soundingMillis(between(caller, 0, 1_000), RATE_HZ)).isGreaterThan(900);
        assertThat(Tones.soundingMillis(between(caller, 1_100, 2_400), RATE_HZ)).isZero();
        assertThat(Tones.soundingMillis(between(caller, 4_900, 6_000), RATE_HZ)).isGreaterThan(900);
        assertThat(tape.part.isComplete()).isFalse();
        assertThat(tape.folder.parts(Scene.CALL_SID).get(0).index().state()).isEqualTo("incomplete");
    }

    @Test
    void partsOfSeveralStreamsAreOnePieceOnTheTimeLine() throws Exception {
        TapeScene first = TapeScene.plain(folder);
        first.caller(1_000, 1_000);
        first.ends();
        Scene again = Scene.talking();
        RecordedStream second = new RecordedStream(
                Scene.CALL_SID, "MZ2", "main", again.taps.beganNanos(), TapeScene.STARTED_MILLIS + 3_000);
        PartWriter part = new PartWriter(second, first.folder, RecordingFormat.WAV, null, (reason, frames) -> {});
        again.taps.addHere(second);
        again.callerSounds(600, 1_000);
        again.call.onCallCompleted();
        part.work(again.time.nowNanos(), false);

        short[] caller = first.channel(0);
        assertThat(Tones.amplitude(between(caller, 20, 940), RATE_HZ, 1_000)).isGreaterThan(7_000);
        assertThat(Tones.soundingMillis(between(caller, 1_010, 3_000), RATE_HZ)).isZero();
        assertThat(Tones.amplitude(between(caller, 3_020, 3_940), RATE_HZ, 600)).isGreaterThan(7_000);
    }
}
