package dev.trunkline.recording;

import java.util.Locale;

/** What is written. */
public enum RecordingFormat {
    /** Mu-law as it came: 16 KB a second, no CPU to speak of. */
    WAV("audio/wav"),
    /** Opus in Ogg: 6 KB a second. */
    OPUS("audio/ogg");

    private final String contentType;

    RecordingFormat(String contentType) {
        this.contentType = contentType;
    }

    /** For HTTP. */
    public String contentType() {
        return contentType;
    }

    /** As names of files, indexes and the configuration have it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
