package dev.trunkline.speech.normalization;

import java.util.Locale;

/** What a voice is not given, or could not say. A closed set: these are labels of a metric. */
public enum Unspoken {
    /** Pictures and emoticons. */
    EMOJI,
    /** Characters that steer machines: escapes, zero-width and direction marks, broken UTF-16. */
    CONTROL,
    /** Letters of a script that the voice cannot read. */
    SCRIPT,
    /** The part of a web address after its path, and of paths too long to be listened to. */
    ADDRESS,
    /** Marks that have no words. */
    SIGN,
    /** A whole sentence: there was nothing in it that could be said, though there was something written. */
    SENTENCE;

    /** As the metric has it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
