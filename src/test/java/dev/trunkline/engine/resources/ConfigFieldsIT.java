package dev.trunkline.engine.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.engine.store.DatabaseKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
class ConfigFieldsIT {

    private final RestServer server;

    ConfigFieldsIT(DatabaseKind database) {
        server = new RestServer(database);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "turn_detection": {"end_of_turn_silence_ms": 499}                  | turn_detection.end_of_turn_silence_ms | 500 and 3000
            "turn_detection": {"end_of_turn_silence_ms": 3001}                 | turn_detection.end_of_turn_silence_ms | 500 and 3000
            "turn_detection": {"end_of_turn_silence_ms": 700.5}                | turn_detection.end_of_turn_silence_ms | whole number
            "turn_detection": {"end_of_turn_silence_ms": "800"}                | turn_detection.end_of_turn_silence_ms | whole number
            "turn_detection": {"end_of_turn_silence_ms": 1e999}                | turn_detection.end_of_turn_silence_ms | whole number
            "turn_detection": {"speech_detection_threshold": 1.01}             | turn_detection.speech_detection_threshold | between 0 and 1
            "turn_detection": {"speech_detection_threshold": -0.1}             | turn_detection.speech_detection_threshold | between 0 and 1
            "turn_detection": {"speech_detection_threshold": true}             | turn_detection.speech_detection_threshold | between 0 and 1
            "turn_detection": {"prefix_padding_ms": 1001}                      | turn_detection.prefix_padding_ms | 0 and 1000
            "turn_detection": []                                               | turn_detection | an object
            "interruption": {"min_interruption_ms": 49}                        | interruption.min_interruption_ms | 50 and 2000
            "interruption": {"min_interruption_ms": 2001}                      | interruption.min_interruption_ms | 50 and 2000
            "timeouts": {"inactivity": {"enabled": true, "duration_secs": 29}} | timeouts.inactivity.duration_secs | 30 and 1800
            "timeouts": {"max_duration": {"enabled": true, "duration_secs": 1801}} | timeouts.max_duration.duration_secs | 30 and 1800
            "timeouts": {"inactivity": {"duration_secs": 60}}                  | timeouts.inactivity.enabled | missing
            "nudges": {"enabled": "yes"}                                       | nudges.enabled | true or false
            "nudges": {"enabled": true, "interval_secs": 0}                    | nudges.interval_secs | 1 and 1800
            "event_messages": {"on_new_chat": {"text": "Hi"}}                  | event_messages.on_new_chat.enabled | missing
            "event_messages": {"on_inactivity_timeout": {"enabled": 1}}        | event_messages.on_inactivity_timeout.enabled | true or false
            "event_messages": {"on_max_duration_timeout": {"enabled": true, "text": 5}} | event_messages.on_max_duration_timeout.text | text
            "language_model": {"model_provider": "ACME", "model_resource": "x"} | language_model.model_provider | OPEN_AI
            "language_model": {"model_provider": "OPEN_AI"}                    | language_model.model_resource | missing
            "language_model": {"model_resource": "gpt-4o"}                     | language_model.model_provider | missing
            "language_model": {"temperature": 1.5}                             | language_model.temperature | between 0 and 1
            "ellm_model": {"allow_short_responses": "no"}                      | ellm_model.allow_short_responses | true or false
            "voice": {}                                                        | voice.name | missing
            "voice": {"name": "Ava", "provider": "ACME"}                       | voice.provider | HUME_AI, CUSTOM_VOICE
            "builtin_tools": [{"name": "dance"}]                               | builtin_tools[0].name | web_search, hang_up
            "builtin_tools": [null, {}]                                        | builtin_tools[1].name | missing
            "builtin_tools": {}                                                | builtin_tools | a list
            "tools": [{"version": 1}]                                          | tools[0].id | missing
            "tools": ["x"]                                                     | tools[0] | an object
            "webhooks": [{"url": "http://example.com", "events": ["tool_call"]}] | webhooks[0].url | https
            "webhooks": [{"url": "https://", "events": ["tool_call"]}]         | webhooks[0].url | https
            "webhooks": [{"url": "https://u:p@example.com", "events": ["tool_call"]}] | webhooks[0].url | https
            "webhooks": [{"url": "ftp://127.0.0.1", "events": ["tool_call"]}]  | webhooks[0].url | https
            "webhooks": [{"url": "http://127.0.0.1.example.com/", "events": ["tool_call"]}] | webhooks[0].url | https
            "webhooks": [{"url": "https://localhost/x", "events": ["tool_call"]}] | webhooks[0].url | this machine
            "language_model": {"model_provider": "CUSTOM_LANGUAGE_MODEL", "model_resource": "wss://localhost/x"} | language_model.model_resource | this machine
            "webhooks": [{"url": "https://localhost./x", "events": ["tool_call"]}] | webhooks[0].url | this machine
            "language_model": {"model_provider": "CUSTOM_LANGUAGE_MODEL", "model_resource": "wss://localhost./x"} | language_model.model_resource | this machine
            "webhooks": [{"url": "https://app.localhost/x", "events": ["tool_call"]}] | webhooks[0].url | this machine
            "language_model": {"model_provider": "CUSTOM_LANGUAGE_MODEL", "model_resource": "wss://app.localhost/x"} | language_model.model_resource | this machine
            "webhooks": [{"url": "https://[::1]/x", "events": ["tool_call"]}] | webhooks[0].url | this machine
            "language_model": {"model_provider": "CUSTOM_LANGUAGE_MODEL", "model_resource": "wss://[::1]/x"} | language_model.model_resource | this machine
            "webhooks": [{"url": "https://127.0.0.1/x", "events": ["tool_call"]}] | webhooks[0].url | this machine
            "language_model": {"model_provider": "CUSTOM_LANGUAGE_MODEL", "model_resource": "wss://127.0.0.1/x"} | language_model.model_resource | this machine
            "webhooks": [{"url": "https://nas.local/x", "events": ["tool_call"]}] | webhooks[0].url | private network
            "language_model": {"model_provider": "CUSTOM_LANGUAGE_MODEL", "model_resource": "wss://nas.local/x"} | language_model.model_resource | private network
            "webhooks": [{"url": "https://api.internal/x", "events": ["tool_call"]}] | webhooks[0].url | private network
            "language_model": {"model_provider": "CUSTOM_LANGUAGE_MODEL", "model_resource": "wss://api.internal/x"} | language_model.model_resource | private network
            "webhooks": [{"url": "https://router/x", "events": ["tool_call"]}] | webhooks[0].url | private network
            "language_model": {"model_provider": "CUSTOM_LANGUAGE_MODEL", "model_resource": "wss://router/x"} | language_model.model_resource | private network
            "webhooks": [{"url": "https://10.0.0.1/x", "events": ["tool_call"]}] | webhooks[0].url | private network
            "language_model": {"model_provider": "CUSTOM_LANGUAGE_MODEL", "model_resource": "wss://10.0.0.1/x"} | language_model.model_resource | private network
            "webhooks": [{"url": "https://169.254.169.254/x", "events": ["tool_call"]}] | webhooks[0].url | no call may reach
            "language_model": {"model_provider": "CUSTOM_LANGUAGE_MODEL", "model_resource": "wss://169.254.169.254/x"} | language_model.model_resource | no call may reach
            "webhooks": [{"url": "https://metadata.google.internal/x", "events": ["tool_call"]}] | webhooks[0].url | no call may reach
            "language_model": {"model_provider": "CUSTOM_LANGUAGE_MODEL", "model_resource": "wss://metadata.google.internal/x"} | language_model.model_resource | no call may reach
            "webhooks": [{"url": "https://example.com", "events": []}]         | webhooks[0].events | chat_started
            "webhooks": [{"url": "https://example.com", "events": ["all"]}]    | webhooks[0].events | chat_ended
            "webhooks": [{"url": "https://example.com"}]                       | webhooks[0].events | missing
            "prompt": {}                                                       | prompt.text | missing
            "prompt": {"id": "x", "version": -1}                               | prompt.version | between 0
            "prompt": {"text": "x", "prompt_expansion": {"enabled": "x"}}      | prompt.prompt_expansion.enabled | true or false
            "version_description": 5                                           | version_description | text
            "evi_version": "4-mini"                                            | language_model | missing
            "evi_version": "4-mini", "language_model": {"temperature": 0.5}    | language_model | missing
            "evi_version": "4-mini", "language_model": {"model_provider": "OPEN_AI", "model_resource": "x"}, "ellm_model": {"allow_short_responses": true} | ellm_model.allow_short_responses | EVI 3
            "evi_version": "2"                                                 | evi_version | 3, 4-mini
            "evi_version": null                                                | evi_version | missing
            "name": " "                                                        | name | missing
            "name": null                                                       | name | missing
            "name": 5                                                          | name | text
            """)
    void aWrongFieldIsNamedAndItsBoundsAreSaid(String field, String named, String said) {
        RestServer.Answer refused =
                server.post("/v0/evi/configs", "{\"name\": \"c\", \"evi_version\": \"3\", " + field + "}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("error").asText()).isEqualTo("Bad Request");
        assertThat(refused.message()).contains("'" + named + "'").contains(said);
        assertThat(server.get("/v0/evi/configs").json().path("configs_page")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "turn_detection": {"end_of_turn_silence_ms": 500, "speech_detection_threshold": 0, "prefix_padding_ms": 0}
            "turn_detection": {"end_of_turn_silence_ms": 3000, "speech_detection_threshold": 1, "prefix_padding_ms": 1000}
            "turn_detection": {"end_of_turn_silence_ms": 800.0}
            "interruption": {"min_interruption_ms": 50}
            "interruption": {"min_interruption_ms": 2000}
            "timeouts": {"inactivity": {"enabled": true, "duration_secs": 30}, "max_duration": {"enabled": true, "duration_secs": 1800}}
            "webhooks": [{"url": "https://example.com/x?y=z", "events": ["chat_started", "chat_ended", "tool_call"]}]
            "webhooks": [{"url": "https://example.com:1", "events": ["tool_call"]}, {"url": "https://[2606:4700::1111]:1/", "events": ["tool_call"]}]
            "language_model": {"model_provider": "CUSTOM_LANGUAGE_MODEL", "model_resource": "wss://example.com/llm", "temperature": 0}
            "voice": null, "prompt": null, "tools": null, "nudges": null, "timeouts": null, "webhooks": [null], "ellm_model": {}
            """)
    void whatIsWithinTheBoundsIsTakenAndShown(String fields) throws JsonProcessingException {
        String posted = "{\"name\": \"c\", \"evi_version\": \"3\", " + fields + "}";

        RestServer.Answer created = server.post("/v0/evi/configs", posted);

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertHolds(created.json(), new JsonMapper().readTree(posted));
    }

