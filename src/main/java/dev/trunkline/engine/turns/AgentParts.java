package dev.trunkline.engine.turns;

import dev.trunkline.engine.hearing.SpeechPipelineParts;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.plan.Phrases;
import dev.trunkline.engine.speaking.CachedSynthesizer;
import dev.trunkline.engine.tools.WebSearch;
import java.time.InstantSource;
import java.util.Set;

/**
 * What an agent hears, thinks and speaks with, shared by all chats of an engine. Immutable; its parts are thread-safe.
 *
 * @param phrases what is said when the model says nothing
 * @param webSearch looks things up for the model
 * @param meter hears how quick the agent is
 */
public record AgentParts(
        SpeechPipelineParts hearing,
        DialogModel model,
        CachedSynthesizer speech,
        Phrases phrases,
        WebSearch webSearch,
        ChatMeter meter,
        InstantSource wallClock) {

    /** What the engine runs for its agents by itself. */
    public Set<String> builtinTools() {
        return webSearch.isAvailable() ? Set.of(ToolRequest.HANG_UP, WebSearch.TOOL) : Set.of(ToolRequest.HANG_UP);
    }
}
