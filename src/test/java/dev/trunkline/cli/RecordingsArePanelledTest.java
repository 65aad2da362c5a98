package dev.trunkline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.speech.file.WavFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RecordingsArePanelledTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aRecordingTellsHowTurnsWereTaken() throws IOException {
        Path wav = folder.resolve("call.wav");
        Files.write(wav, WavFile.stereo(tone(1_000, 2_000), tone(2_800, 4_500), 8_000));
        Path json = folder.resolve("panel.json");

        assertThat(run("panel", wav.toString(), "--json", json.toString())).isZero();

        JsonNode told = new ObjectMapper().readTree(json.toFile());
        assertThat(told.at("/panel/response/good").asInt()).isEqualTo(1);
        assertThat(told.at("/panel/responseMillis/median").asLong()).isEqualTo(800);
        assertThat(told.path("deadAirMillis").asLong()).isEqualTo(1_000);
        assertThat(out.toString()).contains("answers a turn");
    }

    @Test
    void whatIsNoRecordingOfTwoIsRefusedInOneLine() throws IOException {
        Path text = folder.resolve("call.txt");
        Files.writeString(text, "no sound");

        assertThat(run("panel", text.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("is no WAV file");
        assertThat(run("panel", folder.resolve("nothing.wav").toString())).isEqualTo(2);
    }

    @Test
    void limitsThatCannotBeAreRefusedBeforeAnythingStarts() {
        assertThat(run("fleet", "--profile", "conversation", "--min-yield", "98"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--min-yield must be 0 to 1");
        assertThat(run("fleet", "--profile", "conversation", "--max-cpu", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("measures no load");
        assertThat(run("fleet", "--scenes", "5")).isEqualTo(2);
        assertThat(run("call", "--noise", "loud")).isEqualTo(2);
        assertThat(err.toString()).contains("--noise must be white, pink, babble or street");
        assertThat(run("call", "--sound", "sneeze")).isEqualTo(2);
        assertThat(err.toString()).contains("none of cough, throat, breath, sniff, click");
    }

    private int run(String... arguments) {
        CommandLine commands = TrunklineCommand.commandLine();
        return commands.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static short[] tone(int fromMillis, int toMillis) {
        short[] samples = new short[5_000 * 8];
        for (int i = fromMillis * 8; i < toMillis * 8; i++) {
            samples[i] = (short) (6_000 * Math.sin(i));
        }
        return samples;
    }
}
