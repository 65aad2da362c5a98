package dev.trunkline.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Finds out whether a folder can be used, by using it: rights alone do not tell. Blocks; leaves nothing behind. */
final class Folders {

    private Folders() {}

    /** What a key names, when it is no file; null otherwise. It may be full or not there yet: that is found out when it is used. */
    static @Nullable Path named(ConfigKey key, Values values) {
        Path folder = values.file(key);
        if (folder != null && Files.exists(folder) && !Files.isDirectory(folder)) {
            values.mistake(key, "is a file; name a folder");
            return null;
        }
        return folder;
    }

    /** Why nothing can be written there, to follow the folder's name; null when all is well. */
    static @Nullable String trouble(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            return "which is a file; name a folder";
        }
        Deque<Path> made = new ArrayDeque<>();
        try {
            for (Path each : missing(folder)) {
                Files.createDirectory(each);
                made.push(each);
            }
            Files.delete(Files.createTempFile(folder, "trunkline", ".tmp"));
            return null;
        } catch (IOException e) {
            return "where nothing can be written; does it exist, may this user write there, and is there room?";
        } finally {
            made.forEach(Folders::remove);
        }
    }

    private static Deque<Path> missing(Path folder) {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path each = folder.toAbsolutePath(); each != null && !Files.exists(each); each = each.getParent()) {
            missing.push(each);
        }
        return missing;
    }

    private static void remove(Path folder) {
        try {
            Files.delete(folder);
        } catch (IOException e) {
            // Somebody has begun to use it: it stays.
        }
    }
}
