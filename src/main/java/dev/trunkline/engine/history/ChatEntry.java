package dev.trunkline.engine.history;

import org.jspecify.annotations.Nullable;

/**
 * One chat, as the history lists it. Immutable.
 *
 * @param id a UUID
 * @param groupId the conversation that it belongs to, over several chats
 * @param status how it ended, or that it has not
 * @param startMillis since 1970
 * @param endMillis since 1970, or null while it is open
 * @param eventCount how many events there are
 * @param metadataJson what the client said of itself ({@code session_settings.metadata}), or null
 * @param configId its config, or null for none
 * @param configVersion the config's version, or null for none
 */
public record ChatEntry(
        String id,
        String groupId,
        Status status,
        long startMillis,
        @Nullable Long endMillis,
        int eventCount,
        @Nullable String metadataJson,
        @Nullable String configId,
        @Nullable Integer configVersion) {

    /** The state of a chat; the names are those of EVI's REST API. */
    public enum Status {
        ACTIVE,
        USER_ENDED,
        USER_TIMEOUT,
        MAX_DURATION_TIMEOUT,
        INACTIVITY_TIMEOUT,
        ERROR
    }
}
