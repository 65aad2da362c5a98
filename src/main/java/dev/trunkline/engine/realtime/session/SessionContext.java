package dev.trunkline.engine.realtime.session;

import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.turns.AgentParts;
import dev.trunkline.engine.turns.ResponseLatency;
import dev.trunkline.time.Scheduler;
import java.util.concurrent.Executor;

/**
 * What everything in one session needs. Immutable.
 *
 * @param id of the session
 * @param conversationId of its one conversation
 * @param plan what holds where the client says nothing
 * @param journal keeps what happens
 * @param memory counts what is kept
 * @param latency times the answers
 * @param scheduler of the session's loop
 * @param loop runs tasks on it, later
 */
record SessionContext(
        String id,
        String conversationId,
        AgentParts agent,
        ChatPlan plan,
        Peer peer,
        Journal journal,
        MemoryShare memory,
        ResponseLatency latency,
        Scheduler scheduler,
        Executor loop) {}
