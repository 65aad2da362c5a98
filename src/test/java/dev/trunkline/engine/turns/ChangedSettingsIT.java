package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.RecordedHistory;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.Waves;
import dev.trunkline.engine.chat.ChatScene;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.ToolDefinition;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.testing.Exercises;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code session_settings} messages change in an open chat. */
class ChangedSettingsIT {

    private static final ChatPlan PLAN = plan();

    private final NotingMind mind = new NotingMind();
    private final RecordedHistory history = new RecordedHistory();
    private final ChatScene scene = new ChatScene(
            TestEngine.SETTINGS.withPlan(PLAN),
            mind,
            history.stores(),
            query -> new java.util.concurrent.CompletableFuture<>());
    private final ChatScene.Caller client = scene.connect();

    @Test
    @Exercises({
        "session_settings.type",
        "session_settings.system_prompt",
        "session_settings.variables",
        "session_settings.language_model",
        "session_settings.language_model_api_key",
        "session_settings.custom_session_id"
    })
    void promptVariablesModelAndKeyReachTheMind() {
        client.send("{\"type\":\"session_settings\",\"system_prompt\":\"{{name}} is {{age}}: {{new}}, {{share}}.\","
                        + "\"variables\":{\"name\":\"Ada\",\"age\":36,\"new\":true,\"share\":30.0},"
                        + "\"language_model\":{\"model_provider\":\"OPEN_AI\",\"model_resource\":\"gpt-4o\","
                        + "\"temperature\":0.3},\"language_model_api_key\":\"sk-2\",\"custom_session_id\":\"CA2\"}")
                .type("hello");

        DialogRequest thought = mind.thought();
        assertThat(thought.systemPrompt()).isEqualTo("Ada is 36: true, 30.0.");
        assertThat(thought.model().wanted()).isEqualTo(new LanguageModel("OPEN_AI", "gpt-4o", 0.3));
        assertThat(thought.model().apiKey()).isEqualTo("sk-2");
        assertThat(thought.model().customSessionId()).isEqualTo("CA2");
        assertThat(thought.model().chatId()).isEqualTo(history.opened().get(0).id());
    }

    @Test
    void partOfAGroupLeavesTheRestAsItWas() {
        client.send(settings("\"language_model\":{\"temperature\":1}"))
                .type("one")
                .words();
        client.send(settings("\"language_model\":{\"model_provider\":\"OPEN_AI\",\"model_resource\":\"gpt-4o\"}"))
                .type("two")
                .words();
        client.send(settings("\"language_model\":{\"model_resource\":\"gpt-5\"}"))
                .type("three")
                .words();

        assertThat(mind.thought().model().wanted()).isEqualTo(new LanguageModel("HUME_AI", "hume-evi-3", 1.0));
        assertThat(mind.thought().model().wanted()).isEqualTo(new LanguageModel("OPEN_AI", "gpt-4o", 1.0));
        assertThat(mind.thought().model().wanted()).isEqualTo(new LanguageModel("OPEN_AI", "gpt-5", 1.0));
    }

    @Test
    void formatOfTheSoundMayComeInParts() {
        scene.ears().willHear("hello");

        client.send(settings("\"audio\":{\"encoding\":\"linear16\"}"))
                .send(settings("\"audio\":{\"sample_rate\":8000}"))
                .send(settings("\"audio\":{\"channels\":1}"))
                .turn();

        assertThat(client.await("user_message").at("/message/content").asText()).isEqualTo("hello");
    }

    @Test
    @Exercises({"session_settings.tools", "session_settings.builtin_tools"})
    void emptyListsMeanNoTools() {
        client.send(settings("\"tools\":[],\"builtin_tools\":[]")).type("hello");

        DialogRequest thought = mind.thought();
        assertThat(thought.tools()).isEmpty();
        assertThat(thought.builtinTools()).isEmpty();
    }

    @Test
    @Exercises({"session_settings.tools", "session_settings.builtin_tools"})
    void toolsOfTheSessionJoinThoseOfThePlanAndReplaceTheirNamesakes() {
        client.send("{\"type\":\"session_settings\",\"tools\":["
                        + "{\"type\":\"function\",\"name\":\"look_up\",\"parameters\":\"{}\",\"description\":\"mine\"},"
                        + "{\"type\":\"function\",\"name\":\"pay\",\"parameters\":\"{}\",\"fallback_content\":\"No.\"}],"
                        + "\"builtin_tools\":[{\"name\":\"web_search\",\"fallback_content\":\"Later.\"}]}")
                .type("hello");

        DialogRequest thought = mind.thought();
        assertThat(thought.tools())
                .containsExactlyInAnyOrder(
                        new ToolDefinition("look_up", "mine", "{}", ""),
                        new ToolDefinition("book", "plan", "{}", ""),
                        new ToolDefinition("pay", "", "{}", "No."));
        assertThat(thought.builtinTools()).containsExactlyInAnyOrder("hang_up", "web_search");
    }

