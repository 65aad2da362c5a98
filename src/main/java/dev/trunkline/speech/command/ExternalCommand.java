package dev.trunkline.speech.command;

import dev.trunkline.speech.SpeechFailedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A program of the operator's, started anew for every piece of work, without a shell. It gets its input on its standard
 * input and answers on its standard output; both at once, for some answer before they have read everything. Thread-safe.
 */
final class ExternalCommand {

    private static final int MAX_COMPLAINT_CHARS = 300;
    private static final int BLOCK_BYTES = 8_192;

    /** Pipes block, so each has a thread for as long as the program runs. */
    private static final Executor THREADS = task -> {
        var thread = new Thread(task, "speech-command");
        thread.setDaemon(true);
        thread.start();
    };

    private final List<String> command;
    private final int timeoutMillis;
    private final int maxOutputBytes;
    private final Predicate<String> keptVariables;

    /**
     * @param command the program and its arguments, as they are
     * @param timeoutMillis after which it is killed
     */
    ExternalCommand(List<String> command, int timeoutMillis, int maxOutputBytes) {
        this(command, timeoutMillis, maxOutputBytes, name -> true);
    }

    /** @param keptVariables of our environment: the others the program does not see */
    ExternalCommand(List<String> command, int timeoutMillis, int maxOutputBytes, Predicate<String> keptVariables) {
        if (command.isEmpty() || command.get(0).isBlank()) {
            throw new IllegalArgumentException("a command needs the name of a program");
        }
        if (timeoutMillis <= 0) {
            throw new IllegalArgumentException("a command's time must be more than 0 ms");
        }
        this.command = List.copyOf(command);
        this.timeoutMillis = timeoutMillis;
        this.maxOutputBytes = maxOutputBytes;
        this.keptVariables = keptVariables;
    }

    /**
     * Runs the program to its end; blocks.
     *
     * @return what it wrote to its standard output
     * @throws SpeechFailedException when it cannot be started, fails, takes too long or writes too much
     */
    byte[] run(byte[] input) {
        Process process = start();
        try {
            CompletableFuture<byte[]> output = on(() -> read(process.getInputStream(), maxOutputBytes + 1));
            CompletableFuture<byte[]> complaint = on(() -> readAndDrop(process.getErrorStream()));
            THREADS.execute(() -> write(process.getOutputStream(), input));
            byte[] answer = output.get(timeoutMillis, TimeUnit.MILLISECONDS);
            if (answer.length > maxOutputBytes) {
                throw failure("wrote more than " + maxOutputBytes + " bytes");
            }
            if (!process.waitFor(timeoutMillis, TimeUnit.MILLISECONDS)) {
                throw failure("did not end within " + timeoutMillis + " ms");
            }
            if (process.exitValue() != 0) {
                throw failure("ended with " + process.exitValue() + complaintOf(complaint));
            }
            return answer;
        } catch (TimeoutException e) {
            throw new SpeechFailedException(name() + " did not answer within " + timeoutMillis + " ms", e);
        } catch (ExecutionException e) {
            throw new SpeechFailedException(name() + " could not be read from", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SpeechFailedException("interrupted while waiting for " + name(), e);
        } finally {
            // Children first: they would outlive their parent, and keep its pipes open.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start() {
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().keySet().removeIf(name -> !keptVariables.test(name));
            return builder.start();
        } catch (IOException e) {
            throw new SpeechFailedException(name() + " cannot be started: " + e.getMessage(), e);
        }
    }

    private String name() {
        return "the command " + command.get(0);
    }

    private SpeechFailedException failure(String what) {
        return new SpeechFailedException(name() + " " + what);
    }

    private static String complaintOf(CompletableFuture<byte[]> complaint) throws InterruptedException {
        try {
            String text = new String(complaint.get(1, TimeUnit.SECONDS), StandardCharsets.UTF_8)
                    .replaceAll("\\p{Cntrl}+", " ")
                    .strip();
            return text.isEmpty()
                    ? " and said nothing"
                    : ": " + text.substring(0, Math.min(text.length(), MAX_COMPLAINT_CHARS));
        } catch (ExecutionException | TimeoutException e) {
            return " and cannot be asked why (" + e.getClass().getSimpleName() + ")";
        }
    }

    private static CompletableFuture<byte[]> on(Supplier<byte[]> work) {
        return CompletableFuture.supplyAsync(work, THREADS);
    }

    private static void write(OutputStream input, byte[] bytes) {
        try (input) {
            input.write(bytes);
        } catch (IOException e) {
            // A program may end without reading everything; whether it is content shows in what it answers.
        }
    }

    private static byte[] read(InputStream output, int maxBytes) {
        try {
            return output.readNBytes(maxBytes);
        } catch (IOException e) {
            return new byte[0]; // killed; the one who killed it says why
        }
    }

    /** The beginning; the rest is read too, or the program would wait for ever. */
    private static byte[] readAndDrop(InputStream errors) {
        var kept = new ByteArrayOutputStream();
        byte[] block = new byte[BLOCK_BYTES];
        try {
            for (int length = errors.read(block); length >= 0; length = errors.read(block)) {
                kept.write(block, 0, Math.min(length, BLOCK_BYTES - Math.min(BLOCK_BYTES, kept.size())));
            }
        } catch (IOException e) {
            return kept.toByteArray(); // killed
        }
        return kept.toByteArray();
    }
}
