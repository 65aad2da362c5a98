package dev.trunkline.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.ai.AgentProfile.ToolSpec;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.call.CallActions;
import dev.trunkline.call.ToolRunner;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tools of a route. Unknown names and bad arguments get an answer that the model can speak about. Immutable. */
public final class Toolbox implements ToolRunner {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Map<String, CallTool> tools = new LinkedHashMap<>();

    public Toolbox(List<CallTool> tools) {
        tools.forEach(tool -> this.tools.put(tool.spec().name(), tool));
    }

    /** What the model is told about them. */
    public List<ToolSpec> specs() {
        return tools.values().stream().map(CallTool::spec).toList();
    }

    /** Where callers may be put through by name; empty when they may not. */
    public List<Destination> destinations() {
        return tools.values().stream()
                .filter(TransferTool.class::isInstance)
                .flatMap(tool -> ((TransferTool) tool).destinations().stream())
                .toList();
    }

    /** A transfer to the destination of this name, or null when there is none. */
    public @Nullable Transfer destination(String name) {
        return tools.get(TransferTool.NAME) instanceof TransferTool transfers ? transfers.to(name) : null;
    }

    /** Puts a caller through by somebody else's wish than the model's, within the same fences. On the call's loop. */
    public void transfer(String destination, CallActions actions, Answer answer) {
        CallTool tool = tools.get(TransferTool.NAME);
        if (tool == null) {
            answer.fail("unknown", "this route has no destinations", "I cannot put you through on this line.");
        } else {
            tool.run(JSON.createObjectNode().put("destination", destination), actions, answer);
        }
    }

    @Override
    public void run(ToolCall call, CallActions actions, Answer answer) {
        CallTool tool = tools.get(call.name());
        if (tool == null) {
            answer.fail("unknown", "no tool of that name", "I cannot do that on this line.");
            return;
        }
        JsonNode arguments;
        try {
            String parameters = call.parametersJson();
            arguments = JSON.readTree(parameters.isBlank() ? "{}" : parameters);
        } catch (JsonProcessingException e) {
            answer.fail("bad_parameters", "parameters are not JSON", tool.spec().fallbackContent());
            return;
        }
        if (!arguments.isObject()) {
            answer.fail(
                    "bad_parameters",
                    "parameters are not a JSON object",
                    tool.spec().fallbackContent());
            return;
        }
        tool.run(arguments, actions, answer);
    }
}
