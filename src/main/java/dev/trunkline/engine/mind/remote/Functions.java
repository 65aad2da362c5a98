package dev.trunkline.engine.mind.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.ToolDefinition;
import dev.trunkline.engine.mind.ToolRequest;
import java.util.HashSet;
import java.util.Set;

/** A conversation's tools, and its calls of them, as chat completions write them. */
final class Functions {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HANG_UP = "Ends the call. Say goodbye first; nothing can be said afterwards.";

    private static final String SEARCH =
            "Searches the web for what you do not know, such as news, weather or prices of today. Takes a few seconds: say so first.";

    private Functions() {}

    /** What the model may call; may be empty. */
    static ArrayNode offered(DialogRequest request) {
        ArrayNode functions = JsonNodeFactory.instance.arrayNode();
        for (ToolDefinition tool : request.tools()) {
            functions.add(function(tool.name(), tool.description(), schema(tool.parametersSchemaJson())));
        }
        boolean hangsUpItself =
                request.builtinTools().contains(ToolRequest.HANG_UP) && request.tool(ToolRequest.HANG_UP) == null;
        if (hangsUpItself) {
            functions.add(function(ToolRequest.HANG_UP, HANG_UP, nothing()));
        }
        boolean searchesItself =
                request.builtinTools().contains(ToolRequest.WEB_SEARCH) && request.tool(ToolRequest.WEB_SEARCH) == null;
        if (searchesItself) {
            functions.add(function(ToolRequest.WEB_SEARCH, SEARCH, query()));
        }
        return functions;
    }

    /** What of it is offered, by name. */
    static Set<String> names(DialogRequest request) {
        Set<String> names = new HashSet<>();
        offered(request)
                .forEach(function -> names.add(function.at("/function/name").asText()));
        return names;
    }

    private static ObjectNode query() {
        ObjectNode schema = nothing();
        ((ObjectNode) schema.path("properties"))
                .putObject("query")
                .put("type", "string")
                .put("description", "what to look up, in a few words");
        schema.putArray("required").add("query");
        return schema;
    }

    private static ObjectNode function(String name, String description, ObjectNode parameters) {
        ObjectNode tool = JsonNodeFactory.instance.objectNode().put("type", "function");
        ObjectNode function = tool.putObject("function").put("name", name);
        if (!description.isBlank()) {
            function.put("description", description);
        }
        function.set("parameters", parameters);
        return tool;
    }

    /** The client's schema; one of no parameters when it is none. */
    private static ObjectNode schema(String json) {
        try {
            JsonNode schema = JSON.readTree(json);
            return schema instanceof ObjectNode object
                            && object.path("type").asText("").equals("object")
                    ? object
                    : nothing();
        } catch (JsonProcessingException e) {
            return nothing();
        }
    }

    private static ObjectNode nothing() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties");
        return schema;
    }

    /** Adds the calls to the assistant's {@code message}, and after it their answers to {@code messages}. */
    static void addCalls(ArrayNode messages, ObjectNode message, Iterable<MessageSequence.Call> calls) {
        ArrayNode toolCalls = message.putArray("tool_calls");
        for (MessageSequence.Call call : calls) {
            String arguments = call.tool().parametersJson();
            ObjectNode toolCall =
                    toolCalls.addObject().put("id", call.tool().id()).put("type", "function");
            toolCall.putObject("function")
                    .put("name", call.tool().name())
                    .put("arguments", ToolCallAssembler.isObject(arguments) ? arguments : "{}");
            messages.addObject()
                    .put("role", "tool")
                    .put("tool_call_id", call.tool().id())
                    .put("content", call.answer());
        }
    }
}
