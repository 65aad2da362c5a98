package dev.trunkline.ai.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.ai.AgentDescription;
import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AgentProfile.ToolSpec;
import dev.trunkline.ai.HeardLine;
import dev.trunkline.ai.TurnDetection;
import dev.trunkline.testing.ManualScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call's connection with a {@link ScriptedGemini}, and all that both were told. */
final class GeminiScene implements AutoCloseable, ScriptedGemini.Script {

    static final AgentProfile AGENT = new AgentProfile("CA1", null, null, null, 16_000, Map.of(), null, List.of());
    static final TurnDetection WE_DECIDE = new TurnDetection(TurnDetection.Mode.USUAL, null, null, null, true);

    final ManualScheduler time = new ManualScheduler();
    final ScriptedGemini gemini = new ScriptedGemini(this);
    final EmbeddedGemini line = new EmbeddedGemini(time, gemini, EmbeddedGemini.SETTINGS);
    final RecordingGeminiCall call = new RecordingGeminiCall();
    final List<String> texts = new ArrayList<>();
    final List<String> toolResponses = new ArrayList<>();

    static AgentProfile described(@Nullable String model, TurnDetection turns) {
        return AGENT.described(new AgentDescription(null, null, null, model, null, null, turns));
    }

    static AgentProfile resuming(String handle, List<HeardLine> heard) {
        return AGENT.resuming(handle, null).after(heard);
    }

    static AgentProfile withTool(String name, String schema) {
        return new AgentProfile(
                "CA1", null, null, null, 16_000, Map.of(), null, List.of(new ToolSpec(name, "d", schema, "f")));
    }

    /** A new session that is ready. */
    static GeminiScene ready() {
        return ready(AGENT);
    }

    static GeminiScene ready(AgentProfile agent) {
        GeminiScene scene = new GeminiScene();
        scene.connect(agent);
        scene.call.leg();
        scene.call.heard.clear();
        scene.texts.clear();
        return scene;
    }

    GeminiScene connect(AgentProfile agent) {
        line.connect(agent, call);
        line.settle();
        return this;
    }

    ScriptedGemini.Connection far() {
        return gemini.last();
    }

    /** What was told since the last time. */
    List<String> told() {
        line.settle();
        List<String> told = List.copyOf(call.heard);
        call.heard.clear();
        return told;
    }

    /** What the call asked for is on its way, and arrives. */
    void flush() {
        call.leg().flush();
        line.settle();
    }

    void says(int millis) {
        far().sound(new byte[millis * 48]);
    }

    /** An answer begins, and what is transcribed from now on was said over it. */
    void speaksForASecond() {
        says(20);
        line.settle();
        time.advanceMillis(1_000);
    }

    void hears(int millis) {
        for (int at = 0; at < millis; at += 20) {
            call.leg().sendAudio(new byte[640], 640);
            call.leg().flush();
            time.advanceMillis(20);
        }
        line.settle();
    }

    @Override
    public void onText(ScriptedGemini.Connection connection, String text) {
        texts.add(text);
    }

    @Override
    public void onToolResponse(ScriptedGemini.Connection connection, JsonNode response) {
        toolResponses.add(response.toString());
    }

    @Override
    public void close() {
        line.close();
    }
}
