package dev.trunkline.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.ai.AgentProfile.ToolSpec;
import dev.trunkline.call.CallActions;
import dev.trunkline.call.ToolRunner;
import java.util.concurrent.TimeUnit;

/** Presses keys for whoever is at the other end: a machine that says "press one". Immutable. */
public final class PressKeysTool implements CallTool {

    private static final int MAX_KEYS = 32;
    private static final long BEFORE_IT_SECONDS = 60; // what the agent is saying is heard first

    private static final ToolSpec SPEC = new ToolSpec(
            "press_keys",
            "Press keys of the telephone for the other side, as tones, when it is a machine that asks for them."
                    + " Say nothing while they are played.",
            "{\"type\":\"object\",\"properties\":{\"keys\":{\"type\":\"string\",\"description\":"
                    + "\"The keys in order: 0-9, *, #, A-D; w waits for half a second, W for a whole one. "
                    + MAX_KEYS + " at most.\"}},\"required\":[\"keys\"]}",
            "I could not press those keys.");

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public void run(JsonNode arguments, CallActions call, ToolRunner.Answer answer) {
        String keys = arguments.path("keys").asText("").replace(" ", "");
        if (keys.isEmpty() || keys.length() > MAX_KEYS) {
            answer.fail("bad_parameters", "keys must be 1 to " + MAX_KEYS + " keys", SPEC.fallbackContent());
        } else if (!keys.chars().allMatch(key -> CallActions.KEYS.indexOf(key) >= 0)) {
            answer.fail(
                    "bad_parameters",
                    "keys holds something that no telephone has: give 0-9, *, #, A-D, and w or W to wait",
                    SPEC.fallbackContent());
        } else if (call.pressKeys(keys, heard -> tell(keys, heard, answer))) {
            answer.mayTake(TimeUnit.SECONDS.toNanos(BEFORE_IT_SECONDS + keys.length()));
        } else {
            answer.fail("failed", "other keys are being pressed", "I am pressing keys already.");
        }
    }

    private static void tell(String keys, String heard, ToolRunner.Answer answer) {
        if (heard.equals(keys)) {
            answer.succeed("The keys were pressed: " + keys + ".");
        } else {
            answer.fail(
                    "failed",
                    "interrupted",
                    heard.isEmpty()
                            ? "The keys were not pressed: the other side spoke before."
                            : "Only these keys were pressed: " + heard + "; then the other side spoke.");
        }
    }
}
