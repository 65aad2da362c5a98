package dev.trunkline.config;

import org.jspecify.annotations.Nullable;

/**
 * What an agent is, for whichever far end plays it. Null leaves it to the far end. Immutable.
 *
 * @param instructions for the model
 * @param greeting what it says first
 * @param voice the vendor's name of it
 * @param model likewise
 * @param temperature 0 to 2
 * @param language such as en or de-CH
 */
public record RouteAgent(
        @Nullable String instructions,
        @Nullable String greeting,
        @Nullable String voice,
        @Nullable String model,
        @Nullable Double temperature,
        @Nullable String language,
        Turns turns) {

    /** Nothing is said of it. */
    public static final RouteAgent NONE =
            new RouteAgent(null, null, null, null, null, null, new Turns(null, null, null, null, null));

    /**
     * Who may speak when.
     *
     * @param silenceMillis after which a caller has finished
     * @param threshold how much like speech sound must be, 0 to 1
     * @param eagerness low, medium, high or auto: how soon a thought counts as finished
     * @param weDecideInterruptions whether the bridge judges if a caller interrupts, where the far end lets it
     */
    public record Turns(
            @Nullable Mode mode,
            @Nullable Integer silenceMillis,
            @Nullable Double threshold,
            @Nullable String eagerness,
            @Nullable Boolean weDecideInterruptions) {

        /** Who names another mode leaves behind what that one does not have. */
        private Turns over(Turns other) {
            boolean hasEagerness = mode == null || mode == Mode.SEMANTIC_VAD;
            return new Turns(
                    either(mode, other.mode),
                    either(silenceMillis, other.silenceMillis),
                    either(threshold, other.threshold),
                    either(eagerness, hasEagerness ? other.eagerness : null),
                    either(weDecideInterruptions, other.weDecideInterruptions));
        }
    }

    /** How the end of a turn is found. */
    public enum Mode {
        USUAL,
        SERVER_VAD,
        SEMANTIC_VAD
    }

    /** What is not said here is as there. */
    RouteAgent over(RouteAgent other) {
        return new RouteAgent(
                either(instructions, other.instructions),
                either(greeting, other.greeting),
                either(voice, other.voice),
                either(model, other.model),
                either(temperature, other.temperature),
                either(language, other.language),
                turns.over(other.turns));
    }

    private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
        return first == null ? second : first;
    }
}
