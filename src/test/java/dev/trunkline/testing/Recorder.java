package dev.trunkline.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trunkline.speech.command.Ffmpeg;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes recordings of every kind with ffmpeg, where there is one. */
public final class Recorder {

    private Recorder() {}

    /** A tone, and half as much silence as it needs to be a turn. */
    public static byte[] toneThenSilence(String kind, int toneHz, int millis) {
        return of(kind, "aevalsrc=0.3*sin(2*PI*" + toneHz + "*t):d=" + millis / 1_000.0 + ":s=48000,apad=pad_dur=1.5");
    }

    /** What a filter graph of ffmpeg's makes. */
    public static byte[] of(String kind, String graph) {
        Path program = Ffmpeg.onPath(System.getenv("PATH"));
        assumeTrue(program != null, "skipped: ffmpeg is not installed");
        List<String> command =
                new ArrayList<>(List.of(String.valueOf(program), "-v", "error", "-f", "lavfi", "-i", graph));
        command.addAll(
                switch (kind) {
                    case "safari" ->
                        List.of(
                                "-c:a",
                                "aac",
                                "-movflags",
                                "+frag_keyframe+empty_moov+default_base_moof",
                                "-frag_duration",
                                "100000",
                                "-f",
                                "mp4");
                    case "m4a" -> List.of("-c:a", "aac", "-movflags", "+frag_keyframe", "-f", "mp4");
                    case "mp3" -> List.of("-c:a", "libmp3lame", "-f", "mp3");
                    case "aac" -> List.of("-c:a", "aac", "-f", "adts");
                    case "ogg" -> List.of("-c:a", "libopus", "-f", "ogg");
                    case "webm" -> List.of("-c:a", "libopus", "-f", "webm");
                    case "flac" -> List.of("-f", "flac");
                    case "wav24" -> List.of("-c:a", "pcm_s24le", "-f", "wav");
                    case "wavfloat" -> List.of("-c:a", "pcm_f32le", "-f", "wav");
                    case "wavmulaw" -> List.of("-ar", "8000", "-c:a", "pcm_mulaw", "-f", "wav");
                    default -> throw new IllegalArgumentException(kind);
                });
        command.add("pipe:1");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return process.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often the sound crosses zero upwards, loud enough to be no rounding. */
    public static int crossings(short[] samples) {
        int crossings = 0;
        boolean below = false;
        for (short sample : samples) {
            if (sample < -1_000) {
                below = true;
            } else if (sample > 1_000 && below) {
                below = false;
                crossings++;
            }
        }
        return crossings;
    }
}
