package dev.trunkline.engine.mind.script;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must be known before an intent is answered, and what is done with it then. Immutable.
 *
 * @param slots in the order in which they are asked for
 * @param confirms reads all of them back, and asks whether they are right; empty for not
 * @param lookUp what is looked up then, or null
 * @param tool what the client is asked to do then, or null
 */
record Form(
        List<Slot> slots,
        String confirms,
        @Nullable LookUpStep lookUp,
        @Nullable ToolStep tool) {

    /**
     * A question to somebody else's server.
     *
     * @param url gets a POST of a JSON object
     * @param sends its fields, with places
     * @param as the name that its answer's fields are known by
     * @param says meanwhile; may be empty
     * @param fails what is said when there is no answer
     */
    record LookUpStep(
            URI url,
            Map<String, String> headers,
            Map<String, String> sends,
            String as,
            List<String> says,
            List<String> fails) {}

    /**
     * A tool of the session's.
     *
     * @param sends its parameters, with places
     * @param says what is said when it has answered; its answer's fields are known by the tool's name
     * @param fails what is said when it has not, or nobody offers it
     */
    record ToolStep(String name, Map<String, String> sends, List<String> says, List<String> fails) {}

    boolean isEmpty() {
        return slots.isEmpty() && lookUp == null && tool == null;
    }

    /** The slot of that name; null for none. */
    @Nullable
    Slot slot(String name) {
        return slots.stream()
                .filter(slot -> slot.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
