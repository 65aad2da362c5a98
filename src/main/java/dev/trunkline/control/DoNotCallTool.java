package dev.trunkline.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.ai.AgentProfile.ToolSpec;
import dev.trunkline.call.CallActions;
import dev.trunkline.call.ToolRunner;
import java.util.function.Predicate;

/** Puts whoever is on the line on the list of those who are not called. Immutable. */
public final class DoNotCallTool implements CallTool {

    private static final ToolSpec SPEC = new ToolSpec(
            "do_not_call",
            "The person on the line does not want to be called any more, or asks to be taken off a list. Use it as soon as"
                    + " they say so, confirm it in one sentence, and say goodbye.",
            "{\"type\":\"object\",\"properties\":{}}",
            "I could not note that. Please tell us once more in writing.");

    private final Predicate<String> list;

    /** @param list takes a call's sid; false when nobody knows the number at its other end */
    public DoNotCallTool(Predicate<String> list) {
        this.list = list;
    }

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public void run(JsonNode arguments, CallActions call, ToolRunner.Answer answer) {
        if (list.test(call.callSid())) {
            answer.succeed("This number will not be called again.");
        } else {
            answer.fail("failed", "the other end shows no number", SPEC.fallbackContent());
        }
    }
}
