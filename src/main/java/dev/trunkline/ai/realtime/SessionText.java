package dev.trunkline.ai.realtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.ai.AgentDescription;
import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AgentProfile.ToolSpec;
import dev.trunkline.ai.FilledPrompt;
import dev.trunkline.ai.TurnDetection;
import dev.trunkline.ai.realtime.RealtimeDialect.Shape;
import org.jspecify.annotations.Nullable;

/** The session that an agent wants, in a dialect's words: what {@code session.update} says. Immutable. */
final class SessionText {

    private static final JsonMapper JSON = new JsonMapper();

    private final RealtimeDialect dialect;
    private final AgentProfile profile;

    SessionText(RealtimeDialect dialect, AgentProfile profile) {
        this.dialect = dialect;
        this.profile = profile;
    }

    private AgentDescription agent() {
        return profile.description();
    }

    /** Whether interruptions, and when to answer, are ours to decide. */
    boolean weDecide() {
        return agent().turns().weDecideInterruptions() && dialect.letsUsDecide();
    }

    /** All of it, before the first word. */
    JsonNode opening() {
        ObjectNode session = JSON.createObjectNode();
        if (dialect.shape() == Shape.GA) {
            session.put("type", "realtime");
            session.putArray("output_modalities").add("audio");
        } else if (dialect.shape() == Shape.FLAT) {
            session.putArray("modalities").add("text").add("audio");
        }
        String instructions = instructions();
        if (!instructions.isEmpty()) {
            session.put("instructions", instructions);
        }
        putSound(session);
        putVoice(session);
        putTurns(session, turnDetection(true));
        Double temperature = agent().temperature();
        if (temperature != null && dialect.shape() == Shape.FLAT) {
            session.put("temperature", temperature); // the reference has none any more
        }
        if (!profile.tools().isEmpty()) {
            ArrayNode tools = session.putArray("tools");
            profile.tools().forEach(tool -> tools.add(tool(tool)));
            session.put("tool_choice", "auto");
        }
        return session;
    }

    /** What changes when the agent is to answer nothing for a while, or again; null where it cannot be told. */
    @Nullable
    JsonNode answering(boolean answers) {
        if (weDecide() || !dialect.letsUsDecide()) {
            return null; // it answers when it is asked to, or whenever it likes
        }
        ObjectNode session = JSON.createObjectNode();
        if (dialect.shape() == Shape.GA) {
            session.put("type", "realtime");
        }
        ObjectNode turns = turnDetection(answers);
        if (turns == null) {
            turns = JSON.createObjectNode().put("type", "server_vad");
            turns.put("create_response", answers);
        }
        putTurns(session, turns);
        return session;
    }

    /** For the model: the agent's, and what it should know from the start. */
    private String instructions() {
        String text = agent().instructions();
        String own = text == null ? "" : FilledPrompt.fill(text, profile.variables());
        String context = profile.context();
        if (context == null) {
            return own;
        }
        return own.isEmpty() ? context : own + "\n\n" + context;
    }

    /** What a new caller is greeted with, or null. */
    @Nullable
    String greeting() {
        String text = agent().greeting();
        boolean isNew = profile.heard().isEmpty() && profile.resumedChatGroupId() == null;
        return text == null || !isNew ? null : FilledPrompt.fill(text, profile.variables());
    }

    private void putSound(ObjectNode session) {
        if (dialect.shape() == Shape.FLAT) {
            session.put("input_audio_format", "g711_ulaw");
            session.put("output_audio_format", "g711_ulaw");
            ObjectNode transcription = transcription();
            if (transcription != null) {
                session.set("input_audio_transcription", transcription);
            }
            return;
        }
        ObjectNode input = session.putObject("audio").putObject("input");
        putFormat(input);
        ObjectNode transcription = transcription();
        if (transcription != null) {
            input.set("transcription", transcription);
        }
        putFormat(session.withObject("/audio/output"));
    }

    private static void putFormat(ObjectNode direction) {
        direction.putObject("format").put("type", "audio/pcmu");
    }

    private @Nullable ObjectNode transcription() {
        String model = dialect.transcriptionModel();
        String language = agent().language();
        if (dialect.shape() == Shape.XAI) {
            return language == null ? null : JSON.createObjectNode().put("language_hint", language);
        }
        if (model == null) {
            return null;
        }
        ObjectNode transcription = JSON.createObjectNode().put("model", model);
        if (language != null) {
            // ISO 639-1, except of Azure's own ears
            transcription.put("language", model.equals("azure-speech") ? language : language.replaceFirst("-.*", ""));
        }
        return transcription;
    }

    private void putVoice(ObjectNode session) {
        String voice = agent().voice();
        if (voice == null) {
            return;
        }
        if (dialect.shape() == Shape.GA) {
            session.withObject("/audio/output").put("voice", voice);
        } else if (dialect == RealtimeDialect.AZURE_VOICE_LIVE && voice.contains("Neural")) {
            session.putObject("voice").put("type", "azure-standard").put("name", voice);
        } else {
            session.put("voice", voice);
        }
    }

    private void putTurns(ObjectNode session, @Nullable ObjectNode turns) {
        if (turns == null) {
            return;
        }
        if (dialect.shape() == Shape.GA) {
            session.withObject("/audio/input").set("turn_detection", turns);
        } else {
            session.set("turn_detection", turns);
        }
    }

    /** Null when the far end is to do as it does by itself. */
    private @Nullable ObjectNode turnDetection(boolean answers) {
        TurnDetection turns = agent().turns();
        boolean isUsual =
                turns.mode() == TurnDetection.Mode.USUAL && turns.silenceMillis() == null && turns.threshold() == null;
        if (isUsual && !weDecide() && dialect != RealtimeDialect.XAI) { // nobody says what xAI does unasked
            return null;
        }
        boolean semantic = turns.mode() == TurnDetection.Mode.SEMANTIC_VAD && dialect != RealtimeDialect.XAI;
        boolean azure = dialect == RealtimeDialect.AZURE_VOICE_LIVE;
        ObjectNode detection = JSON.createObjectNode();
        detection.put("type", !semantic ? "server_vad" : azure ? "azure_semantic_vad" : "semantic_vad");
        String eagerness = turns.eagerness();
        if (semantic && !azure && eagerness != null) {
            detection.put("eagerness", eagerness);
        }
        Double threshold = turns.threshold();
        if ((!semantic || azure) && threshold != null) {
            detection.put("threshold", threshold);
        }
        Integer silenceMillis = turns.silenceMillis();
        if ((!semantic || azure) && silenceMillis != null) {
            detection.put("silence_duration_ms", silenceMillis);
        }
        if (dialect.letsUsDecide()) {
            detection.put("create_response", answers && !weDecide());
            detection.put("interrupt_response", !weDecide());
        }
        return detection;
    }

    private static ObjectNode tool(ToolSpec spec) {
        ObjectNode tool = JSON.createObjectNode();
        tool.put("type", "function");
        tool.put("name", spec.name());
        tool.put("description", spec.description());
        try {
            tool.set("parameters", JSON.readTree(spec.parametersSchemaJson()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the schema of tool " + spec.name() + " is no JSON", e);
        }
        return tool;
    }
}
