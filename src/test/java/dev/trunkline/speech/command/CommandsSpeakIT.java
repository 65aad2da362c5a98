package dev.trunkline.speech.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.file.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsSpeakIT {

    @TempDir
    private Path folder;

    @Test
    void bareSamplesAreTheLineThatWasGiven() throws IOException {
        Voice voice = voice(script("cat"), 30_000);

        Speech speech = voice.say("Hi you\n two");

        assertThat(speech.samples()).containsExactly(letters('H', 'i', ' ', 'y', 'o', 'u', ' ', 't', 'w', 'o'));
        assertThat(speech.sampleRateHz()).isEqualTo(22_050).isEqualTo(voice.sampleRateHz());
    }

    @Test
    void aWavFileIsBroughtToTheVoicesRate() throws IOException {
        Path file = Files.write(folder.resolve("sound.wav"), WavFile.of(new Speech(new short[8_000], 8_000)));

        Speech speech = voice(script("cat " + file), 30_000).say("Hello.");

        assertThat(speech.sampleRateHz()).isEqualTo(22_050);
        assertThat(speech.durationMillis()).isBetween(995L, 1_005L);
    }

    @Test
    void moreThanAPipeHoldsGoesThroughInBothDirections() throws IOException {
        String text = "a".repeat(1_000_000);

        assertThat(voice(script("cat"), 60_000).say(text).samples()).hasSize(500_000);
    }

    @Test
    void aFailureSaysWhatTheCommandComplainedOf() throws IOException {
        Voice voice = voice(script("echo no such voice >&2\nexit 3"), 30_000);

        assertThatThrownBy(() -> voice.say("Hello."))
                .isInstanceOf(SpeechFailedException.class)
                .hasMessageEndingWith("ended with 3: no such voice");
    }

    @Test
    void endlessComplaintsAreReadAndForgotten() throws IOException {
        Voice voice = voice(script("yes complaint | head -c 1000000 >&2\nexit 1"), 60_000);

        assertThatThrownBy(() -> voice.say("Hello."))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(600));
    }

    @Test
    void silenceIsAFailure() throws IOException {
        Voice voice = voice(script("cat > /dev/null"), 30_000);

        assertThatThrownBy(() -> voice.say("Hello.")).hasMessageEndingWith("gave no sound");
    }

    @Test
    void endlessSoundIsCutOff() throws IOException {
        Voice voice = voice(script("exec cat /dev/zero"), 60_000);

        assertThatThrownBy(() -> voice.say("Hello.")).hasMessageEndingWith("wrote more than 16777216 bytes");
    }

    @Test
    void whoHangsIsKilledWithItsChildren() throws IOException {
        Path started = folder.resolve("child");
        // In three seconds a slow machine starts a shell as well.
        Voice voice = voice(script("sleep 300 &\necho $! > " + started + "\nwait"), 3_000);

        assertThatThrownBy(() -> voice.say("Hello.")).hasMessageEndingWith("did not answer within 3000 ms");
        long child = Long.parseLong(Files.readString(started).strip());
        assertThat(ProcessHandle.of(child).map(ProcessHandle::onExit).stream())
                .allSatisfy(exit -> assertThat(exit).succeedsWithin(java.time.Duration.ofSeconds(30)));
    }

    @Test
    void aMissingProgramIsNamed() {
        Voice voice = voice(folder.resolve("nothing-here"), 30_000);

        assertThatThrownBy(() -> voice.say("Hello.")).hasMessageContaining("nothing-here cannot be started");
    }

    @Test
    void noShellReadsTheArguments() throws IOException {
        Path made = folder.resolve("made");
        Path program = script("printf '%s' \"$1\"");
        Voice voice = new CommandVoice(new CommandVoice.Settings(
                List.of(program.toString(), "$(touch " + made + ");{voice}"), "amy", 22_050, 30_000));

        assertThat(voice.say("Hello.").samples()).isNotEmpty();
        assertThat(made).doesNotExist();
    }

    @Test
    void sessionsChooseVoicesButNeitherOptionsNorFiles() throws IOException {
        Voice voice = new CommandVoice(new CommandVoice.Settings(
                List.of(script("printf '%s.' \"$1\"").toString(), "{voice}"), "amy", 22_050, 30_000));

        assertThat(voice.named("joe").say("Hello.").samples()).containsExactly(letters('j', 'o', 'e', '.'));
        assertThat(Stream.of("--help", "../../x", "", "a b", "x/y", "v".repeat(65)))
                .allSatisfy(name -> assertThat(voice.named(name)).isSameAs(voice));
    }

    @Test
    void espeakSpeaks() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/espeak-ng")), "skipped: espeak-ng is not installed");
        Voice voice = new CommandVoice(
                new CommandVoice.Settings(List.of("espeak-ng", "--stdout", "-v", "{voice}"), "en-us", 22_050, 30_000));

        Speech speech = voice.say("Good morning, and thank you for calling.");

        assertThat(speech.durationMillis()).isBetween(1_500L, 5_000L);
        assertThat(loudest(speech)).isGreaterThan(5_000);
    }

    private Voice voice(Path program, int timeoutMillis) {
        return new CommandVoice(new CommandVoice.Settings(List.of(program.toString()), "amy", 22_050, timeoutMillis));
    }

    private Path script(String body) throws IOException {
        Path script = Files.writeString(folder.resolve("program"), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }

    private static int loudest(Speech speech) {
        int loudest = 0;
        for (short sample : speech.samples()) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        return loudest;
    }

    /** Two letters each, as one sample; a line's end is left over when their number is even. */
    private static short[] letters(int... letters) {
        short[] samples = new short[letters.length / 2];
        Arrays.setAll(new Object[samples.length], i -> samples[i] = (short) (letters[2 * i] | letters[2 * i + 1] << 8));
        return samples;
    }
}
