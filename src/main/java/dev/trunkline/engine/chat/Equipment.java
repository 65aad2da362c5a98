package dev.trunkline.engine.chat;

import dev.trunkline.engine.hearing.HearingParts;
import dev.trunkline.engine.mind.Mind;
import dev.trunkline.engine.speaking.Mouth;
import java.time.InstantSource;

/**
 * What all chats of an engine share. Immutable; its parts are thread-safe.
 *
 * @param maxChats at a time
 * @param plan of a chat that names no config
 */
public record Equipment(
        int maxChats,
        ChatPlan plan,
        HearingParts hearing,
        Mind mind,
        Mouth mouth,
        ChatGroups groups,
        InstantSource wallClock) {}
