package dev.trunkline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder in which others make, rename and delete files while a test looks at it. */
public final class LivingFolder {

    private static final int MOST_LOOKS = 100;

    private LivingFolder() {}

    /** All that is in it, folders too; a look that met something that was just going is taken again. */
    public static List<Path> all(Path folder) {
        for (int look = 1; ; look++) {
            try (Stream<Path> all = Files.walk(folder)) {
                return all.toList();
            } catch (IOException | UncheckedIOException e) {
                if (look == MOST_LOOKS) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** The files of all that. */
    public static List<Path> files(Path folder) {
        return all(folder).stream().filter(Files::isRegularFile).toList();
    }
}
