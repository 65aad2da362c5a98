package dev.trunkline.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.ai.AgentProfile.ToolSpec;
import dev.trunkline.call.CallActions;
import dev.trunkline.call.ToolRunner;

/** One thing that the AI may ask for. Immutable. */
public interface CallTool {

    /** How it is presented to the model. */
    ToolSpec spec();

    /**
     * Does it. On the call's loop; must not block.
     *
     * @param arguments a JSON object; what is in it was written by a model and is not to be trusted
     */
    void run(JsonNode arguments, CallActions call, ToolRunner.Answer answer);
}
