package dev.trunkline.config;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds out whether there is a program, the way the system will when it is started. Thread-safe. */
final class Programs {

    private Programs() {}

    /** Whether this very file can be run. */
    static boolean isRunnable(String file) {
        try {
            Path path = Path.of(file);
            return Files.isExecutable(path) && !Files.isDirectory(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * Whether a program of this name can be run: a name without a slash is looked for in every folder of the path.
     *
     * @param searchPath folders, as in PATH; null for none
     */
    static boolean isFound(String program, @Nullable String searchPath) {
        if (program.contains("/") || searchPath == null) {
            return isRunnable(program);
        }
        return Arrays.stream(searchPath.split(File.pathSeparator))
                .anyMatch(folder -> isRunnable((folder.isEmpty() ? "." : folder) + "/" + program));
    }
}
