package dev.trunkline.engine.chat;

import dev.trunkline.engine.plan.ChatPlan;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know about a chat from outside. Immutable.
 *
 * @param plan how it is held, with its config and who is told about it
 * @param customSessionId what its client calls it by now, or null
 * @param resumed whether it goes on with an earlier conversation
 * @param startMillis since 1970
 */
public record ChatFacts(
        String chatId,
        String chatGroupId,
        ChatPlan plan,
        @Nullable String customSessionId,
        boolean resumed,
        long startMillis) {}
