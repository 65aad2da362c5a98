package dev.trunkline.engine.history;

import org.jspecify.annotations.Nullable;

/**
 * A conversation over one chat or several. Immutable.
 *
 * @param id a UUID
 * @param firstStartMillis when its first chat began, since 1970
 * @param mostRecentStartMillis when its newest chat began
 * @param mostRecentChatId its newest chat
 * @param chatCount how many chats it holds
 * @param active whether one of them is open
 * @param mostRecentConfigId the config of its newest chat, or null for none
 * @param mostRecentConfigVersion the version of that config, or null for none
 */
public record GroupEntry(
        String id,
        long firstStartMillis,
        long mostRecentStartMillis,
        String mostRecentChatId,
        int chatCount,
        boolean active,
        @Nullable String mostRecentConfigId,
        @Nullable Integer mostRecentConfigVersion) {}
