package dev.trunkline.recording;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.store.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder with a folder for each call, and in that each stream's sound and its index:
 * {@code CA…/1764498000000-MZ….wav}, {@code ….json}; {@code .opus}; {@code .sealed} behind it. Nobody else may read them. Blocks. Immutable.
 */
record RecordingFolder(Path folder) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SID = Pattern.compile("[A-Za-z0-9_-]{1,64}"); // sids come from URLs and from carriers
    private static final Pattern STARTED = Pattern.compile("([0-9]{13})-");
    private static final String INDEX = ".json";
    private static final String SEALED = ".sealed";

    /** A part of a call: its files have one stem. */
    record Part(RecordingIndex index, Path sound) {

        boolean isSealed() {
            return sound.toString().endsWith(SEALED);
        }
    }

    /** Whether a call or a stream of that name can have a recording. */
    static boolean isSid(String text) {
        return SID.matcher(text).matches();
    }

    private Path of(String callSid) {
        return folder.resolve(callSid);
    }

    private static String stem(RecordingIndex index) {
        return "%013d-%s".formatted(index.startedMillis(), index.streamSid());
    }

    /** Where the sound of a part is; its folder is made if need be. */
    Path sound(RecordingIndex index) throws IOException {
        Path call = of(index.callSid());
        Files.createDirectories(folder, OwnerOnly.folder(folder));
        Files.createDirectories(call, OwnerOnly.folder(call));
        return call.resolve(stem(index) + "." + index.format() + (index.keyId() == null ? "" : SEALED));
    }

    /** Writes an index, whole or not at all. */
    void write(RecordingIndex index) throws IOException {
        Path file = of(index.callSid()).resolve(stem(index) + INDEX);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (SoundFile out = new SoundFile(fresh)) {
            byte[] json = JSON.writeValueAsBytes(index);
            out.write(json, json.length);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The parts of a call, in the order of their time; none when it was not recorded. */
    List<Part> parts(String callSid) throws IOException {
        List<Part> parts = new ArrayList<>();
        if (!isSid(callSid)) {
            return parts;
        }
        try (Stream<Path> files = Files.list(of(callSid))) {
            for (Path file : files.filter(each -> each.toString().endsWith(INDEX))
                    .sorted()
                    .toList()) {
                RecordingIndex index = JSON.readValue(file.toFile(), RecordingIndex.class);
                Path sound = sound(index);
                if (Files.exists(sound)) {
                    parts.add(new Part(index, sound));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException none) {
            return parts;
        }
        return parts;
    }

    /** When the newest part of a call began, by the names of its files; never when it has none. */
    long newestMillis(String callSid) throws IOException {
        try (Stream<Path> files = Files.list(of(callSid))) {
            return files.map(file -> STARTED.matcher(file.getFileName().toString()))
                    .filter(Matcher::lookingAt)
                    .mapToLong(found -> Long.parseLong(found.group(1)))
                    .max()
                    .orElse(Long.MAX_VALUE);
        } catch (NoSuchFileException | NotDirectoryException none) {
            return Long.MAX_VALUE;
        }
    }

    /** The calls that have any. */
    List<String> callSids() throws IOException {
        try (Stream<Path> calls = Files.list(folder)) {
            return calls.map(each -> each.getFileName().toString())
                    .filter(RecordingFolder::isSid)
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    /**
     * Deletes all that there is of a call.
     *
     * @return how many files that was
     */
    int delete(String callSid) throws IOException {
        if (!isSid(callSid)) {
            return 0;
        }
        int deleted = 0;
        try (Stream<Path> files = Files.list(of(callSid))) {
            for (Path file : files.toList()) {
                deleted += Files.deleteIfExists(file) ? 1 : 0;
            }
        } catch (NoSuchFileException | NotDirectoryException none) {
            return 0;
        }
        Files.deleteIfExists(of(callSid));
        return deleted;
    }
}
