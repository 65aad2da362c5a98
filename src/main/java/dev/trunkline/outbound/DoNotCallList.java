package dev.trunkline.outbound;

import dev.trunkline.phone.PhoneAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers that are not called: a text file with one on each line, written with its country in any usual way; what follows a
 * {@code #} is for people. Read again when it has changed; a file that is there and cannot be read lists everybody. Numbers that
 * are added during a call are appended. Blocks. Confined to one thread.
 */
public final class DoNotCallList {

    private static final Logger LOG = LoggerFactory.getLogger(DoNotCallList.class);
    private static final long LOOK_MILLIS = 1_000;

    /** A byte order mark, and what turns the writing around: editors and address books put them before numbers. */
    private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}+");

    private final Path file;
    private final InstantSource clock;
    private final Set<String> added = new HashSet<>(); // by this process, in case the disk did not take them
    private Set<String> listed = Set.of();
    private @Nullable Version version;
    private boolean isReadable = true;
    private long lookedMillis = Long.MIN_VALUE;

    private record Version(FileTime changed, long bytes) {}

    /** @param file need not be there */
    public DoNotCallList(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Whether a number, E.164, is not to be called. */
    boolean has(String number) {
        look();
        return !isReadable || listed.contains(number) || added.contains(number);
    }

    /** Adds a number, E.164: for this process at once, for every later one as soon as the disk takes it. */
    void add(String number) {
        if (has(number) && isReadable) {
            return;
        }
        added.add(number);
        try {
            append(number);
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue("file", file)
                    .addKeyValue("why", e.toString())
                    .log("a number could not be added to the do-not-call list: it is kept in memory until it can");
        }
        lookedMillis = Long.MIN_VALUE;
    }

    private void append(String number) throws IOException {
        String before = Files.exists(file) ? Files.readString(file) : "";
        String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(
                file,
                gap + number + " # asked for it on " + clock.instant() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                StandardOpenOption.SYNC);
    }

    private void look() {
        long nowMillis = clock.millis();
        if (lookedMillis != Long.MIN_VALUE && nowMillis - lookedMillis < LOOK_MILLIS && nowMillis >= lookedMillis) {
            return;
        }
        lookedMillis = nowMillis;
        try {
            Version now = new Version(Files.getLastModifiedTime(file), Files.size(file));
            if (!now.equals(version) || !isReadable) {
                listed = read();
                version = now;
            }
            isReadable = true;
            for (String number : Set.copyOf(added)) {
                if (!listed.contains(number)) {
                    append(number);
                }
            }
        } catch (NoSuchFileException e) {
            listed = Set.of();
            version = null;
            isReadable = true;
            writeAdded();
        } catch (IOException e) {
            if (isReadable) {
                LOG.atError()
                        .addKeyValue("file", file)
                        .addKeyValue("why", e.toString())
                        .log("the do-not-call list cannot be read: nobody is called until it can");
            }
            isReadable = false;
        }
    }

    /** There is no file, and there are numbers for it: a disk that took none may take them now. */
    private void writeAdded() {
        try {
            for (String number : Set.copyOf(added)) {
                append(number);
            }
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("why", e.toString()).log("the do-not-call list still cannot be written");
        }
    }

    private Set<String> read() throws IOException {
        Set<String> numbers = new HashSet<>();
        int strange = 0;
        for (String line : Files.readAllLines(file)) {
            int comment = line.indexOf('#');
            String written = UNSEEN.matcher(comment < 0 ? line : line.substring(0, comment))
                    .replaceAll("")
                    .strip();
            String number = written.isEmpty() ? null : PhoneAddress.of(written).number();
            if (number != null) {
                numbers.add(number);
            } else if (!written.isEmpty()) {
                strange++;
            }
        }
        LOG.atInfo().addKeyValue("numbers", numbers.size()).log("do-not-call list read");
        if (strange > 0) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("lines", strange)
                    .log("the do-not-call list has lines that are no numbers with a country");
        }
        return numbers;
    }
}
