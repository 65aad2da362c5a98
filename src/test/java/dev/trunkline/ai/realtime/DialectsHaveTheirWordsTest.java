package dev.trunkline.ai.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.ai.AgentDescription;
import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AgentProfile.ToolSpec;
import dev.trunkline.ai.TurnDetection;
import dev.trunkline.ai.TurnDetection.Mode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected are the vendors' own types: npm openai (realtime.d.ts), npm @azure/ai-voicelive (models.d.ts), docs.x.ai (Voice Agent API). */
class DialectsHaveTheirWordsTest {

    private static final AgentProfile AGENT = new AgentProfile(
                    "CA1",
                    null,
                    null,
                    null,
                    16_000,
                    Map.of("name", "Ada", "price", "$1"),
                    "It rains.",
                    List.of(new ToolSpec("look_up", "Looks it up.", "{\"type\":\"object\",\"properties\":{}}", "No.")))
            .described(new AgentDescription(
                    "Help {{ name }} for {{price}}{{nobody}}.",
                    "Hello.",
                    "marin",
                    null,
                    0.7,
                    "en-GB",
                    new TurnDetection(Mode.SERVER_VAD, 400, 0.6, null, false)));

    private static final String INSTRUCTIONS = "'instructions':'Help Ada for $1.\\n\\nIt rains.'";
    private static final String TOOLS = "'tools':[{'type':'function','name':'look_up','description':'Looks it up.',"
            + "'parameters':{'type':'object','properties':{}}}],'tool_choice':'auto'";
    private static final String TURNS = "{'type':'server_vad','threshold':0.6,'silence_duration_ms':400,"
            + "'create_response':true,'interrupt_response':true}";

    @Test
    void openAiAndWhoeverKeepsToTheReference() {
        String expected = "{'type':'realtime','output_modalities':['audio']," + INSTRUCTIONS
                + ",'audio':{'input':{'format':{'type':'audio/pcmu'},"
                + "'transcription':{'model':'gpt-transcribe','language':'en'},'turn_detection':" + TURNS
                + "},'output':{'format':{'type':'audio/pcmu'},'voice':'marin'}}," + TOOLS + "}";

        assertThat(session(RealtimeDialect.OPENAI)).isEqualTo(expected);
        assertThat(session(RealtimeDialect.AZURE_OPENAI)).isEqualTo(expected.replace("gpt-transcribe", "whisper-1"));
        assertThat(session(RealtimeDialect.GENERIC)).isEqualTo(expected.replace("gpt-transcribe", "whisper-1"));
    }

    @Test
    void azureVoiceLiveIsFlat() {
        assertThat(session(RealtimeDialect.AZURE_VOICE_LIVE))
                .isEqualTo("{'modalities':['text','audio']," + INSTRUCTIONS
                        + ",'input_audio_format':'g711_ulaw','output_audio_format':'g711_ulaw',"
                        + "'input_audio_transcription':{'model':'azure-speech','language':'en-GB'},"
                        + "'voice':'marin','turn_detection':" + TURNS + ",'temperature':0.7," + TOOLS + "}");
        assertThat(session(
                        RealtimeDialect.AZURE_VOICE_LIVE,
                        voiced("en-US-Ava:DragonHDLatestNeural", TurnDetection.USUAL)))
                .contains("'voice':{'type':'azure-standard','name':'en-US-Ava:DragonHDLatestNeural'}")
                .doesNotContain("turn_detection");
    }

