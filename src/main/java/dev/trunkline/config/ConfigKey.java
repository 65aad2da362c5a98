package dev.trunkline.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A single-valued key: where it stands in the file, its environment variable, its default, what it takes and means. Immutable. */
public sealed interface ConfigKey
        permits ServerKey, CarrierKey, FarEndKey, CallKey, OutboundKey, EngineKey, StateKey, RecordKey {

    /** All that is known of it. */
    Setting setting();

    /** Every key there is, section by section. */
    static List<ConfigKey> all() {
        return KeyRegister.KEYS;
    }

    /** Where it stands in the file, with dots. */
    default String path() {
        return setting().path();
    }

    /** Its environment variable, or null when it has none. */
    default @Nullable String variable() {
        return setting().variable();
    }

    /** What is used when it is absent, or null when that is nothing or computed. */
    default @Nullable String defaultText() {
        return setting().usual();
    }

    /** What it takes. */
    default Shape shape() {
        return setting().shape();
    }

    default String meaning() {
        return setting().meaning();
    }
}
