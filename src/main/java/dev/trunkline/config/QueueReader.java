package dev.trunkline.config;

import dev.trunkline.config.TrunklineConfig.Queue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how callers wait for a destination. */
final class QueueReader {

    private static final Pattern KEY = Pattern.compile("[0-9*#]");

    private QueueReader() {}

    /** Null when they do not. */
    static @Nullable Queue read(FileEntry destination) {
        FileEntry entry = destination.entry("queue", "places, seconds and words");
        if (entry == null) {
            return null;
        }
        entry.checkKeys();
        String words = entry.text("words");
        String key = entry.text("backKey");
        if (key != null && !KEY.matcher(key).matches()) {
            entry.mistake("backKey", "must be one key, 0-9, * or #, not " + Shown.quoted(key));
            key = null;
        }
        return new Queue(
                entry.usualNumber("places"),
                entry.usualNumber("seconds"),
                entry.usualNumber("retrySeconds"),
                words == null ? Queue.USUAL_WORDS : words,
                key == null ? '*' : key.charAt(0),
                entry.url("music"));
    }
}