    @Test
    void xAiIsInBetweenAndInterruptsByItself() {
        assertThat(session(RealtimeDialect.XAI))
                .isEqualTo("{" + INSTRUCTIONS
                        + ",'audio':{'input':{'format':{'type':'audio/pcmu'},'transcription':{'language_hint':'en-GB'}},"
                        + "'output':{'format':{'type':'audio/pcmu'}}},'voice':'marin',"
                        + "'turn_detection':{'type':'server_vad','threshold':0.6,'silence_duration_ms':400}," + TOOLS
                        + "}");
        assertThat(session(RealtimeDialect.XAI, EmbeddedSession.profile()))
                .contains("'turn_detection':{'type':'server_vad'}");
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, {'type':'semantic_vad';'eagerness':'low';'create_response':false;'interrupt_response':false}",
        "AZURE_VOICE_LIVE, {'type':'azure_semantic_vad';'create_response':false;'interrupt_response':false}",
        "XAI, {'type':'server_vad'}",
    })
    void whereWeDecideTheFarEndNeitherInterruptsNorAnswersByItself(RealtimeDialect dialect, String turns) {
        assertThat(session(dialect, voiced(null, new TurnDetection(Mode.SEMANTIC_VAD, null, null, "low", true))))
                .contains("'turn_detection':" + turns.replace(';', ','));
    }

    @Test
    void whoeverWantsNothingIsAskedForNothing() {
        assertThat(session(RealtimeDialect.GENERIC, EmbeddedSession.profile()))
                .isEqualTo("{'type':'realtime','output_modalities':['audio'],'audio':{'input':{'format':"
                        + "{'type':'audio/pcmu'},'transcription':{'model':'whisper-1'}},"
                        + "'output':{'format':{'type':'audio/pcmu'}}}}");
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, wss://api.openai.com/v1, wss://api.openai.com/v1/realtime?model=m%201, Authorization, Bearer the-key",
        "OPENAI, wss://api.openai.com, wss://api.openai.com/v1/realtime?model=m%201, Authorization, Bearer the-key",
        "AZURE_OPENAI, wss://r.openai.azure.com/, wss://r.openai.azure.com/openai/v1/realtime?model=m%201, api-key, the-key",
        "AZURE_VOICE_LIVE, wss://r.services.ai.azure.com,"
                + " wss://r.services.ai.azure.com/voice-live/realtime?api-version=2026-04-10&model=m%201, api-key, the-key",
        "AZURE_VOICE_LIVE, wss://r.services.ai.azure.com/?api-version=2027-01-01,"
                + " wss://r.services.ai.azure.com/voice-live/realtime?api-version=2027-01-01&model=m%201, api-key, the-key",
        "XAI, wss://api.x.ai/v1/realtime, wss://api.x.ai/v1/realtime?model=m%201, Authorization, Bearer the-key",
        "GENERIC, ws://127.0.0.1:9/speech/v2/, ws://127.0.0.1:9/speech/v2/realtime?model=m%201, Authorization, Bearer the-key",
    })
    void theKeyIsInAHeaderAndTheModelInTheAddress(
            RealtimeDialect dialect, String base, String address, String header, String value) {
        RealtimeSettings settings = RealtimeSettings.of(dialect, URI.create(base), "the-key", "m 1");

        assertThat(settings.uri((String) null)).hasToString(address);
        assertThat(settings.headers()).containsExactly(Map.entry(header, value));
        assertThat(settings.toString()).doesNotContain("the-key");
        assertThat(settings.uri("another")).hasToString(address.replace("m%201", "another"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://h", "wss:///v1", "wss://user:secret@h", "wss://h/?api-key=secret", "wss://h#secret"})
    void anAddressThatIsNoneIsRefusedWithoutRepeatingIt(String base) {
        assertThatThrownBy(() -> RealtimeSettings.of(RealtimeDialect.OPENAI, URI.create(base), null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the address of a Realtime server")
                .hasMessageNotContaining("secret");
    }

    private static AgentProfile voiced(@Nullable String voice, TurnDetection turns) {
        return EmbeddedSession.profile().described(new AgentDescription(null, null, voice, null, null, null, turns));
    }

    private static String session(RealtimeDialect dialect) {
        return session(dialect, AGENT);
    }

    private static String session(RealtimeDialect dialect, AgentProfile profile) {
        try {
            return new JsonMapper()
                    .writeValueAsString(new SessionText(dialect, profile).opening())
                    .replace('"', '\'');
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
