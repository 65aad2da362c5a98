package dev.trunkline.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.RecordedHistory;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.Waves;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.ToolDefinition;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.plan.ChatPlans;
import dev.trunkline.testing.Exercises;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfiguredChatIT {

    private static final String CONFIG = "0f3a2b1c-0000-4000-8000-000000000001";
    private static final LanguageModel MODEL = new LanguageModel("OPEN_AI", "gpt-4o", 0.5);

    private final NotingMind mind = new NotingMind();
    private final RecordedHistory history = new RecordedHistory();
    private final Map<String, CompletableFuture<@Nullable ChatPlan>> plans = new ConcurrentHashMap<>();
    private final ChatPlans lookUp =
            (id, version) -> plans.getOrDefault(id + "/" + version, CompletableFuture.completedFuture(null));
    private final ChatScene scene = new ChatScene(
            TestEngine.SETTINGS, mind, new ChatStores(history, lookUp), query -> new CompletableFuture<>());

    @Test
    @Exercises({"WS /v0/evi/chat?config_id", "WS /v0/evi/chat?config_version"})
    void chatIsHeldAsItsConfigSays() {
        plans.put(CONFIG + "/null", CompletableFuture.completedFuture(plan(3, "Newest.")));
        plans.put(CONFIG + "/2", CompletableFuture.completedFuture(plan(2, "Second, {{name}}.")));

        ChatScene.Caller newest = scene.connect("?config_id=" + CONFIG);
        ChatScene.Caller second =
                scene.connect("?config_id=" + CONFIG + "&config_version=2&session_settings[variables][name]=Ada");

        assertThat(newest.words()).containsExactly("Newest.");
        assertThat(second.words()).containsExactly("Second, Ada.");
        second.type("hello").words();
        DialogRequest thought = mind.thought();
        assertThat(thought.systemPrompt()).isEqualTo("You are version 2 for Ada.");
        assertThat(thought.tools()).containsExactly(new ToolDefinition("look_up", "d", "{}", "f"));
        assertThat(thought.builtinTools()).containsExactly("web_search");
        assertThat(thought.model().wanted()).isEqualTo(MODEL);
        assertThat(history.opened())
                .extracting(chat -> chat.configId() + "/" + chat.configVersion())
                .containsExactlyInAnyOrder(CONFIG + "/3", CONFIG + "/2");
    }

    @Test
    void configGivesTheVoice() {
        plans.put(CONFIG + "/null", CompletableFuture.completedFuture(plan(1, "Welcome to us.")));

        assertThat(Waves.hertz(scene.connect("?config_id=" + CONFIG).await("audio_output")))
                .isCloseTo(880, withinPercentage(6));
    }

    @Test
    void unknownConfigIsAnErrorAndTheEnd() {
        ChatScene.Caller client = scene.connect("?config_id=" + CONFIG + "&config_version=9");

        JsonNode error = client.next();

        assertThat(error.path("code").asText()).isEqualTo("I0100");
        assertThat(error.path("slug").asText()).isEqualTo("config_not_found");
        assertThat(client.closeCode()).isEqualTo(1000);
        assertThat(history.opened()).isEmpty();
    }

    @Test
    void versionThatIsNoNumberIsTheClientsMistake() {
        ChatScene.Caller client = scene.connect("?config_id=" + CONFIG + "&config_version=newest");

        assertThat(client.next().path("message").asText()).contains("config_version");
        assertThat(client.closeCode()).isEqualTo(1000);
    }

    @Test
    void storeThatFailsIsNotTheClientsMistake() {
        plans.put(CONFIG + "/null", CompletableFuture.failedFuture(new IllegalStateException("no disk")));

        ChatScene.Caller client = scene.connect("?config_id=" + CONFIG);

        JsonNode error = client.next();
        assertThat(error.path("slug").asText()).isEqualTo("internal_error");
        assertThat(error.path("message").asText()).doesNotContain("disk");
        assertThat(client.closeCode()).isEqualTo(1000);
    }

    @Test
    void nothingThatIsSaidBeforeTheConfigIsFoundGetsLost() {
        CompletableFuture<@Nullable ChatPlan> slow = new CompletableFuture<>();
        plans.put(CONFIG + "/null", slow);
        scene.ears().willHear("good morning");
        ChatScene.Caller client = scene.connect("?config_id=" + CONFIG).type("my name is ada");
        client.declare().turn();

        assertThat(client.pending()).isEmpty();
        slow.complete(plan(1, "Welcome."));
        scene.time.advanceMillis(1_000);

        DialogRequest last = mind.thought();
        while (last.messages().stream().noneMatch(line -> line.text().equals("good morning"))) {
            last = mind.thought();
        }
        assertThat(last.messages())
                .filteredOn(line -> line.role() == ChatMessage.Role.CALLER)
                .extracting(ChatMessage::text)
                .containsExactly("my name is ada", "good morning");
    }

    private static ChatPlan plan(int version, String greeting) {
        ChatPlan usual = TestEngine.SETTINGS.plan();
        return new ChatPlan(
                new ChatPlan.ConfigRef(CONFIG, version),
                new ChatPlan.Agent(
                        "You are version " + version + " for {{name}}.", TestEngine.HummingVoice.AVA, MODEL, false),
                new ChatPlan.Announcements(greeting, "", ""),
                usual.turns(),
                usual.limits(),
                new ChatPlan.Tools(
                        List.of(new ToolDefinition("look_up", "d", "{}", "f")), Map.of("web_search", "Later.")),
                List.of());
    }
}
