package dev.trunkline.config;

import org.jspecify.annotations.Nullable;

/** Reads where it is kept how calls stand. Confined to one thread. */
final class StateReader {

    private final Values values;

    StateReader(Values values) {
        this.values = values;
    }

    StateConfig read() {
        // A full disk is no mistake of the operator's: the process after a crash begins nevertheless.
        return new StateConfig(Folders.named(StateKey.DATA_DIRECTORY, values), redis());
    }

    private StateConfig.@Nullable Redis redis() {
        String urls = values.text(StateKey.REDIS_URL);
        boolean isCluster = values.flag(StateKey.REDIS_CLUSTER);
        var authorities = values.certificates(StateKey.REDIS_CA_CERTIFICATE);
        if (urls == null) {
            if (isCluster) {
                values.mistake(StateKey.REDIS_CLUSTER, "needs " + Values.name(StateKey.REDIS_URL));
            }
            return null;
        }
        String trouble = RedisText.trouble(urls);
        if (trouble != null) {
            values.mistake(StateKey.REDIS_URL, trouble);
            return null;
        }
        return new StateConfig.Redis(
                RedisText.each(urls).stream().map(Secret::new).toList(), isCluster, authorities);
    }
}
