package dev.trunkline.engine.mind.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.ChatMessage.Role;
import dev.trunkline.engine.mind.ChatMessage.ToolUse;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.ToolDefinition;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.mind.remote.OpenAiSettings.Endpoint;
import dev.trunkline.engine.mind.remote.OpenAiSettings.ModelChoice;
import dev.trunkline.engine.mind.remote.OpenAiSettings.Prompting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiRequestTest {

    private static final Trigger SPOKE = new Trigger.CallerSpoke("x", true, false);

    private final ModelServer server = new ModelServer();
    private final OpenAiSettings settings = told(new Prompting("", false, true, HistoryLimits.defaults()));

    @AfterEach
    void stop() {
        server.close();
    }

    private OpenAiSettings told(Prompting prompting) {
        OpenAiSettings usual = OpenAiSettings.of(server.url("/v1/"), null, "small-model", null);
        return new OpenAiSettings(usual.endpoint(), usual.model(), prompting, usual.limits());
    }

    private OpenAiSettings hinted(boolean asUser, boolean ofExpression) {
        return told(new Prompting("", asUser, ofExpression, HistoryLimits.defaults()));
    }

    private OpenAiSettings remembering(HistoryLimits history) {
        return told(new Prompting("", false, true, history));
    }

    private OpenAiSettings at(Endpoint endpoint, ModelChoice model) {
        return new OpenAiSettings(endpoint, model, settings.prompting(), settings.limits());
    }

    private Endpoint keyed() {
        return new Endpoint(server.url("/v1/"), "own-key");
    }

    /** What the model is asked. */
    private ModelServer.Exchange ask(OpenAiSettings asking, DialogRequest conversation) {
        server.willSay("Yes.");
        Overheard heard = new Overheard();
        new OpenAiDialogModel(asking, GenerationMeter.NONE, System::nanoTime).generate(conversation, heard);
        assertThat(heard.end()).isEqualTo("done");
        return server.request();
    }

    private static DialogRequest of(Trigger trigger, ChatMessage... lines) {
        return DialogRequest.of(List.of(lines), List.of(), trigger);
    }

    private List<String> messages(DialogRequest conversation) {
        return messages(settings, conversation);
    }

    /** Role and content of each message; calls by name, arguments and id. */
    private List<String> messages(OpenAiSettings asking, DialogRequest conversation) {
        List<String> all = new ArrayList<>();
        for (JsonNode message : ask(asking, conversation).body().path("messages")) {
            StringBuilder text = new StringBuilder(message.path("role").asText())
                    .append(": ")
                    .append(message.path("content").asText());
            message.path("tool_calls")
                    .forEach(call -> text.append(" #")
                            .append(call.path("id").asText())
                            .append(call.at("/function/name").asText())
                            .append(call.at("/function/arguments").asText()));
            String answers = message.path("tool_call_id").asText("");
            all.add(answers.isEmpty() ? text.toString() : text + " #" + answers);
        }
        return all;
    }

    private static ChatMessage call(String id) {
        return ChatMessage.call(new ToolUse(id, "find", "{\"n\":1}"));
    }

    private static ChatMessage answer(String id, String content) {
        return ChatMessage.answer(new ToolUse(id, "find", "{}"), content);
    }

    @Test
    void requestIsAStreamedChatCompletion() {
        ModelServer.Exchange request = ask(
                at(keyed(), new ModelChoice("small-model", Set.of(), 0.5, 77, "max_completion_tokens")),
                of(SPOKE, ChatMessage.of(Role.CALLER, "Hi")));

        assertThat(request.target()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
        assertThat(request.header("authorization")).isEqualTo("Bearer own-key");
        assertThat(request.header("content-type")).isEqualTo("application/json");
        assertThat(request.header("upgrade")).isEmpty();
        assertThat(request.body().path("model").asText()).isEqualTo("small-model");
        assertThat(request.body().path("stream").asBoolean()).isTrue();
        assertThat(request.body().path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(request.body().path("max_completion_tokens").asInt()).isEqualTo(77);
        assertThat(request.body().has("tools")).isFalse();
    }

    @Test
    void withoutAKeyNoneIsSent() {
        assertThat(ask(settings, of(SPOKE)).header("authorization")).isEmpty();
    }

    @Test
    void chatsOwnModelTemperatureAndKeyAreHonoured() {
        LanguageModel wanted = new LanguageModel("OPEN_AI", "big-model", 0.9);
        ModelServer.Exchange request =
                ask(at(keyed(), settings.model()), wanting(new DialogRequest.Model(wanted, "theirs", null, "")));

        assertThat(request.body().path("model").asText()).isEqualTo("big-model");
        assertThat(request.body().path("temperature").asDouble()).isEqualTo(0.9);
        assertThat(request.header("authorization")).isEqualTo("Bearer theirs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HUME_AI", "CUSTOM_LANGUAGE_MODEL"})
    void modelsThatRunElsewhereAreThoughtByTheEnginesOwn(String provider) {
        LanguageModel wanted = new LanguageModel(provider, "elsewhere", null);

        ModelServer.Exchange request = ask(settings, wanting(new DialogRequest.Model(wanted, null, null, "")));

        assertThat(request.body().path("model").asText()).isEqualTo("small-model");
    }

    @Test
    void operatorMayLimitWhichModelsAreHonoured() {
        LanguageModel wanted = new LanguageModel("OPEN_AI", "dear-model", null);

        ModelServer.Exchange request = ask(
                at(settings.endpoint(), new ModelChoice("small-model", Set.of("cheap-model"), null, 400, "max_tokens")),
                wanting(new DialogRequest.Model(wanted, null, null, "")));

        assertThat(request.body().path("model").asText()).isEqualTo("small-model");
    }

    private static DialogRequest wanting(DialogRequest.Model model) {
        return new DialogRequest("", List.of(), List.of(), List.of(), List.of(), SPOKE, model);
    }

    @Test
    void promptAndMannerAreTheSystemMessageAndContextsStandBehindTheCallersWords() {
        DialogRequest conversation = new DialogRequest(
                "You are Ann.",
                List.of(ChatMessage.of(Role.CALLER, "Hi")),
                List.of("It is raining.", "The caller is Bob."),
                List.of(),
                List.of(),
                SPOKE,
                DialogRequest.Model.ANY);

        assertThat(messages(told(new Prompting("Be brief.", false, true, HistoryLimits.defaults())), conversation))
                .containsExactly(
                        "system: You are Ann.\n\nBe brief.", "user: Hi {Context: It is raining.\nThe caller is Bob.}");
    }

    @Test
    void persistentContextStandsBehindEverythingTheCallerSaid() {
        assertThat(messages(settings, knowing("VIP.", SPOKE, caller("One"), agent("Yes?"), caller("Two"))))
                .containsExactly("user: One {Context: VIP.}", "assistant: Yes?", "user: Two {Context: VIP.\nOnce.}");
    }

    @Test
    void contextIsToldByItselfWhereTheNewestWordsAreNotTheCallers() {
        assertThat(messages(settings, knowing("VIP.", new Trigger.Resumed(), caller("One"), agent("Yes?"))))
                .startsWith("user: One {Context: VIP.}", "assistant: Yes?", "system: {Context: Once.}");
        assertThat(messages(settings, knowing("VIP.", new Trigger.Begun(""))))
                .startsWith("system: {Context: VIP.\nOnce.}");
    }

    @Test
    void longPersistentContextIsNotRepeatedWithoutEnd() {
        String longOne = "x".repeat(20_000);

        List<String> told =
                messages(settings, knowing(longOne, SPOKE, caller("1"), caller("2"), caller("3"), caller("4")));

        assertThat(String.join("", told)).hasSizeBetween(40_000, 41_000);
        assertThat(told.get(told.size() - 1)).contains("4 {Context: xxx");
    }

    private static ChatMessage caller(String text) {
        return ChatMessage.of(Role.CALLER, text);
    }

    private static ChatMessage agent(String text) {
        return ChatMessage.of(Role.AGENT, text);
    }

    private static DialogRequest knowing(String persistent, Trigger trigger, ChatMessage... lines) {
        return new DialogRequest(
                "",
                List.of(lines),
                List.of(persistent, "Once."),
                persistent,
                List.of(),
                List.of(),
                trigger,
                DialogRequest.Model.ANY,
                Map.of());
    }

    @Test
    void bothSidesTakeTurns() {
        assertThat(messages(of(
                        SPOKE,
                        ChatMessage.of(Role.AGENT, "Hello."),
                        ChatMessage.of(Role.AGENT, "How can I help?"),
                        ChatMessage.of(Role.CALLER, "Well"),
                        ChatMessage.of(Role.CALLER, "my bill"))))
                .containsExactly("assistant: Hello. How can I help?", "user: Well\nmy bill");
    }

    @Test
    void modelLearnsWhatTheCallerDidNotHear() {
        assertThat(messages(of(
                        new Trigger.CallerSpoke("Wait", true, true),
                        ChatMessage.of(Role.AGENT, "I can offer you a").interrupted(),
                        ChatMessage.of(Role.CALLER, "Wait"))))
                .containsExactly(
                        "assistant: I can offer you a [interrupted by the caller]",
                        "user: Wait",
                        "system: The caller interrupted you and has not heard the rest of what you were saying.");
    }

    @Test
    void callsAreFollowedByTheirAnswersWhateverWasSaidBetween() {
        assertThat(messages(of(
                        new Trigger.ToolSucceeded("find", "B"),
                        ChatMessage.of(Role.CALLER, "Find it"),
                        ChatMessage.of(Role.AGENT, "One moment."),
                        call("1"),
                        call("2"),
                        ChatMessage.of(Role.CALLER, "Hurry"),
                        answer("2", "B"),
                        answer("1", "A"))))
                .containsExactly(
                        "user: Find it",
                        "assistant: One moment. #1find{\"n\":1} #2find{\"n\":1}",
                        "tool: A #1",
                        "tool: B #2",
                        "user: Hurry");
    }

    @Test
    void unansweredCallIsGivenAnAnswer() {
        assertThat(messages(of(
                        SPOKE,
                        ChatMessage.of(Role.CALLER, "Find it"),
                        call("1"),
                        ChatMessage.of(Role.CALLER, "Hello?"),
                        ChatMessage.call(new ToolUse("9", "hang_up", "")))))
                .containsExactly(
                        "user: Find it",
                        "assistant:  #1find{\"n\":1}",
                        "tool: There is no answer yet. #1",
                        "user: Hello?",
                        "assistant:  #9hang_up{}",
                        "tool: Done. #9");
    }

    @Test
    void answerWithoutItsCallIsToldAsSuch() {
        assertThat(messages(of(
                        new Trigger.ToolSucceeded("find", "A"),
                        answer("1", "A"),
                        ChatMessage.of(Role.TOOL, "B"),
                        ChatMessage.of(Role.CALLER, "So?"))))
                .containsExactly("system: A tool answered: A", "system: A tool answered: B", "user: So?");
    }

    @Test
    void sameAnswerIsNotToldTwice() {
        assertThat(messages(of(SPOKE, call("1"), answer("1", "A"), call("1"), answer("1", "B"))))
                .containsExactly(
                        "assistant:  #1find{\"n\":1}", "tool: A #1", "assistant:  #1find{\"n\":1}", "tool: B #1");
    }

    @Test
    void whyTheModelIsAskedIsAHint() {
        assertThat(last(new Trigger.CallerSilent(1))).startsWith("system: The caller has been silent");
        assertThat(last(new Trigger.CallerSilent(3))).contains("still silent").contains("(2)");
        assertThat(last(new Trigger.Resumed())).startsWith("system: This conversation goes on");
        assertThat(last(new Trigger.ToolFailed("find", "busy"))).startsWith("system: The tool find has failed");
        assertThat(last(new Trigger.CallerSpoke("", false, false))).contains("could not be understood");
        assertThat(last(new Trigger.CallerSpoke("", false, true))).contains("interrupted you, but");
        assertThat(last(SPOKE)).isEqualTo("assistant: Hello.");
        assertThat(last(new Trigger.ToolSucceeded("find", "A"))).isEqualTo("assistant: Hello.");
    }

    private String last(Trigger trigger) {
        List<String> all = messages(of(trigger, ChatMessage.of(Role.AGENT, "Hello.")));
        return all.get(all.size() - 1);
    }

    @Test
    void hintsMayBeWordsOfTheUserForTemplatesThatInsistOnTurns() {
        assertThat(messages(
                        hinted(true, false),
                        of(
                                new Trigger.CallerSilent(1),
                                ChatMessage.of(Role.AGENT, "Hello."),
                                ChatMessage.of(Role.CALLER, "Hi"),
                                ChatMessage.of(Role.AGENT, "Yes?"))))
                .containsExactly(
                        "user: (The caller is on the line.)",
                        "assistant: Hello.",
                        "user: Hi",
                        "assistant: Yes?",
                        "user: (The caller has been silent for a while. Find out kindly whether they are still there.)");
    }

    @Test
    void strongestExpressionsOfTheCallerAreAHint() {
        ChatMessage angry = ChatMessage.of(Role.CALLER, "Where is it")
                .sounding(Map.of("Anger", 0.8, "Joy", 0.1, "Doubt", 0.3, "Calmness", 0.2), 0, 900);

        List<String> told = messages(of(SPOKE, angry));
        List<String> untold = messages(hinted(false, false), of(SPOKE, angry));

        assertThat(told).hasSize(2).contains("user: Where is it\n[voice: Anger, Doubt, Calmness]");
        assertThat(untold).containsExactly("user: Where is it");
    }

    @Test
    void onlyTheNewestLinesAreTold() {
        ChatMessage[] lines = {
            ChatMessage.of(Role.CALLER, "one"), ChatMessage.of(Role.AGENT, "two"), ChatMessage.of(Role.CALLER, "three"),
        };

        assertThat(messages(remembering(new HistoryLimits(2, 1_000)), of(SPOKE, lines)))
                .containsExactly("assistant: two", "user: three");
        assertThat(messages(remembering(new HistoryLimits(9, 7)), of(SPOKE, lines)))
                .containsExactly("user: three");
        assertThat(messages(remembering(new HistoryLimits(9, 2)), of(SPOKE, lines)))
                .containsExactly("user: three");
    }

    @Test
    void callThatIsForgottenLeavesNoAnswerBehindThatBreaksTheProtocol() {
        assertThat(messages(
                        remembering(new HistoryLimits(2, 1_000)),
                        of(SPOKE, call("1"), answer("1", "A"), ChatMessage.of(Role.CALLER, "So?"))))
                .containsExactly("system: A tool answered: A", "user: So?");
    }

    @Test
    void toolsAreFunctionsWhateverTheirSchemasAre() {
        DialogRequest conversation = new DialogRequest(
                "",
                List.of(),
                List.of(),
                List.of(
                        new ToolDefinition(
                                "good",
                                "Does good.",
                                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}",
                                ""),
                        new ToolDefinition("broken", "", "{\"type\":", ""),
                        new ToolDefinition("list", "", "[1]", ""),
                        new ToolDefinition("empty", "", "", "")),
                List.of("hang_up", "web_search"),
                SPOKE,
                DialogRequest.Model.ANY);

        JsonNode tools = ask(settings, conversation).body().path("tools");

        assertThat(tools.findValuesAsText("name"))
                .containsExactly("good", "broken", "list", "empty", "hang_up", "web_search");
        assertThat(tools.at("/5/function/parameters/required").toString()).isEqualTo("[\"query\"]");
        assertThat(tools.at("/0/type").asText()).isEqualTo("function");
        assertThat(tools.at("/0/function/description").asText()).isEqualTo("Does good.");
        assertThat(tools.at("/0/function/parameters/properties/a/type").asText())
                .isEqualTo("string");
        for (int i = 1; i < 5; i++) {
            assertThat(tools.path(i).at("/function/parameters").toString())
                    .isEqualTo("{\"type\":\"object\",\"properties\":{}}");
        }
    }

    @Test
    void clientsHangUpHidesTheEngines() {
        DialogRequest conversation = new DialogRequest(
                "",
                List.of(),
                List.of(),
                List.of(new ToolDefinition("hang_up", "Theirs.", "{}", "")),
                List.of("hang_up"),
                SPOKE,
                DialogRequest.Model.ANY);

        JsonNode tools = ask(settings, conversation).body().path("tools");

        assertThat(tools.findValuesAsText("description")).containsExactly("Theirs.");
    }

    @Test
    void settingsDoNotPrintTheirKey() {
        assertThat(at(keyed(), settings.model()).toString()).doesNotContain("own-key");
    }
}
