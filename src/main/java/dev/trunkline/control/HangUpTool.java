package dev.trunkline.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.ai.AgentProfile.ToolSpec;
import dev.trunkline.call.CallActions;
import dev.trunkline.call.ToolRunner;

/** Ends the call once the goodbye has been heard. Immutable. */
public final class HangUpTool implements CallTool {

    private static final ToolSpec SPEC = new ToolSpec(
            "hang_up",
            "End the phone call. Say goodbye first; the line is closed when the caller has heard it.",
            "{\"type\":\"object\",\"properties\":{}}",
            "I could not end the call. You may simply hang up.");

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public void run(JsonNode arguments, CallActions call, ToolRunner.Answer answer) {
        if (call.hangUp()) {
            answer.succeed("The call ends when the caller has heard your last words.");
        } else {
            answer.fail("failed", "a transfer is under way", "You are being transferred already.");
        }
    }
}
