package dev.trunkline.app;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiEvents;
import org.jspecify.annotations.Nullable;

/**
 * A far end that has names of its own for model and voice: they win over the agent's, because no two vendors have the same. Confined to
 * the call's loop.
 */
record VendorsAgent(
        AiConnector connector,
        @Nullable String model,
        @Nullable String voice) implements AiConnector {

    @Override
    public Attempt connect(AgentProfile profile, AiEvents events) {
        return connector.connect(profile.described(profile.description().by(model, voice)), events);
    }

    @Override
    public Attempt connectBeside(AgentProfile profile, AiEvents events) {
        return connector.connectBeside(profile.described(profile.description().by(model, voice)), events);
    }
}
