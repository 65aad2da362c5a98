package dev.trunkline.engine.mind.script;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.mind.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a transfer tool can lead: the enum of its {@code destination} parameter. */
final class TransferDestinations {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ANYBODY = List.of("agent", "person", "reception", "operator", "human", "support");

    private TransferDestinations() {}

    /**
     * The destination that fits best: the one the script names, else one the caller named, else one that the conversation was
     * about, else anybody, else the first.
     *
     * @param wanted what the script names, or null
     * @param said the caller's words
     * @param desks what the conversation was about, the newest first
     */
    static String choose(ToolDefinition tool, @Nullable String wanted, String said, List<String> desks) {
        List<String> offered = offered(tool);
        List<String> wishes = new ArrayList<>();
        if (wanted != null) {
            wishes.add(wanted);
        }
        wishes.addAll(words(said));
        wishes.addAll(desks);
        wishes.addAll(ANYBODY);
        for (String wish : wishes) {
            for (String destination : offered) {
                if (wish.length() > 2 && words(destination).contains(wish)) {
                    return destination;
                }
            }
        }
        return offered.isEmpty() ? (wanted == null ? "agent" : wanted) : offered.get(0);
    }

    private static List<String> words(String text) {
        return List.of(PlainWords.of(text).split(" "));
    }

    /** The arguments of a transfer. */
    static String parameters(String destination, String reason, String summary) {
        ObjectNode parameters = JSON.createObjectNode();
        parameters.put("destination", destination);
        parameters.put("reason", reason);
        parameters.put("summary", summary);
        return parameters.toString();
    }

    private static List<String> offered(ToolDefinition tool) {
        List<String> offered = new ArrayList<>();
        try {
            JsonNode schema = JSON.readTree(tool.parametersSchemaJson());
            schema.at("/properties/destination/enum").forEach(value -> offered.add(value.asText()));
        } catch (JsonProcessingException e) {
            return List.of(); // a client's mistake: the script's own word will have to do
        }
        return offered;
    }
}
