package dev.trunkline.config;

import org.jspecify.annotations.Nullable;

/**
 * A key of a mapping of which there may be many. Immutable.
 *
 * @param usual what is used when it is absent, or null when that is nothing, or depends
 * @param isNeeded whether the mapping is none without it
 */
record EntryKey(String name, Shape shape, @Nullable String usual, String meaning, boolean isNeeded) {

    /** One that may be left out. */
    static EntryKey key(String name, Shape shape, String meaning) {
        return new EntryKey(name, shape, null, meaning, false);
    }

    EntryKey needed() {
        return new EntryKey(name, shape, usual, meaning, true);
    }

    EntryKey usually(Object value) {
        return new EntryKey(name, shape, String.valueOf(value), meaning, isNeeded);
    }
}
