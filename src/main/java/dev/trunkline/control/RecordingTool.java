package dev.trunkline.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.ai.AgentProfile.ToolSpec;
import dev.trunkline.call.CallActions;
import dev.trunkline.call.ToolRunner;
import java.util.List;

/** Pauses the recording of a call, or has it go on: what a caller says meanwhile is on no tape. Immutable. */
public final class RecordingTool implements CallTool {

    private static final String NO_PARAMETERS = "{\"type\":\"object\",\"properties\":{}}";
    private static final ToolSpec PAUSE = new ToolSpec(
            "pause_recording",
            "Stop recording this call for a while, because the caller asks for it or is going to say something that"
                    + " must not be kept. Call resume_recording afterwards.",
            NO_PARAMETERS,
            "I could not pause the recording.");
    private static final ToolSpec RESUME = new ToolSpec(
            "resume_recording",
            "Go on recording this call after pause_recording.",
            NO_PARAMETERS,
            "I could not go on recording.");

    private final RecordingSwitch recordings;
    private final boolean pauses;

    private RecordingTool(RecordingSwitch recordings, boolean pauses) {
        this.recordings = recordings;
        this.pauses = pauses;
    }

    /** Both of them. */
    public static List<CallTool> both(RecordingSwitch recordings) {
        return List.of(new RecordingTool(recordings, true), new RecordingTool(recordings, false));
    }

    @Override
    public ToolSpec spec() {
        return pauses ? PAUSE : RESUME;
    }

    @Override
    public void run(JsonNode arguments, CallActions call, ToolRunner.Answer answer) {
        if (recordings.pause(call.callSid(), pauses)) {
            answer.succeed(
                    pauses ? "The recording is paused." : "The recording goes on, unless somebody else paused it.");
        } else {
            answer.fail("failed", "this call is not recorded", "This call is not being recorded.");
        }
    }
}
