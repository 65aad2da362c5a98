package dev.trunkline.lab.fleet.measure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one process of this machine uses, out of Linux's {@code /proc}. Confined to one thread. */
final class ProcessUse {

    private static final Path PROC = Path.of("/proc");
    private static final long NANOS_PER_TICK = 10_000_000; // USER_HZ is 100 on every Linux that runs Java
    private static final String LISTENING = "0A";
    private static final long BYTES_PER_KIBIBYTE = 1_024;

    private final Path folder;

    private ProcessUse(Path folder) {
        this.folder = folder;
    }

    /**
     * What it used up to now.
     *
     * @param cpuNanos since it began
     */
    record Reading(long cpuNanos, long rssBytes, int threads, int descriptors) {}

    static ProcessUse of(long pid) {
        return new ProcessUse(PROC.resolve(Long.toString(pid)));
    }

    /** The process that listens at the port of a URL, or null when that is elsewhere or not ours to look at. */
    static @Nullable ProcessUse listeningAt(URI url) {
        int port = url.getPort() != -1 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
        try {
            if (!isHere(url.getHost())) {
                return null;
            }
            Set<String> sockets = new HashSet<>(sockets(PROC.resolve("net/tcp"), port));
            sockets.addAll(sockets(PROC.resolve("net/tcp6"), port));
            try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
                for (Path process : processes) {
                    if (hasOneOf(sockets, process.resolve("fd"))) {
                        return new ProcessUse(process);
                    }
                }
            }
        } catch (IOException e) {
            // Not Linux, or a name that nobody knows.
        }
        return null;
    }

    private static boolean isHere(String host) throws IOException {
        for (InetAddress address : InetAddress.getAllByName(host)) {
            if (address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null) {
                return true;
            }
        }
        return false;
    }

    /** The inodes of those who listen, as links in {@code fd} name them. */
    private static List<String> sockets(Path table, int port) throws IOException {
        if (!Files.exists(table)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(table)) {
            return lines.skip(1)
                    .map(line -> line.strip().split("\\s+", -1))
                    .filter(fields -> fields[3].equals(LISTENING) && port(fields[1]) == port)
                    .map(fields -> "socket:[" + fields[9] + "]")
                    .toList();
        }
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }

    private static boolean hasOneOf(Set<String> sockets, Path descriptors) {
        try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
            for (Path link : links) {
                if (sockets.contains(target(link))) {
                    return true;
                }
            }
        } catch (IOException e) {
            // Somebody else's process.
        }
        return false;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    long pid() {
        return Long.parseLong(folder.getFileName().toString());
    }

    /** Null when the process has gone, or there is no {@code /proc}. */
    @Nullable
    Reading read() {
        try {
            String stat = Files.readString(folder.resolve("stat"));
            // The name before this may hold anything, blanks and brackets too.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            long rssBytes = 0;
            int threads = 0;
            for (String line : Files.readAllLines(folder.resolve("status"))) {
                if (line.startsWith("VmRSS:")) {
                    rssBytes = number(line) * BYTES_PER_KIBIBYTE;
                } else if (line.startsWith("Threads:")) {
                    threads = (int) number(line);
                }
            }
            return new Reading(ticks * NANOS_PER_TICK, rssBytes, threads, descriptors());
        } catch (IOException e) {
            return null;
        }
    }

    private int descriptors() throws IOException {
        try (Stream<Path> descriptors = Files.list(folder.resolve("fd"))) {
            return (int) descriptors.count();
        }
    }

    private static long number(String line) {
        return Long.parseLong(line.replaceAll("\\D+", ""));
    }
}
