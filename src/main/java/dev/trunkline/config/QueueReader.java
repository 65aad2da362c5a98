package dev.trunkline.config;

import dev.trunkline.config.TrunklineConfig.Queue;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how callers wait for a destination. */
final class QueueReader {

    private static final Set<String> KEYS = Set.of("places", "seconds", "retrySeconds", "words", "backKey", "music");
    private static final Pattern KEY = Pattern.compile("[0-9*#]");

    private QueueReader() {}

    /** Null when they do not. */
    static @Nullable Queue read(FileEntry destination) {
        FileEntry entry = destination.entry("queue", "places, seconds and words");
        if (entry == null) {
            return null;
        }
        entry.checkKeys(KEYS);
        String words = entry.text("words");
        String key = entry.text("backKey");
        if (key != null && !KEY.matcher(key).matches()) {
            entry.mistake("backKey", "must be one key, 0-9, * or #, not " + Shown.quoted(key));
            key = null;
        }
        return new Queue(
                entry.number("places", 1, 1_000, 20),
                entry.number("seconds", 30, 3_600, 600),
                entry.number("retrySeconds", 5, 600, 20),
                words == null ? Queue.USUAL_WORDS : words,
                key == null ? '*' : key.charAt(0),
                entry.url("music"));
    }
}
