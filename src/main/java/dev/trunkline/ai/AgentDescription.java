package dev.trunkline.ai;

import org.jspecify.annotations.Nullable;

/**
 * The agent that a route wants, described once for whatever dialect its far end speaks; what is null is as the far end has it.
 * Immutable.
 *
 * @param instructions for the model; {@code {{name}}} stands for a variable
 * @param greeting what a new caller hears first, with variables as well
 * @param voice by the far end's name for it
 * @param model likewise
 * @param temperature of the model
 * @param language a BCP 47 tag, such as en-GB
 */
public record AgentDescription(
        @Nullable String instructions,
        @Nullable String greeting,
        @Nullable String voice,
        @Nullable String model,
        @Nullable Double temperature,
        @Nullable String language,
        TurnDetection turns) {

    /** All of it as the far end has it. */
    public static final AgentDescription NONE =
            new AgentDescription(null, null, null, null, null, null, TurnDetection.USUAL);

    /** The same with other first words and another language, where they are known of a caller. */
    public AgentDescription welcoming(@Nullable String words, @Nullable String tongue) {
        return new AgentDescription(
                instructions,
                words == null ? greeting : words,
                voice,
                model,
                temperature,
                tongue == null ? language : tongue,
                turns);
    }

    /** The same in a vendor's own terms, where they are known. */
    public AgentDescription by(@Nullable String vendorsModel, @Nullable String vendorsVoice) {
        return new AgentDescription(
                instructions,
                greeting,
                vendorsVoice == null ? voice : vendorsVoice,
                vendorsModel == null ? model : vendorsModel,
                temperature,
                language,
                turns);
    }

    /** The same for a caller who has been greeted. */
    public AgentDescription ungreeting() {
        return new AgentDescription(instructions, null, voice, model, temperature, language, turns);
    }
}
