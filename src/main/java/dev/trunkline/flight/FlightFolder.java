package dev.trunkline.flight;

import dev.trunkline.phone.IncomingCall;
import dev.trunkline.store.OwnerOnly;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where flights are kept: the oldest go first when there are too many. Blocks: for threads of its own. Thread-safe. */
public final class FlightFolder {

    private final Path folder;
    private final long mostBytes;
    private final List<FlightKey> keys;

    /**
     * @param mostBytes how much all flights together may take
     * @param keys the first seals new ones, the others may have sealed old ones; empty: they are not sealed
     */
    public FlightFolder(Path folder, long mostBytes, List<FlightKey> keys) {
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.keys = List.copyOf(keys);
    }

    /** The flights of a folder, the oldest first: their names begin with when they began. */
    public static List<Path> flightsOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(FlightFormat.SUFFIX))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
        }
    }

    /** A new file, which nobody else on this machine can read, and which says whose it is when anybody else looks. */
    synchronized FlightFile create(FlightOpening opening) throws IOException {
        Files.createDirectories(folder);
        String name = String.join(
                "-",
                plain(opening.startedAt()),
                plain(opening.incoming().callSid()),
                plain(opening.incoming().streamSid()));
        Path file = folder.resolve(name + FlightFormat.SUFFIX);
        FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file(file));
        try {
            return new FlightFile(Channels.newOutputStream(channel), keys.isEmpty() ? null : keys.get(0), opening);
        } catch (IOException | RuntimeException e) {
            channel.close();
            Files.deleteIfExists(file); // it says nothing of anybody
            throw e;
        }
    }

    /** What a file's name may hold everywhere. */
    private static String plain(String text) {
        return text.replaceAll("[^A-Za-z0-9]", "");
    }

    /** Deletes the oldest until the rest is small enough. */
    void prune() throws IOException {
        List<Path> newestLast = new ArrayList<>(flightsOf(folder));
        long bytes = 0;
        for (Path file : newestLast) {
            bytes += size(file);
        }
        while (bytes > mostBytes && newestLast.size() > 1) {
            Path oldest = newestLast.remove(0);
            bytes -= size(oldest);
            Files.deleteIfExists(oldest);
        }
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /**
     * Deletes every flight of some calls, and those of which nobody will ever tell whose they are.
     *
     * @return how many there were of those calls
     * @throws IOException when there are flights of which nobody can tell here whose they are; all others are looked at first
     */
    public int erase(Predicate<IncomingCall> isTheirs) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        int erased = 0;
        String unreadable = null;
        for (Path file : flightsOf(folder)) {
            try {
                erased += isErased(file, isTheirs) ? 1 : 0;
            } catch (FlightReader.Stump e) {
                erased += isErasedOrAStump(file, isTheirs) ? 1 : 0;
            } catch (FlightReader.Unreadable e) {
                unreadable = file.getFileName() + " " + e.getMessage();
            }
        }
        if (unreadable != null) {
            throw new IOException(unreadable);
        }
        return erased;
    }

    private boolean isErased(Path file, Predicate<IncomingCall> isTheirs) throws IOException {
        return isTheirs.test(FlightReader.whose(file, keys)) && Files.deleteIfExists(file);
    }

    /** Looks again while nobody is about to begin one. */
    private synchronized boolean isErasedOrAStump(Path file, Predicate<IncomingCall> isTheirs) throws IOException {
        try {
            return isErased(file, isTheirs);
        } catch (FlightReader.Stump e) {
            Files.deleteIfExists(file);
            return false;
        }
    }
}
