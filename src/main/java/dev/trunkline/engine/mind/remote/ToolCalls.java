package dev.trunkline.engine.mind.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.mind.Conversation;
import dev.trunkline.engine.mind.ToolRequest;
import java.util.ArrayList;
import java.util.List;

/** Puts the pieces of an answer's tool calls together, by their index. Not thread-safe. */
final class ToolCalls {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_CALLS = 16;
    private static final int MAX_ARGUMENTS_CHARS = 64 * 1024;

    private final List<Call> calls = new ArrayList<>();

    private static final class Call {
        private final int index;
        private final String id;
        private final StringBuilder name = new StringBuilder();
        private final StringBuilder arguments = new StringBuilder();

        Call(int index, String id) {
            this.index = index;
            this.id = id;
        }
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /**
     * Adds one entry of {@code delta.tool_calls}.
     *
     * @throws NoAnswer when there are too many, or one is too long
     */
    void add(JsonNode piece) {
        Call call = callOf(piece);
        JsonNode function = piece.path("function");
        call.name.append(function.path("name").asText(""));
        JsonNode arguments = function.path("arguments");
        // Ollama's own dialect has an object there.
        call.arguments.append(arguments.isObject() ? arguments.toString() : arguments.asText(""));
        if (call.arguments.length() + call.name.length() > MAX_ARGUMENTS_CHARS) {
            throw NoAnswer.broken("the arguments of a tool are longer than " + MAX_ARGUMENTS_CHARS + " characters");
        }
    }

    /** Some servers leave the index out, and some give every whole call the same one. */
    private Call callOf(JsonNode piece) {
        String id = piece.path("id").asText("");
        Call last = calls.isEmpty() ? null : calls.get(calls.size() - 1);
        int index = piece.path("index").asInt(last == null ? 0 : last.index);
        for (int i = calls.size() - 1; i >= 0; i--) {
            Call call = calls.get(i);
            if (call.index == index && (id.isEmpty() || id.equals(call.id))) {
                return call;
            }
        }
        if (calls.size() == MAX_CALLS) {
            throw NoAnswer.broken("the model asked for more than " + MAX_CALLS + " tools at once");
        }
        Call call = new Call(index, id);
        calls.add(call);
        return call;
    }

    /**
     * All of them, as far as they were offered, in the order they were begun; {@code hang_up} comes last, for after it
     * nothing is done.
     *
     * @throws NoAnswer when the arguments of one are not a JSON object, or none was offered
     */
    List<ToolRequest> requests(Conversation conversation) {
        List<ToolRequest> requests = new ArrayList<>();
        List<ToolRequest> farewells = new ArrayList<>();
        for (Call call : calls) {
            String name = call.name.toString();
            if (conversation.tool(name) != null) {
                requests.add(new ToolRequest(name, object(call.arguments.toString()), false));
            } else if (name.equals(ToolRequest.HANG_UP)
                    && conversation.builtinTools().contains(name)) {
                farewells.add(new ToolRequest(name, "{}", true));
            }
        }
        requests.addAll(farewells.subList(0, Math.min(1, farewells.size())));
        if (requests.isEmpty() && !calls.isEmpty()) {
            throw NoAnswer.broken("the model asked for a tool that was not offered");
        }
        return requests;
    }

    private static String object(String arguments) {
        if (arguments.isBlank()) {
            return "{}";
        }
        if (!isObject(arguments)) {
            throw NoAnswer.broken("the arguments of a tool are not a JSON object");
        }
        return arguments;
    }

    static boolean isObject(String json) {
        try {
            return JSON.readTree(json).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
