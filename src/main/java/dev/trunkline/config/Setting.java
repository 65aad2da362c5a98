package dev.trunkline.config;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a key. Immutable.
 *
 * @param path where it stands in the file, with dots
 * @param variable of the environment, or null
 * @param usual what is used when it is absent, or null when that is nothing or computed
 * @param shape what it takes
 * @param meaning a phrase, as configuration.md has it
 */
record Setting(
        String path, @Nullable String variable, @Nullable String usual, Shape shape, String meaning) {

    /** Of a key that always has one. */
    String needUsual() {
        if (usual == null) {
            throw new IllegalStateException(path + " has no default");
        }
        return usual;
    }

    /** Whether what stands there must never be shown: judged by its name, so that no new key is forgotten. */
    boolean isSecret() {
        return path.equals("store.url")
                || path.equals("redis.url")
                || (!path.equals("server.tlsKey") && path.matches(".*(?i)(token|key|keys|secret|sid|password)"));
    }
}
