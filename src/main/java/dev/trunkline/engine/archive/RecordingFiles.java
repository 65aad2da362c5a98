package dev.trunkline.engine.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory of recordings: {@code <chat>.wav}, and two tracks of each chat that goes on. Blocking. Immutable. */
record RecordingFiles(Path directory) {

    private static final String WAV = ".wav";
    private static final String USER = ".user.pcm";
    private static final String AGENT = ".agent.pcm";

    /** Ids come from URLs: nothing else may become part of a path. */
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** A finished recording. */
    record Finished(Path wav, long changedMillis, long bytes) {}

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    Track user(String chatId) {
        return new Track(directory.resolve(chatId + USER));
    }

    Track agent(String chatId) {
        return new Track(directory.resolve(chatId + AGENT));
    }

    /** Makes the recording of a chat that has ended. */
    void finish(String chatId) throws IOException {
        StereoWav.write(user(chatId), agent(chatId), directory.resolve(chatId + WAV));
        discard(chatId);
    }

    void discard(String chatId) throws IOException {
        Files.deleteIfExists(user(chatId).file());
        Files.deleteIfExists(agent(chatId).file());
    }

    /** Everything of a chat. */
    void delete(String chatId) throws IOException {
        if (isId(chatId)) {
            discard(chatId);
            Files.deleteIfExists(directory.resolve(chatId + WAV));
        }
    }

    /** The recording of a chat, or null when there is none. */
    @Nullable
    Finished finished(String chatId) throws IOException {
        return isId(chatId) ? finished(directory.resolve(chatId + WAV)) : null;
    }

    /** Chats with tracks but no recording: what a process that died has left. */
    Set<String> unfinished() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(USER) || name.endsWith(AGENT))
                    .map(name -> name.substring(0, name.indexOf('.')))
                    .filter(RecordingFiles::isId)
                    .collect(Collectors.toSet());
        }
    }

    /** Deletes the oldest recordings until all together have at most {@code maxBytes}. */
    void trim(long maxBytes) throws IOException {
        List<Finished> newestFirst = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> path.toString().endsWith(WAV)).toList()) {
                Finished recording = finished(file);
                if (recording != null) {
                    newestFirst.add(recording);
                }
            }
        }
        newestFirst.sort(Comparator.comparingLong(Finished::changedMillis).reversed());
        long bytes = 0;
        for (Finished recording : newestFirst) {
            bytes += recording.bytes;
            if (bytes > maxBytes) {
                Files.deleteIfExists(recording.wav);
            }
        }
    }

    private static @Nullable Finished finished(Path wav) throws IOException {
        try {
            BasicFileAttributes file = Files.readAttributes(wav, BasicFileAttributes.class);
            return new Finished(wav, file.lastModifiedTime().toMillis(), file.size());
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
