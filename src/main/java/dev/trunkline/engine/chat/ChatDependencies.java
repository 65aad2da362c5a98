package dev.trunkline.engine.chat;

import dev.trunkline.engine.conversation.ChatGroups;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.turns.AgentParts;
import dev.trunkline.net.connection.MemoryBudget;

/**
 * What all chats of an engine share. Immutable; its parts are thread-safe.
 *
 * @param maxChats at a time
 * @param plan of a chat that names no config
 * @param agent what hears, thinks and speaks
 * @param stores what outlives a chat
 * @param groups the conversations that can be resumed without asking the history
 * @param budget for what clients make their chats keep
 */
public record ChatDependencies(
        int maxChats, ChatPlan plan, AgentParts agent, ChatStores stores, ChatGroups groups, MemoryBudget budget) {}
