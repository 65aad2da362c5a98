package dev.trunkline.engine.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.endofturn.EndOfTurnSilence;
import dev.trunkline.engine.hearing.TurnSettings;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.ToolDefinition;
import dev.trunkline.engine.plan.ChatLimits;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.store.DatabaseKind;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
class ConfigPlansTest {

    private static final ChatPlan ENGINE = new ChatPlan(
            null,
            new ChatPlan.Agent(
                    "The engine's own prompt.", "house voice", new LanguageModel("OPEN_AI", "local", 0.75), true),
            new ChatPlan.Announcements("Hello!", "", "Time is up."),
            new TurnSettings(EndOfTurnSilence.fixed(650), 0.4, 250, 350, false),
            new ChatLimits(1_500, 90_000, 4_000, 3),
            new ChatPlan.Tools(List.of(new ToolDefinition("lookup", "", "{}", "")), Map.of("hang_up", "Goodbye.")),
            List.of(new ChatPlan.Webhook(URI.create("https://example.com/"), Set.of("chat_ended"))));

    private final RestServer server;
    private final ConfigPlans plans;

    ConfigPlansTest(DatabaseKind database) {
        server = new RestServer(database);
        plans = new ConfigPlans(server.resources(), ENGINE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aBareConfigIsTheEnginesOwnPlanByAnotherName() {
        String id = create("{\"name\": \"bare\", \"evi_version\": \"3\"}");

        ChatPlan plan = find(id, null);

        assertThat(plan)
                .isEqualTo(new ChatPlan(
                        new ChatPlan.ConfigRef(id, 0),
                        new ChatPlan.Agent(
                                ENGINE.agent().systemPrompt(),
                                ENGINE.agent().voice(),
                                ENGINE.agent().model(),
                                ENGINE.agent().shortResponses()),
                        ENGINE.announcements(),
                        ENGINE.turns(),
                        ENGINE.limits(),
                        new ChatPlan.Tools(
                                ENGINE.tools().functions(), ENGINE.tools().builtin()),
                        ENGINE.webhooks()));
    }

    @Test
    void everyFieldOfAConfigReachesThePlan() {
        String prompt = server.post("/v0/evi/prompts", "{\"name\": \"p\", \"text\": \"Be {{mood}}.\"}")
                .id();
        String tool = server.post("/v0/evi/tools", """
                {"name": "get_weather", "parameters": "{\\"type\\":\\"object\\"}", "description": "weather",
                 "fallback_content": "No weather today."}
                """).id();
        String id = create("""
                {"name": "full", "evi_version": "3",
                 "prompt": {"id": "%s"}, "tools": [{"id": "%s", "version": 0}],
                 "builtin_tools": [{"name": "hang_up"}, {"name": "web_search", "fallback_content": "Cannot search."}],
                 "voice": {"name": "Ava Song", "provider": "HUME_AI"},
                 "language_model": {"model_provider": "CUSTOM_LANGUAGE_MODEL", "model_resource": "https://example.com/llm"},
                 "ellm_model": {"allow_short_responses": false},
                 "event_messages": {
                   "on_new_chat": {"enabled": false, "text": "not said"},
                   "on_inactivity_timeout": {"enabled": true, "text": "Still there?"},
                   "on_max_duration_timeout": {"enabled": true, "text": ""}},
                 "timeouts": {"inactivity": {"enabled": true, "duration_secs": 45}, "max_duration": {"enabled": false}},
                 "nudges": {"enabled": true, "interval_secs": 7},
                 "turn_detection": {"end_of_turn_silence_ms": 900, "speech_detection_threshold": 0.25, "prefix_padding_ms": 100},
                 "interruption": {"min_interruption_ms": 500},
                 "webhooks": [{"url": "https://example.com:9000/hook", "events": ["chat_started", "tool_call"]}]}
                """.formatted(prompt, tool));

        ChatPlan plan = find(id, 0);

        assertThat(plan)
                .isEqualTo(new ChatPlan(
                        new ChatPlan.ConfigRef(id, 0),
                        new ChatPlan.Agent(
                                "Be {{mood}}.",
                                "Ava Song",
                                new LanguageModel("CUSTOM_LANGUAGE_MODEL", "https://example.com/llm", null),
                                false),
                        new ChatPlan.Announcements(
                                ChatPlan.Announcement.of(""),
                                ChatPlan.Announcement.of("Still there?"),
                                new ChatPlan.Announcement(true, "")),
                        new TurnSettings(EndOfTurnSilence.fixed(900), 0.25, 100, 500, false),
                        new ChatLimits(45_000, 1_800_000, 7_000, 3),
                        new ChatPlan.Tools(
                                List.of(new ToolDefinition(
                                        "get_weather", "weather", "{\"type\":\"object\"}", "No weather today.")),
                                Map.of("hang_up", "", "web_search", "Cannot search.")),
                        List.of(new ChatPlan.Webhook(
                                URI.create("https://example.com:9000/hook"), Set.of("chat_started", "tool_call")))));
    }

    @Test
    void anEmptyListIsNotTheEnginesList() {
        String id = create(
                "{\"name\": \"c\", \"evi_version\": \"3\", \"tools\": [], \"builtin_tools\": [], \"webhooks\": []}");

        ChatPlan plan = Objects.requireNonNull(find(id, null));

        assertThat(plan.tools().functions()).isEmpty();
        assertThat(plan.tools().builtin()).isEmpty();
        assertThat(plan.webhooks()).isEmpty();
    }

    @Test
    void partOfAnObjectLeavesTheRestToTheEngine() {
        String id = create("""
                {"name": "c", "evi_version": "3", "turn_detection": {"prefix_padding_ms": 10}, "nudges": {"interval_secs": 9},
                 "language_model": {"temperature": 0}, "timeouts": {"max_duration": {"enabled": true}}}
                """);

        ChatPlan plan = Objects.requireNonNull(find(id, null));

        assertThat(plan.turns()).isEqualTo(new TurnSettings(EndOfTurnSilence.fixed(650), 0.4, 10, 350, false));
        assertThat(plan.limits()).isEqualTo(new ChatLimits(1_500, 90_000, 9_000, 3));
        assertThat(plan.agent().model()).isEqualTo(new LanguageModel("OPEN_AI", "local", 0.0));
    }

    @Test
    void aMessageWithoutATextIsTheMindsAlsoWhereTheEngineHasOne() {
        String id = create("""
                {"name": "c", "evi_version": "3", "event_messages": {"on_new_chat": {"enabled": true},
                 "on_inactivity_timeout": {"enabled": true, "text": null}}}
                """);

        ChatPlan.Announcements words = Objects.requireNonNull(find(id, null)).announcements();

        assertThat(words.onNewChat().isTheModels()).isTrue();
        assertThat(words.onInactivity().isTheModels()).isTrue();
        assertThat(words.onMaxDuration()).isEqualTo(ENGINE.announcements().onMaxDuration());
    }

    @Test
    void theNewestVersionIsMeantUnlessOneIsNamed() {
        String id = create("{\"name\": \"c\", \"evi_version\": \"3\", \"voice\": {\"id\": \"old\"}}");
        server.post("/v0/evi/configs/" + id, "{\"evi_version\": \"3\", \"voice\": {\"name\": \"new\"}}");

        assertThat(find(id, null)).extracting(plan -> plan.agent().voice()).isEqualTo("new");
        assertThat(find(id.toUpperCase(Locale.ROOT), 0))
                .extracting(plan -> plan.agent().voice())
                .isEqualTo("old");
        server.delete("/v0/evi/configs/" + id + "/version/1");
        assertThat(find(id, null)).extracting(plan -> plan.agent().voice()).isEqualTo("old");
    }

    @Test
    void thereIsNoPlanWithoutAConfig() {
        String id = create("{\"name\": \"c\", \"evi_version\": \"3\"}");

        assertThat(find(id, 1)).isNull();
        assertThat(find("00000000-0000-4000-8000-000000000000", null)).isNull();
        assertThat(find("' or 1=1\0", null)).isNull();
        server.delete("/v0/evi/configs/" + id);
        assertThat(find(id, null)).isNull();
        assertThat(find(id, 0)).isNull();
    }

    private String create(String json) {
        RestServer.Answer created = server.post("/v0/evi/configs", json);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.id();
    }

    private @Nullable ChatPlan find(String id, @Nullable Integer version) {
        return plans.find(id, version).join();
    }
}
