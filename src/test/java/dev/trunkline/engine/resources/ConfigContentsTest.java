package dev.trunkline.engine.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.store.DatabaseKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
class ConfigContentsTest {

    private final RestServer server;

    ConfigContentsTest(DatabaseKind database) {
        server = new RestServer(database);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatAConfigLeavesOutIsShownAsTheEngineHasIt() {
        JsonNode config = create("{\"name\": \"bare\", \"evi_version\": \"3\"}");

        assertThat(config.at("/timeouts/inactivity/enabled").asBoolean()).isTrue();
        assertThat(config.at("/timeouts/inactivity/duration_secs").asInt()).isEqualTo(120);
        assertThat(config.at("/timeouts/max_duration/duration_secs").asInt()).isEqualTo(1800);
        assertThat(config.at("/event_messages/on_new_chat/enabled").asBoolean()).isTrue();
        assertThat(config.at("/event_messages/on_new_chat/text").asText())
                .isEqualTo(ChatPlan.defaults().announcements().onNewChat().text());
        assertThat(config.at("/event_messages/on_inactivity_timeout/enabled").asBoolean(true))
                .isFalse();
        assertThat(config.at("/nudges/enabled").asBoolean(true)).isFalse();
        assertThat(config.at("/turn_detection/end_of_turn_silence_ms").asInt()).isEqualTo(800);
        assertThat(config.at("/turn_detection/speech_detection_threshold").asDouble())
                .isEqualTo(0.5);
        assertThat(config.at("/turn_detection/prefix_padding_ms").asInt()).isEqualTo(300);
        assertThat(config.at("/interruption/min_interruption_ms").asInt()).isEqualTo(300);
        assertThat(config.at("/ellm_model/allow_short_responses").asBoolean(true))
                .isFalse();
        assertThat(config.at("/builtin_tools").isArray()).isTrue();
        assertThat(config.path("builtin_tools")).isEmpty();
        assertThat(config.at("/language_model/model_provider").asText()).isEqualTo("HUME_AI");
        assertThat(config.at("/language_model/model_resource").asText()).isEqualTo("hume-evi-3");
        assertThat(config.path("tools")).isEmpty();
        assertThat(config.path("webhooks")).isEmpty();
        for (String absent : new String[] {"prompt", "voice", "version_description"}) {
            assertThat(config.path(absent).isNull()).as(absent).isTrue();
        }
    }

    @Test
    void aPromptAndToolsAreShownWhole() {
        String prompt = prompt("Kind prompt", "Be kind.");
        server.post("/v0/evi/prompts/" + prompt, "{\"text\": \"Be very kind.\"}");
        String tool = server.post(
                        "/v0/evi/tools",
                        "{\"name\": \"get_weather\", \"parameters\": \"{}\", \"description\": \"d\", \"fallback_content\": \"f\"}")
                .id();

        JsonNode config = create("""
                {"name": "full", "evi_version": "3",
                 "prompt": {"id": "%s", "version": 0, "prompt_expansion": {"enabled": false}}, "tools": [{"id": "%s"}],
                 "voice": {"name": "Ava Song", "provider": "HUME_AI"},
                 "builtin_tools": [{"name": "web_search", "fallback_content": "Cannot search."}]}
                """.formatted(prompt, tool));

        assertThat(config.at("/prompt/id").asText()).isEqualTo(prompt);
        assertThat(config.at("/prompt/text").asText()).isEqualTo("Be kind.");
        assertThat(config.at("/prompt/name").asText()).isEqualTo("Kind prompt");
        assertThat(config.at("/prompt/version_type").asText()).isEqualTo("FIXED");
        assertThat(config.at("/prompt/created_on").isNumber()).isTrue();
        assertThat(config.at("/prompt/prompt_expansion/enabled").asBoolean(true))
                .isFalse();
        assertThat(config.at("/tools/0/name").asText()).isEqualTo("get_weather");
        assertThat(config.at("/tools/0/version_type").asText()).isEqualTo("LATEST");
        assertThat(config.at("/tools/0/tool_type").asText()).isEqualTo("FUNCTION");
        assertThat(config.at("/tools/0/description").asText()).isEqualTo("d");
        assertThat(config.at("/tools/0/fallback_content").asText()).isEqualTo("f");
        assertThat(config.path("voice").toString())
                .isEqualTo("{\"provider\":\"HUME_AI\",\"name\":\"Ava Song\",\"id\":\"Ava Song\"}");
        assertThat(config.path("builtin_tools")).hasSize(1);
        assertThat(config.at("/builtin_tools/0/tool_type").asText()).isEqualTo("BUILTIN");
        assertThat(config.at("/builtin_tools/0/fallback_content").asText()).isEqualTo("Cannot search.");
    }

    @Test
    void aMentionWithoutVersionMeansAlwaysTheNewest() {
        String prompt = prompt("Moving", "one");
        JsonNode config = create("{\"name\": \"c\", \"evi_version\": \"3\", \"prompt\": {\"id\": \"" + prompt + "\"}}");

        server.post("/v0/evi/prompts/" + prompt, "{\"text\": \"two\"}");

        JsonNode shown = version(config, 0);
        assertThat(shown.at("/prompt/text").asText()).isEqualTo("two");
        assertThat(shown.at("/prompt/version").asInt()).isEqualTo(1);
        assertThat(shown.at("/prompt/version_type").asText()).isEqualTo("LATEST");
    }

    @Test
    void aTextBecomesAPromptOfItsOwn() {
        JsonNode config = create("""
                {"name": "c", "evi_version": "3", "prompt": {"text": "Be kind.", "prompt_expansion": {"enabled": false}}}
                """);

        JsonNode prompt = server.get(
                        "/v0/evi/prompts/" + config.at("/prompt/id").asText() + "/version/0")
                .json();
        assertThat(prompt).isEqualTo(config.path("prompt"));
        assertThat(prompt.path("text").asText()).isEqualTo("Be kind.");
        assertThat(prompt.at("/prompt_expansion/enabled").asBoolean(true)).isFalse();
        assertThat(prompt.path("name").asText()).startsWith("c (prompt ");
    }

    @Test
    void aRefusedConfigLeavesNoPromptBehind() {
        create("{\"name\": \"c\", \"evi_version\": \"3\"}");

        RestServer.Answer refused = server.post(
                "/v0/evi/configs", "{\"name\": \"c\", \"evi_version\": \"3\", \"prompt\": {\"text\": \"x\"}}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(server.get("/v0/evi/prompts").json().path("prompts_page")).isEmpty();
    }

    @Test
    void mentionsOfWhatIsNotThereAreRefused() {
        String prompt = prompt("p", "text");
        for (String fields : new String[] {
            "\"prompt\": {\"id\": \"00000000-0000-4000-8000-000000000000\"}",
            "\"prompt\": {\"id\": \"" + prompt + "\", \"version\": 1}",
            "\"tools\": [{\"id\": \"" + prompt + "\"}]"
        }) {
            RestServer.Answer refused =
                    server.post("/v0/evi/configs", "{\"name\": \"c\", \"evi_version\": \"3\", " + fields + "}");

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.message()).contains("does not exist").containsAnyOf("'prompt'", "'tools'");
        }
    }

    @Test
    void aConfigKeepsWhatWasDeletedAfterIt() {
        String prompt = prompt("p", "Never forget.");
        JsonNode config = create("{\"name\": \"c\", \"evi_version\": \"3\", \"prompt\": {\"id\": \"" + prompt + "\"}}");

        server.delete("/v0/evi/prompts/" + prompt);

        assertThat(version(config, 0).at("/prompt/text").asText()).isEqualTo("Never forget.");
    }

    @Test
    void theNewestMeansTheNewestThatIsLeftAndAFixedVersionStays() {
        String prompt = prompt("p", "one");
        server.post("/v0/evi/prompts/" + prompt, "{\"text\": \"two\"}");
        JsonNode newest = create("{\"name\": \"c\", \"evi_version\": \"3\", \"prompt\": {\"id\": \"" + prompt + "\"}}");
        JsonNode fixed = create(
                "{\"name\": \"d\", \"evi_version\": \"3\", \"prompt\": {\"id\": \"" + prompt + "\", \"version\": 1}}");

        server.delete("/v0/evi/prompts/" + prompt + "/version/1");

        assertThat(version(newest, 0).at("/prompt/text").asText()).isEqualTo("one");
        assertThat(version(fixed, 0).at("/prompt/text").asText()).isEqualTo("two");
    }

    @Test
    void shortResponsesAreInheritedAndNothingElse() {
        JsonNode config = create("""
                {"name": "c", "evi_version": "3", "ellm_model": {"allow_short_responses": true},
                 "voice": {"name": "Ava"}, "interruption": {"min_interruption_ms": 900}}
                """);

        JsonNode next = addVersion(config, "{\"evi_version\": \"3\"}");
        JsonNode last =
                addVersion(config, "{\"evi_version\": \"3\", \"ellm_model\": {\"allow_short_responses\": false}}");

        assertThat(next.at("/ellm_model/allow_short_responses").asBoolean()).isTrue();
        assertThat(next.path("voice").isNull()).isTrue();
        assertThat(next.at("/interruption/min_interruption_ms").asInt()).isEqualTo(300);
        assertThat(last.at("/ellm_model/allow_short_responses").asBoolean(true)).isFalse();
    }

    @Test
    void aVersionWithoutShortResponsesInheritsNone() {
        JsonNode config =
                create("{\"name\": \"c\", \"evi_version\": \"3\", \"ellm_model\": {\"allow_short_responses\": true}}");

        JsonNode mini = addVersion(config, """
                {"evi_version": "4-mini", "language_model": {"model_provider": "OPEN_AI", "model_resource": "gpt-4o"}}
                """);

        assertThat(mini.at("/ellm_model/allow_short_responses").asBoolean(true)).isFalse();
    }

    @Test
    void whatWasReadCanBePostedAgain() {
        String prompt = prompt("p", "Be kind.");
        JsonNode config = create("""
                {"name": "c", "evi_version": "3", "prompt": {"id": "%s", "version": 0}, "nudges": {"enabled": true},
                 "voice": {"id": "ava", "provider": "CUSTOM_VOICE"},
                 "language_model": {"model_provider": "OPEN_AI", "model_resource": "gpt-4o", "temperature": 0.25},
                 "webhooks": [{"url": "https://example.com/", "events": ["tool_call"]}]}
                """.formatted(prompt));

        JsonNode again = addVersion(config, config.toString());

        assertThat(again.path("version").asInt()).isEqualTo(1);
        assertThat(without(again, "version", "created_on", "modified_on"))
                .isEqualTo(without(config, "version", "created_on", "modified_on"));
    }

    @Test
    void aTextThatIsNotThePromptsIsNotLostSilently() {
        String prompt = prompt("p", "Be kind.");

        RestServer.Answer refused = server.post(
                "/v0/evi/configs",
                "{\"name\": \"c\", \"evi_version\": \"3\", \"prompt\": {\"id\": \"" + prompt
                        + "\", \"text\": \"Be rude.\"}}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("'prompt.text'");
    }

    private String prompt(String name, String text) {
        return server.post("/v0/evi/prompts", "{\"name\": \"" + name + "\", \"text\": \"" + text + "\"}")
                .id();
    }

    private JsonNode create(String json) {
        return created(server.post("/v0/evi/configs", json));
    }

    private JsonNode addVersion(JsonNode config, String json) {
        return created(server.post("/v0/evi/configs/" + config.path("id").asText(), json));
    }

    private static JsonNode created(RestServer.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    private JsonNode version(JsonNode config, int version) {
        return server.get("/v0/evi/configs/" + config.path("id").asText() + "/version/" + version)
                .json();
    }

    private static JsonNode without(JsonNode object, String... fields) {
        ObjectNode copy = object.deepCopy();
        for (String field : fields) {
            copy.remove(field);
        }
        return copy;
    }
}
