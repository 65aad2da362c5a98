package dev.trunkline.speech.command;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.file.Container;
import dev.trunkline.speech.file.RawSamples;
import dev.trunkline.speech.file.SoundDecoder;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An operator's ffmpeg: a process for every file, fed and read by pipes. It gets no shell, no secrets of our environment, no
 * other protocol than the pipe, and the demuxer that the file's first bytes name, so that a stranger's bytes cannot make it
 * open anything. Thread-safe.
 */
public final class Ffmpeg implements SoundDecoder {

    private static final int CLIP_TIMEOUT_MILLIS = 10_000;
    private static final int ROOM_TIMEOUT_MILLIS = 2_000;
    private static final int MAX_CLIPS = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int MAX_STREAMS = 16 * MAX_CLIPS; // some 30 MB each

    /** What finding libraries and temporary folders takes; keys and tokens are not among it. */
    private static final Set<String> VARIABLES =
            Set.of("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR", "TEMP", "TMP", "SystemRoot");

    private final String program;
    private final Semaphore clips = new Semaphore(MAX_CLIPS);
    private final Semaphore streams = new Semaphore(MAX_STREAMS);

    /** Starts nothing yet. */
    public Ffmpeg(Path program) {
        this.program = program.toString();
    }

    /** The {@code ffmpeg} of the first folder in the search path that has one; null for none. */
    public static @Nullable Path onPath(@Nullable String searchPath) {
        if (searchPath == null) {
            return null;
        }
        for (String folder : searchPath.split(File.pathSeparator, -1)) {
            try {
                Path program = Path.of(folder, "ffmpeg");
                if (!folder.isEmpty() && Files.isRegularFile(program) && Files.isExecutable(program)) {
                    return program.toAbsolutePath();
                }
            } catch (InvalidPathException e) {
                // Then it holds nothing.
            }
        }
        return null;
    }

    @Override
    public boolean decodes(Container container) {
        return true;
    }

    @Override
    public Speech decode(byte[] clip, Container container, Wanted wanted) {
        if (!acquired(clips)) {
            throw new SpeechFailedException("ffmpeg is busy with other files");
        }
        try {
            // Files whose index stands at their end must be sought in.
            List<String> command = command(List.of(), "cache,pipe", container, "cache:pipe:0", wanted.sampleRateHz());
            command.addAll(command.size() - 1, List.of("-t", String.valueOf(wanted.maxMillis() / 1_000.0)));
            int maxBytes = (int) ((long) Short.BYTES * wanted.sampleRateHz() * (wanted.maxMillis() + 1_000L) / 1_000);
            byte[] sound = new ExternalCommand(command, CLIP_TIMEOUT_MILLIS, maxBytes, VARIABLES::contains).run(clip);
            if (sound.length < Short.BYTES) {
                throw new SpeechFailedException("there is no sound in this " + container.label() + " file");
            }
            return RawSamples.speech(sound, wanted.sampleRateHz());
        } finally {
            clips.release();
        }
    }

    @Override
    public Stream stream(Container container, int sampleRateHz, Listener listener) {
        // Not "-fflags nobuffer": it throws away what was looked at to find out what comes, the first words.
        List<String> hasty = List.of("-flags", "low_delay", "-probesize", "2048", "-analyzeduration", "0");
        List<String> command = command(hasty, "pipe", container, "pipe:0", sampleRateHz);
        FfmpegStream stream = new FfmpegStream(builder(command), listener, streams::release);
        if (streams.tryAcquire()) {
            stream.start();
        } else {
            stream.refuse();
        }
        return stream;
    }

    private static boolean acquired(Semaphore room) {
        try {
            return room.tryAcquire(ROOM_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<String> command(List<String> manner, String protocols, Container container, String input, int rateHz) {
        List<String> command = new ArrayList<>(List.of(program, "-hide_banner", "-nostdin", "-loglevel", "error"));
        command.addAll(manner);
        command.addAll(
                List.of("-threads", "1", "-protocol_whitelist", protocols, "-f", container.demuxer(), "-i", input));
        command.addAll(List.of("-map", "0:a:0", "-ac", "1", "-ar", String.valueOf(rateHz), "-f", "s16le"));
        command.addAll(List.of("-flush_packets", "1", "pipe:1"));
        return command;
    }

    private static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> !VARIABLES.contains(name));
        return builder;
    }
}