    @Test
    @Exercises({"session_settings.context.text", "session_settings.context.type"})
    void persistentContextOfANewChatReachesItsFirstAnswerThroughTheGreeting() {
        ChatScene.Caller greeted =
                scene.connect("?session_settings[context][text]=VIP&session_settings[context][type]=persistent");
        assertThat(greeted.words()).containsExactly("Welcome.");

        greeted.send(context("Calls from Rome.", "\"temporary\"")).type("one").words();
        greeted.send(context("Very VIP.", "\"editable\"")).type("two").words();
        greeted.send(context("Once.", "null")).type("three").words();
        greeted.send("{\"type\":\"session_settings\",\"context\":null}")
                .type("four")
                .words();

        assertThat(mind.thought().contexts()).containsExactly("VIP", "Calls from Rome.");
        assertThat(mind.thought().contexts()).containsExactly("Very VIP.");
        assertThat(mind.thought().contexts()).containsExactly("Very VIP.", "Once.");
        assertThat(mind.thought().contexts()).isEmpty();
    }

    @Test
    @Exercises({
        "session_settings.audio.encoding",
        "session_settings.audio.sample_rate",
        "session_settings.audio.channels"
    })
    void declaredSoundIsHeardAsDeclared() {
        client.send("{\"type\":\"session_settings\",\"audio\":{\"encoding\":\"linear16\",\"sample_rate\":16000,"
                + "\"channels\":2,\"codec\":\"pcm_s16le\"}}");
        scene.ears().willHear("hello");

        client.speak(2_400).silence(3_000); // bytes of 8 kHz mono: a quarter of the time at 16 kHz stereo

        client.await("user_message");
        assertThat(scene.ears().utterances().element().durationMillis()).isBetween(600L, 1_200L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"voice_id\":\"Ava\" | 880",
                "\"voice\":{\"id\":\"Ava\",\"provider\":\"CUSTOM_VOICE\"} | 880",
                "\"voice\":{\"name\":\"Ava\"} | 880",
                "\"voice_id\":\"nobody\" | 440"
            })
    @Exercises({"session_settings.voice", "session_settings.voice_id"})
    void voiceCanBeChangedInTheMiddle(String setting, double hertz) {
        assertThat(Waves.hertz(client.await("audio_output"))).isCloseTo(440, withinPercentage(6));

        client.send("{\"type\":\"session_settings\"," + setting + "}")
                .send("{\"type\":\"assistant_input\",\"text\":\"Welcome.\"}");

        client.until("assistant_end");
        assertThat(Waves.hertz(client.await("audio_output"))).isCloseTo(hertz, withinPercentage(6));
    }

    @Test
    @Exercises("session_settings.metadata")
    void metadataDescribesTheChatInItsHistory() {
        client.send("{\"type\":\"session_settings\",\"metadata\":{\"twilio\":{\"sid\":\"CA1\"},\"tries\":2}}")
                .type("hello")
                .words();

        assertThat(history.descriptions())
                .containsExactly(Map.entry(history.opened().get(0).id(), "{\"twilio\":{\"sid\":\"CA1\"},\"tries\":2}"));
    }

    @Test
    void whatTheClientCallsItsSessionIsKeptWithTheChat() {
        client.send("{\"type\":\"session_settings\",\"custom_session_id\":\"CA1\"}")
                .type("hello")
                .words();

        assertThat(history.names())
                .containsExactly(Map.entry(history.opened().get(0).id(), "CA1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"language_model\":{\"model_provider\":7} | model_provider",
                "\"audio\":{\"channels\":9} | channels",
                "\"audio\":{\"encoding\":\"opus\"} | encoding",
                "\"language_model\":{\"model_provider\":\"X\",\"model_resource\":\"x\",\"temperature\":\"hot\"} | temperature",
                "\"voice\":\"Ava\" | voice",
                "\"metadata\":\"x\" | metadata",
                "\"builtin_tools\":[{\"fallback_content\":\"x\"}] | name",
                "\"event_limit\":\"few\" | event_limit",
                "\"custom_session_id\":7 | custom_session_id",
                "\"audio\":{\"sample_rate\":8000,\"channels\":1,\"codec\":7} | codec"
            })
    void wrongFieldIsNamed(String setting, String field) {
        client.send("{\"type\":\"session_settings\"," + setting + "}");

        assertThat(client.await("error").path("message").asText()).contains(field);
    }

    @Test
    void namesBeyondAllMeasureAreRefused() {
        client.send(settings("\"custom_session_id\":\"" + "x".repeat(513) + "\""));

        assertThat(client.await("error").has("custom_session_id")).isFalse();
    }

    private static String settings(String group) {
        return "{\"type\":\"session_settings\"," + group + "}";
    }

    private static String context(String text, String type) {
        return "{\"type\":\"session_settings\",\"context\":{\"text\":\"" + text + "\",\"type\":" + type + "}}";
    }

    private static ChatPlan plan() {
        ChatPlan usual = TestEngine.SETTINGS.plan();
        return new ChatPlan(
                null,
                new ChatPlan.Agent("", null, null, false),
                new ChatPlan.Announcements("Welcome.", "", ""),
                usual.turns(),
                usual.limits(),
                new ChatPlan.Tools(
                        List.of(
                                new ToolDefinition("look_up", "plan", "{}", ""),
                                new ToolDefinition("book", "plan", "{}", "")),
                        Map.of("hang_up", "")),
                List.of());
    }
}
