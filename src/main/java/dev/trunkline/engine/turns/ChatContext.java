package dev.trunkline.engine.turns;

import dev.trunkline.engine.conversation.ChatHistoryWriter;
import dev.trunkline.engine.conversation.ChatIds;
import dev.trunkline.engine.history.Recording;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.time.Scheduler;
import java.util.concurrent.Executor;

/**
 * What everything in one chat needs. Immutable.
 *
 * @param plan how this chat is to be held
 * @param history keeps what happens
 * @param recording keeps how it sounds
 * @param latency times the answers
 * @param scheduler of the chat's loop
 * @param loop runs tasks on it, later
 */
public record ChatContext(
        AgentParts agent,
        ChatPlan plan,
        ChatIds ids,
        PlayerReadyClient client,
        ChatHistoryWriter history,
        Recording recording,
        ResponseLatency latency,
        Scheduler scheduler,
        Executor loop) {}
