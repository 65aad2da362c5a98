package dev.trunkline.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.ai.AgentProfile.ToolSpec;
import dev.trunkline.call.CallActions;
import dev.trunkline.call.DialObjection;
import dev.trunkline.call.ToolRunner;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hands the caller to a person at a named destination. The model chooses a name of the configured list, never a number:
 * that is the fence against toll fraud by persuasion. Immutable.
 */
public final class TransferTool implements CallTool {

    static final String NAME = "transfer_call";

    private static final int MAX_WORDS_CHARACTERS = 500; // of what a model may have read out to a person

    private static final Pattern UNSPEAKABLE = Pattern.compile("\\p{C}+");

    private final Map<String, Destination> destinations = new LinkedHashMap<>();
    private final ToolSpec spec;

    public TransferTool(List<Destination> destinations) {
        destinations.forEach(destination -> this.destinations.put(destination.name(), destination));
        this.spec = new ToolSpec(
                NAME,
                "Put the caller through to a person. Say that you are doing so.",
                schema(destinations),
                "I could not put you through. Is there anything else I can do?");
    }

    List<Destination> destinations() {
        return List.copyOf(destinations.values());
    }

    @Override
    public ToolSpec spec() {
        return spec;
    }

    @Override
    public void run(JsonNode arguments, CallActions call, ToolRunner.Answer answer) {
        String name = arguments.path("destination").textValue();
        Transfer transfer = name == null ? null : to(name);
        if (transfer == null) {
            answer.fail(
                    "bad_parameters",
                    "destination is not one of " + destinations.keySet(),
                    "I cannot put you through there. I can reach " + String.join(" or ", destinations.keySet()) + ".");
            return;
        }
        DialObjection objection = call.objectionTo(transfer);
        if (objection != null) {
            answer.fail("failed", name + ": " + objection.words(), objection.speakable());
        } else if (call.transfer(transfer, whisper(arguments, call.digits()))) {
            answer.succeed("The caller is put through to " + name + " when your last words have been heard.");
        } else {
            answer.fail("failed", "another end is under way", "You are being put through already.");
        }
    }

    /** A transfer to the destination of this name, or null when there is none. */
    @Nullable
    Transfer to(String name) {
        Destination destination = destinations.get(name);
        return destination == null ? null : destination.transfer();
    }

    private static String whisper(JsonNode arguments, String digits) {
        return whisper(
                List.of(
                        arguments.path("reason").asText(""),
                        arguments.path("summary").asText("")),
                digits);
    }

    /**
     * What the person hears first to whom a caller is put through.
     *
     * @param parts sentences, of which those that are empty are left out
     * @param digits that the caller has entered
     */
    public static String whisper(List<String> parts, String digits) {
        StringBuilder words = new StringBuilder("A caller for you.");
        for (String part : parts) {
            String text = speakable(part);
            if (!text.isEmpty()) {
                words.append(' ').append(text).append(text.endsWith(".") ? "" : ".");
            }
        }
        if (!digits.isEmpty()) {
            words.append(" The caller entered ")
                    .append(String.join(" ", digits.split("")))
                    .append('.');
        }
        return words.toString();
    }

    /** Without control characters and broken surrogates: they would make invalid XML of what is read out to the person. */
    private static String speakable(String text) {
        String clean = UNSPEAKABLE.matcher(text).replaceAll(" ").strip();
        if (clean.length() <= MAX_WORDS_CHARACTERS) {
            return clean;
        }
        boolean cutsCharacter = Character.isHighSurrogate(clean.charAt(MAX_WORDS_CHARACTERS - 1));
        return clean.substring(0, cutsCharacter ? MAX_WORDS_CHARACTERS - 1 : MAX_WORDS_CHARACTERS);
    }

    private static String schema(List<Destination> destinations) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ObjectNode destination = properties.putObject("destination");
        destination.put("type", "string");
        StringBuilder when = new StringBuilder("Who should take over.");
        var names = destination.putArray("enum");
        for (Destination each : destinations) {
            names.add(each.name());
            if (!each.description().isEmpty()) {
                when.append(' ').append(each.name()).append(": ").append(each.description());
            }
        }
        destination.put("description", when.toString());
        properties.putObject("reason").put("type", "string").put("description", "Why, in one short sentence.");
        properties
                .putObject("summary")
                .put("type", "string")
                .put("description", "What the person should know, in a sentence or two.");
        schema.putArray("required").add("destination");
        return schema.toString();
    }
}
