package dev.trunkline.continuity;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the operator's own systems said of a caller before the call was answered. Immutable; personal data.
 *
 * @param route the name of the route that the call takes, or null for that of the called number
 * @param variables for the prompt
 * @param greeting what the agent greets with, or null for its usual words
 * @param language in which it speaks, or null
 */
public record Briefing(
        @Nullable String route,
        Map<String, String> variables,
        @Nullable String greeting,
        @Nullable String language) {

    /** Nothing. */
    public static final Briefing NONE = new Briefing(null, Map.of(), null, null);

    public Briefing {
        variables = Map.copyOf(variables);
    }

    /** What decides who goes on with the call, and in which language. */
    Briefing withoutWords() {
        return new Briefing(route, Map.of(), null, language);
    }

    /** Without what stands in it. */
    @Override
    public String toString() {
        return "Briefing[route=" + route + ", variables=" + variables.size() + "]";
    }
}