    private static void assertHolds(JsonNode actual, JsonNode expected) {
        if (expected.isNumber()) {
            assertThat(actual.doubleValue()).isEqualTo(expected.doubleValue());
        } else if (expected.isObject()) {
            expected.properties().forEach(field -> assertHolds(actual.path(field.getKey()), field.getValue()));
        } else if (expected.isArray()) {
            for (int i = 0; i < expected.size(); i++) {
                assertHolds(actual.path(i), expected.path(i));
            }
        } else if (!expected.isNull()) {
            assertThat(actual).isEqualTo(expected);
        }
    }

    @Test
    void aToolsParametersAreTheTextOfASchema() {
        for (String parameters : new String[] {"{\"type\": \"object\"}", "\"\"", "\"no json\"", "\"[]\"", "null"}) {
            RestServer.Answer refused =
                    server.post("/v0/evi/tools", "{\"name\": \"t\", \"parameters\": " + parameters + "}");

            assertThat(refused.status()).as(parameters).isEqualTo(400);
            assertThat(refused.message()).contains("'parameters'");
        }
    }

    @Test
    void textsHaveAnEnd() {
        RestServer.Answer refused =
                server.post("/v0/evi/prompts", "{\"name\": \"" + "n".repeat(201) + "\", \"text\": \"be kind\"}");

        assertThat(refused.message()).isEqualTo("the field 'name' must not be longer than 200 characters");
    }
}
