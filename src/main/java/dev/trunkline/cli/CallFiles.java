package dev.trunkline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.lab.report.call.CallPage;
import dev.trunkline.lab.report.call.CallPicture;
import dev.trunkline.lab.report.call.CallReport;
import dev.trunkline.speech.file.WavFile;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a call leaves: its sound, its page, its data. */
final class CallFiles {

    @Option(
            names = "--record",
            paramLabel = "FILE.wav",
            defaultValue = "call.wav",
            converter = Arguments.Output.class,
            description = "Both voices, caller left, agent right.")
    private OutputFile recording = OutputFile.of("call.wav");

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            defaultValue = "call.html",
            converter = Arguments.Output.class,
            description = "The picture, with sound.")
    private OutputFile page = OutputFile.of("call.html");

    @Option(
            names = "--picture",
            paramLabel = "FILE.svg",
            converter = Arguments.Output.class,
            description = "The time line alone; none by default.")
    private @Nullable OutputFile picture;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            defaultValue = "call.json",
            converter = Arguments.Output.class,
            description = "The same as data; - for standard output, where nothing else stands then.")
    private OutputFile json = OutputFile.of("call.json");

    List<OutputFile> all() {
        return Stream.of(recording, page, picture, json)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Writes all that can be written, and says what cannot; false when something cannot. */
    boolean leave(CallReport report, PhoneRecord.Audio audio, PrintWriter err) {
        short[] caller = audio.callerSamples();
        short[] agent = audio.agentSamples();
        int rateHz = audio.sampleRateHz();
        boolean all = recording.leave(file -> Files.write(file, WavFile.stereo(caller, agent, rateHz)), err);
        all &= page.leave(file -> CallPage.write(file, report, caller, agent), err);
        if (picture != null) {
            all &= picture.leave(file -> Files.writeString(file, CallPicture.svg(report, caller, agent, rateHz)), err);
        }
        ObjectMapper indented = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        all &= json.leave(file -> Files.writeString(file, indented.writeValueAsString(report.toJson()) + "\n"), err);
        return all;
    }

    /** Where to find what. */
    @Override
    public String toString() {
        return "Listen: " + recording + "   Look: " + page + "   Data: " + json;
    }
}
