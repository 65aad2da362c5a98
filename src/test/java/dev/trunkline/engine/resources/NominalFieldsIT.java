package dev.trunkline.engine.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.remote.ChosenDialogModel;
import dev.trunkline.engine.mind.remote.ClmDialogModel;
import dev.trunkline.engine.mind.remote.ClmSettings;
import dev.trunkline.engine.mind.remote.GenerationMeter;
import dev.trunkline.engine.mind.remote.OpenAiDialogModel;
import dev.trunkline.engine.mind.remote.OpenAiSettings;
import dev.trunkline.engine.mind.script.RescuedDialogModel;
import dev.trunkline.engine.mind.script.ScriptedDialogModel;
import dev.trunkline.engine.store.DatabaseKind;
import dev.trunkline.net.egress.EgressPolicy;
import dev.trunkline.speech.SpeechMeter;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.tts.HouseVoice;
import dev.trunkline.speech.tts.HouseVoices;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever posts a config is told what of it will have no effect. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class NominalFieldsIT {

    private static final String CONFIGS = "/v0/evi/configs";

    private final DatabaseKind database;
    private final List<RestServer> running = new ArrayList<>();

    NominalFieldsIT(DatabaseKind database) {
        this.database = database;
    }

    @AfterEach
    void stop() {
        running.forEach(RestServer::close);
    }

    private RestServer serve(DialogModel mind, Voice voice) {
        RestServer server = new RestServer(database, mind, voice);
        running.add(server);
        return server;
    }

    private static DialogModel clm(ClmSettings settings) {
        return new ClmDialogModel(settings, EgressPolicy.internet(), GenerationMeter.NONE, () -> 0);
    }

    private static DialogModel scripted() {
        return new ChosenDialogModel(
                ScriptedDialogModel.demonstration(),
                new RescuedDialogModel(clm(ClmSettings.defaults()), "I am sorry."));
    }

    private static DialogModel openAi() {
        OpenAiSettings settings = OpenAiSettings.of(URI.create("http://127.0.0.1:1/v1"), null, "m", null);
        return new RescuedDialogModel(
                new ChosenDialogModel(
                        new OpenAiDialogModel(settings, GenerationMeter.NONE, () -> 0), clm(ClmSettings.defaults())),
                "I am sorry.");
    }

    private String warning(DialogModel mind, String fields) {
        return warning(mind, new TestEngine.HummingVoice(), fields);
    }

    private String warning(DialogModel mind, Voice voice, String fields) {
        RestServer server = serve(mind, voice);
        RestServer.Answer answer = server.post(CONFIGS, "{\"name\": \"c\", \"evi_version\": \"3\"" + fields + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("warning").asText();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            , "prompt": {"text": "Answer banana."}                                                         | prompt
            , "language_model": {"model_provider": "OPEN_AI", "model_resource": "gpt-4o"}                  | language_model.model_provider, language_model.model_resource
            , "language_model": {"temperature": 0.3}                                                       | language_model.temperature
            , "builtin_tools": [{"name": "hang_up"}, {"name": "web_search"}]                               | builtin_tools[1]
            , "prompt": {"text": "x"}, "language_model": {"temperature": 1}                                | prompt, language_model.temperature
            """)
    void theScriptHeedsNoneOfThese(String fields, String named) {
        assertThat(warning(scripted(), fields))
                .startsWith("Without effect here: " + named + ".")
                .contains("mind.kind", "CUSTOM_LANGUAGE_MODEL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", \"voice\": null, \"prompt\": null",
                ", \"language_model\": {\"model_provider\": \"HUME_AI\", \"model_resource\": \"hume-evi-3\"}",
                ", \"builtin_tools\": [{\"name\": \"hang_up\"}]",
                ", \"event_messages\": {\"on_new_chat\": {\"enabled\": true, \"text\": \"Hi\"}}",
                ", \"nudges\": {\"enabled\": true, \"interval_secs\": 9}, \"timeouts\": {\"inactivity\": {\"enabled\": true}}",
                ", \"turn_detection\": {\"end_of_turn_silence_ms\": 900}, \"interruption\": {\"min_interruption_ms\": 99}",
                ", \"webhooks\": [{\"url\": \"https://example.com\", \"events\": [\"chat_started\"]}]",
                ", \"prompt\": {\"text\": \"x\"}, \"language_model\": {\"model_provider\": \"CUSTOM_LANGUAGE_MODEL\","
                        + " \"model_resource\": \"https://example.com/chat/completions\", \"temperature\": 0.1}"
            })
    void whatIsHeededIsNotWarnedAbout(String fields) {
        assertThat(warning(scripted(), fields)).isEmpty();
    }

    @Test
    void ofToolsTheScriptCallsTheTransferOnly() {
        RestServer server = serve(scripted(), new TestEngine.HummingVoice());
        String other = tool(server, "weather");
        String transfer = tool(server, "transfer_call");

        assertThat(withTools(server, transfer).json().has("warning")).isFalse();
        assertThat(withTools(server, transfer, other).json().path("warning").asText())
                .contains("tools[1]");
    }

    private static String tool(RestServer server, String name) {
        return server.post("/v0/evi/tools", "{\"name\": \"" + name + "\", \"parameters\": \"{}\"}")
                .id();
    }

    private static RestServer.Answer withTools(RestServer server, String... ids) {
        return server.post(
                CONFIGS,
                "{\"name\": \"" + ids.length + "\", \"evi_version\": \"3\", \"tools\": [{\"id\": \""
                        + String.join("\"}, {\"id\": \"", ids) + "\"}]}");
    }

    @Test
    void versionsAreWarnedAboutToo() {
        RestServer server = serve(scripted(), new TestEngine.HummingVoice());
        String id = server.post(CONFIGS, "{\"name\": \"c\", \"evi_version\": \"3\"}")
                .id();

        RestServer.Answer version =
                server.post(CONFIGS + "/" + id, "{\"evi_version\": \"3\", \"prompt\": {\"text\": \"x\"}}");

        assertThat(version.json().path("warning").asText()).contains("prompt");
        assertThat(server.get(CONFIGS + "/" + id + "/version/1").json().has("warning"))
                .isFalse();
    }

    @Test
    void aModelHeedsAllButWhoProvidesIt() {
        assertThat(warning(
                        openAi(),
                        ", \"prompt\": {\"text\": \"x\"}, \"language_model\": {\"model_provider\": \"ANTHROPIC\","
                                + " \"model_resource\": \"claude\", \"temperature\": 0.5}"))
                .startsWith("Without effect here: language_model.model_provider. ")
                .contains("mind.url")
                .doesNotContain("prompt", "temperature", "model_resource");
    }

    @Test
    void aModelWithoutAProviderIsHeeded() {
        assertThat(warning(openAi(), ", \"prompt\": {\"text\": \"x\"}, \"language_model\": {\"temperature\": 0.5}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"wss://example.com/llm, true", "https://example.com/llm, false"})
    void aSocketOfAModelCarriesWordsAlone(String url, boolean warned) {
        String warning = warning(
                scripted(),
                ", \"prompt\": {\"text\": \"x\"}, \"language_model\": {\"model_provider\": \"CUSTOM_LANGUAGE_MODEL\","
                        + " \"model_resource\": \"" + url + "\", \"temperature\": 0.5}");

        assertThat(warning.contains("prompt, language_model.temperature")).isEqualTo(warned);
    }

    @Test
    void anOperatorsOwnModelIsTheSameForAll() {
        DialogModel own = clm(ClmSettings.defaults().withEndpoint(URI.create("https://example.com/llm"), null));

        assertThat(warning(
                        own,
                        ", \"prompt\": {\"text\": \"x\"}, \"language_model\": {\"model_provider\": \"OPEN_AI\","
                                + " \"model_resource\": \"gpt\"}"))
                .contains("language_model.model_provider, language_model.model_resource")
                .doesNotContain("prompt");
    }

    @ParameterizedTest
    @CsvSource({
        "name, Zaphod, voice.name",
        "id, 4c2f7a4e-0000-4000-8000-1234567890ab, voice.id",
        "name, Serene Assistant, ''",
        "id, sam, ''",
        "name, KEVIN, ''"
    })
    void aVoiceThatNobodyHereHasIsTold(String field, String name, String named) {
        Voice house = new HouseVoices(HouseVoice.KEVIN, SpeechMeter.NONE);
        String warning = warning(openAi(), house, ", \"voice\": {\"" + field + "\": \"" + name + "\"}");

        if (named.isEmpty()) {
            assertThat(warning).isEmpty();
        } else {
            assertThat(warning).contains(named + ".", "slt, sam, kevin", "voice.kind");
        }
    }
}
