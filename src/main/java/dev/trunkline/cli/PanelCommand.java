package dev.trunkline.cli;

import static dev.trunkline.lab.report.Texts.say;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.lab.panel.LineActivity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The panel of a recorded call. */
@Command(
        name = "panel",
        description = "Tells from a recording how caller and agent took turns.",
        mixinStandardHelpOptions = true)
final class PanelCommand implements Callable<Integer> {

    private static final long MAX_BYTES = 2_000_000_000;

    @Parameters(paramLabel = "FILE.wav", description = "Two channels: the caller left, the agent right.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = Arguments.Output.class,
            description = "The same as data; - for standard output, where nothing else stands then.")
    private @Nullable OutputFile json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<OutputFile> files = Stream.ofNullable(json).toList();
        OutputFile.check(spec, files);
        LineActivity line = read();
        PrintWriter out = files.stream().anyMatch(OutputFile::isStandardOutput)
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
        PanelText.print(out, line.panel());
        out.println(say("dead air: longest %d ms, of %d ms", line.deadAirMillis(), line.durationMillis()));
        out.flush();
        if (json == null) {
            return TrunklineCommand.GOOD;
        }
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode data = mapper.createObjectNode()
                .put("durationMillis", line.durationMillis())
                .put("deadAirMillis", line.deadAirMillis());
        data.set("panel", mapper.valueToTree(line.panel()));
        boolean isWhole = json.leave(
                path -> Files.writeString(path, mapper.writeValueAsString(data) + "\n"),
                spec.commandLine().getErr());
        return isWhole ? TrunklineCommand.GOOD : TrunklineCommand.FAILED;
    }

    private LineActivity read() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(
                    spec.commandLine(), file + (Files.exists(file) ? " is no file" : " does not exist"));
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new ParameterException(spec.commandLine(), file + " is too big to be a call");
        }
        try (AudioInputStream encoded = AudioSystem.getAudioInputStream(file.toFile())) {
            if (encoded.getFormat().getChannels() != 2) {
                throw new ParameterException(
                        spec.commandLine(),
                        file + " has one channel for both; record the caller left and the agent right");
            }
            float rateHz = encoded.getFormat().getSampleRate();
            AudioFormat wanted = new AudioFormat(rateHz, 16, 2, true, false);
            try (AudioInputStream decoded = AudioSystem.getAudioInputStream(wanted, encoded)) {
                byte[] bytes = decoded.readAllBytes();
                return LineActivity.of(channel(bytes, 0), channel(bytes, 2), Math.round(rateHz));
            }
        } catch (UnsupportedAudioFileException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), file + " is no WAV file that can be read", e);
        }
    }

    private static short[] channel(byte[] bytes, int from) {
        short[] samples = new short[bytes.length / 4];
        for (int i = 0; i < samples.length; i++) {
            int at = 4 * i + from;
            samples[i] = (short) ((bytes[at] & 0xFF) | (bytes[at + 1] << 8));
        }
        return samples;
    }
}
