package dev.trunkline.ai.evi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.ai.AgentProfile.ToolSpec;
import dev.trunkline.ai.evi.EviCommand.AssistantInput;
import dev.trunkline.ai.evi.EviCommand.AudioInput;
import dev.trunkline.ai.evi.EviCommand.Context;
import dev.trunkline.ai.evi.EviCommand.PauseAssistant;
import dev.trunkline.ai.evi.EviCommand.ResumeAssistant;
import dev.trunkline.ai.evi.EviCommand.SessionSettings;
import dev.trunkline.ai.evi.EviCommand.ToolError;
import dev.trunkline.ai.evi.EviCommand.ToolResponse;
import dev.trunkline.ai.evi.EviCommand.UserInput;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes one command as JSON. A throw-away object per command, except for audio, which has its own writer. */
final class EviCommandWriter implements EviCommand.Receiver {

    private final AudioInputWriter audioInput;
    private final ByteBuf out;

    EviCommandWriter(AudioInputWriter audioInput, ByteBuf out) {
        this.audioInput = audioInput;
        this.out = out;
    }

    @Override
    public void onAudioInput(AudioInput command) {
        int messageBytes = audioInput.write(command.linear16(), command.lengthBytes());
        out.writeBytes(audioInput.message(), 0, messageBytes);
    }

    @Override
    public void onSessionSettings(SessionSettings command) {
        ObjectNode json = message("session_settings");
        putIfGiven(json, "custom_session_id", command.customSessionId());
        Integer sampleRateHz = command.sampleRateHz();
        if (sampleRateHz != null) {
            json.putObject("audio")
                    .put("encoding", "linear16")
                    .put("sample_rate", sampleRateHz)
                    .put("channels", 1);
        }
        putIfGiven(json, "system_prompt", command.systemPrompt());
        putAll(json, "variables", command.variables());
        Context context = command.context();
        if (context != null) {
            json.putObject("context")
                    .put("text", context.text())
                    .put("type", context.persistent() ? "persistent" : "temporary");
        }
        if (!command.tools().isEmpty()) {
            var tools = json.putArray("tools");
            command.tools().forEach(tool -> describe(tool, tools.addObject()));
        }
        if (!command.builtinTools().isEmpty()) {
            var tools = json.putArray("builtin_tools");
            command.builtinTools().forEach(name -> tools.addObject().put("name", name));
        }
        putIfGiven(json, "voice_id", command.voiceId());
        putIfGiven(json, "language_model_api_key", command.languageModelApiKey());
        putAll(json, "metadata", command.metadata());
        write(json);
    }

    @Override
    public void onUserInput(UserInput command) {
        write(message("user_input").put("text", command.text()));
    }

    @Override
    public void onAssistantInput(AssistantInput command) {
        write(message("assistant_input").put("text", command.text()));
    }

    @Override
    public void onToolResponse(ToolResponse command) {
        ObjectNode json = message("tool_response")
                .put("tool_call_id", command.toolCallId())
                .put("content", command.content());
        putIfGiven(json, "tool_name", command.toolName());
        write(json.put("tool_type", "function"));
    }

    @Override
    public void onToolError(ToolError command) {
        ObjectNode json =
                message("tool_error").put("tool_call_id", command.toolCallId()).put("error", command.error());
        putIfGiven(json, "content", command.content());
        putIfGiven(json, "code", command.code());
        write(json.put("level", "warn").put("tool_type", "function"));
    }

    @Override
    public void onPauseAssistant(PauseAssistant command) {
        write(message("pause_assistant_message"));
    }

    @Override
    public void onResumeAssistant(ResumeAssistant command) {
        write(message("resume_assistant_message"));
    }

    private static void describe(ToolSpec tool, ObjectNode json) {
        json.put("type", "function")
                .put("name", tool.name())
                .put("description", tool.description())
                // A string that holds JSON, not JSON: EVI's schema of tools.
                .put("parameters", tool.parametersSchemaJson())
                .put("fallback_content", tool.fallbackContent());
    }

    private static ObjectNode message(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static void putIfGiven(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    /** Sorted, so that the same settings are always the same message. */
    private static void putAll(ObjectNode json, String name, Map<String, String> values) {
        if (!values.isEmpty()) {
            ObjectNode inner = json.putObject(name);
            new TreeMap<>(values).forEach(inner::put);
        }
    }

    private void write(ObjectNode json) {
        ByteBufUtil.writeUtf8(out, json.toString());
    }
}
