package dev.trunkline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * A file that a command leaves: known to be writable before anything begins, and whole or not there at all when the disk is
 * full. {@code -} and {@code /dev/stdout} are the standard output, which then belongs to it alone. Immutable.
 */
final class OutputFile {

    private static final Set<String> STANDARD_OUTPUT = Set.of("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1");

    private static final String NOT_TAKEN = "its disk is full, or its reader has gone";

    private final String given;
    private final Path path;

    /** Writes to the file that it is given. */
    @FunctionalInterface
    interface Content {
        void writeTo(Path file) throws IOException;
    }

    private OutputFile(String given, Path path) {
        this.given = given;
        this.path = path;
    }

    static OutputFile of(String given) {
        try {
            if (given.isBlank()) {
                throw new TypeConversionException("it must be the name of a file");
            }
            return new OutputFile(given, Path.of(given));
        } catch (InvalidPathException e) {
            throw new TypeConversionException("it is not the name of a file");
        }
    }

    /**
     * Looks whether all can be written, each apart from the others.
     *
     * @throws ParameterException when one cannot; the message says which, and why
     */
    static void check(CommandSpec command, List<OutputFile> files) {
        Set<Path> seen = new HashSet<>();
        for (OutputFile file : files) {
            String trouble = file.trouble();
            Path place = file.isStandardOutput()
                    ? Path.of("-")
                    : file.path.toAbsolutePath().normalize();
            if (trouble == null && !seen.add(place) && !place.startsWith("/dev")) {
                trouble = "is to hold two things; give each a file of its own";
            }
            if (trouble != null) {
                throw new ParameterException(command.commandLine(), file + " " + trouble);
            }
        }
    }

    boolean isStandardOutput() {
        return STANDARD_OUTPUT.contains(given);
    }

    private @Nullable String trouble() {
        if (isStandardOutput()) {
            return null;
        }
        Path folder = path.toAbsolutePath().getParent();
        if (Files.isDirectory(path) || folder == null) {
            return "is a folder; name a file in it";
        }
        if (!Files.isDirectory(folder)) {
            return "cannot be written: there is no folder " + folder;
        }
        if (Files.exists(path)) {
            return Files.isWritable(path) ? null : "cannot be written: this user may not";
        }
        try {
            Files.delete(Files.createTempFile(folder, ".trunkline", ".part"));
            return null;
        } catch (IOException e) {
            return "cannot be written: " + reason(e);
        }
    }

    /**
     * Writes it whole, or leaves what was there.
     *
     * @throws IOException when it cannot be written; the message says which file, and why
     */
    void write(Content content) throws IOException {
        try {
            boolean isDevice = Files.exists(path) && !Files.isRegularFile(path);
            Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
            if (isStandardOutput()) {
                copyToStandardOutput(content);
            } else if (isDevice || !Files.isWritable(target.getParent())) {
                content.writeTo(path);
            } else {
                writeBeside(target, content);
            }
        } catch (IOException e) {
            throw new IOException(this + " cannot be written: " + reason(e), e);
        }
    }

    /** Writes it, or says why it cannot be; false then. */
    boolean leave(Content content, PrintWriter err) {
        try {
            write(content);
            return true;
        } catch (IOException e) {
            err.println(e.getMessage());
            return false;
        }
    }

    private static void writeBeside(Path target, Content content) throws IOException {
        Path part = target.resolveSibling("." + target.getFileName() + ".part");
        try {
            content.writeTo(part);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void copyToStandardOutput(Content content) throws IOException {
        Path part = Files.createTempFile("trunkline", ".part");
        try {
            content.writeTo(part);
            Files.copy(part, System.out);
            if (System.out.checkError()) { // it never throws
                throw new IOException(NOT_TAKEN);
            }
        } finally {
            Files.delete(part);
        }
    }

    /** Whether what was printed arrived; says so if not. */
    static boolean isPrinted(PrintWriter err) {
        if (System.out.checkError()) {
            err.println("standard output cannot be written: " + NOT_TAKEN);
            return false;
        }
        return true;
    }

    /** What went wrong, in words: an exception's message is often but a file's name. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "this user may not";
        }
        if (e instanceof NoSuchFileException) {
            return "it does not exist";
        }
        String reason = e instanceof FileSystemException failed ? failed.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    /** As somebody gave it. */
    @Override
    public String toString() {
        return given;
    }
}
