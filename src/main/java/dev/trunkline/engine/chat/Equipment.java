package dev.trunkline.engine.chat;

import dev.trunkline.engine.hearing.SpeechPipelineParts;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.speaking.SpeechCache;
import java.time.InstantSource;
import java.util.Set;

/**
 * What all chats of an engine share. Immutable; its parts are thread-safe.
 *
 * @param maxChats at a time
 * @param plan of a chat that names no config
 * @param stores what outlives a chat
 * @param groups the conversations that can be resumed without asking the history
 * @param room for what clients make their chats keep
 * @param phrases what is said when the mind says nothing
 * @param webSearch looks things up for the mind
 * @param meter hears how quick the agent is
 */
public record Equipment(
        int maxChats,
        ChatPlan plan,
        SpeechPipelineParts hearing,
        DialogModel mind,
        SpeechCache mouth,
        ChatStores stores,
        ChatGroups groups,
        Room room,
        Phrases phrases,
        WebSearch webSearch,
        ChatMeter meter,
        InstantSource wallClock) {

    /** What the engine runs for its agents by itself. */
    Set<String> builtinTools() {
        return webSearch.isAvailable() ? Set.of(ToolRequest.HANG_UP, WebSearch.TOOL) : Set.of(ToolRequest.HANG_UP);
    }
}
