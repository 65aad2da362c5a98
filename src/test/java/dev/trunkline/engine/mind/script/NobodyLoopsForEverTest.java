package dev.trunkline.engine.mind.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.ToolDefinition;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.mind.Trigger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers whom the scripted agent does not understand get out, and those who want out always do. */
class NobodyLoopsForEverTest {

    private static final ToolDefinition TRANSFER = new ToolDefinition(
            "transfer_call",
            "",
            "{\"type\":\"object\",\"properties\":{\"destination\":{\"type\":\"string\",\"enum\":[\"sales\",\"support\","
                    + "\"billing\"]}}}",
            "");

    private final List<ChatMessage> lines = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final List<ToolRequest> done = new ArrayList<>();

    private void turn(DialogModel model, List<ToolDefinition> tools, Trigger trigger) {
        said.clear();
        model.generate(
                new DialogRequest("", lines, List.of(), tools, List.of("hang_up"), trigger, DialogRequest.Model.ANY),
                new DialogModel.Listener() {
                    @Override
                    public void onSentence(String text) {
                        said.add(text);
                    }

                    @Override
                    public void onTool(ToolRequest request) {
                        done.add(request);
                    }

                    @Override
                    public void onDone() {}

                    @Override
                    public void onFailed(DialogModel.Failure failure, String reason) {}
                });
        said.forEach(text -> lines.add(ChatMessage.of(ChatMessage.Role.AGENT, text)));
    }

    private void mumble(List<ToolDefinition> tools, boolean interrupting) {
        lines.add(ChatMessage.of(ChatMessage.Role.CALLER, "(unclear)"));
        turn(ScriptedDialogModel.demonstration(), tools, new Trigger.CallerSpoke("(unclear)", false, interrupting));
    }

    private void say(String text, List<ToolDefinition> tools) {
        lines.add(ChatMessage.of(ChatMessage.Role.CALLER, text));
        turn(ScriptedDialogModel.demonstration(), tools, new Trigger.CallerSpoke(text, true, false));
    }

    @Test
    void afterTwoTurnsAPersonIsOfferedAndThenCalled() {
        mumble(List.of(TRANSFER), false);
        assertThat(done).isEmpty();
        mumble(List.of(TRANSFER), false);
        assertThat(said).endsWith("Would you like to speak to a person?");
        turn(ScriptedDialogModel.demonstration(), List.of(TRANSFER), new Trigger.CallerSilent(1));
        mumble(List.of(TRANSFER), false);

        assertThat(said).containsExactly("I am sorry that I could not help you.", "I will find someone for you.");
        assertThat(done).extracting(ToolRequest::name).containsExactly("transfer_call");
    }

    @ParameterizedTest
    @CsvSource({"yes, transfer_call", "yes please, transfer_call", "no thank you, ''"})
    void theOfferIsAnsweredAlsoAfterASilence(String answer, String tool) {
        mumble(List.of(TRANSFER), false);
        mumble(List.of(TRANSFER), false);
        turn(ScriptedDialogModel.demonstration(), List.of(TRANSFER), new Trigger.CallerSilent(1));
        say(answer, List.of(TRANSFER));

        assertThat(done).extracting(ToolRequest::name).isEqualTo(tool.isEmpty() ? List.of() : List.of(tool));
    }

    @Test
    void whereNobodyIsThereTheCallEnds() {
        for (int i = 0; i < 3; i++) {
            mumble(List.of(), false);
        }

        assertThat(said)
                .containsExactly("I am sorry that I could not help you.", "Please call again later.", "Goodbye.");
        assertThat(done).containsExactly(new ToolRequest("hang_up", "{}", true));
    }

    @Test
    void aCallerWhoseTransferFailedIsNotTransferredForEver() {
        for (int i = 0; i < 3; i++) {
            mumble(List.of(TRANSFER), false);
        }
        turn(ScriptedDialogModel.demonstration(), List.of(TRANSFER), new Trigger.ToolFailed("transfer_call", ""));
        for (int i = 0; i < 3; i++) {
            mumble(List.of(TRANSFER), false);
        }

        assertThat(done).extracting(ToolRequest::name).containsExactly("transfer_call", "hang_up");
    }

    @Test
    void interruptionsThatNobodyUnderstandsEndToo() {
        for (int i = 0; i < 5 && done.isEmpty(); i++) {
            mumble(List.of(TRANSFER), true);
        }

        assertThat(done).extracting(ToolRequest::name).containsExactly("transfer_call");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "operator",
                "manager",
                "agent",
                "representative",
                "human",
                "speak to someone",
                "give me your manager",
                "I want to talk to a manager",
                "Could you get me a representative, please?",
                "what is my account balance, no, I want a human",
                "this is ridiculous, give me your manager",
                "are your opening hours known to an agent"
            })
    void aPersonIsCalledHoweverOneAsksForThem(String words) {
        say(words, List.of(TRANSFER));

        assertThat(done).extracting(ToolRequest::name).containsExactly("transfer_call");
        assertThat(done.get(0).parametersJson()).doesNotContain("The caller said: \"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "goodbye",
                "bye",
                "ok bye",
                "thanks for the opening hours, goodbye",
                "my account is fine, bye bye"
            })
    void goodbyeEndsTheCallHoweverOneSaysIt(String words) {
        say(words, List.of(TRANSFER));

        assertThat(done).extracting(ToolRequest::name).containsExactly("hang_up");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "are you a real person",
                "are you human",
                "is this a real person",
                "no i do not want to speak to a person"
            })
    void aQuestionAboutPeopleIsNoWishForOne(String words) {
        say(words, List.of(TRANSFER));

        assertThat(done).isEmpty();
    }

    @Test
    void summaryIsNeverEmpty() {
        turn(ScriptedDialogModel.demonstration(), List.of(TRANSFER), new Trigger.Told("The caller pressed 0"));

        assertThat(done).hasSize(1);
        assertThat(done.get(0).parametersJson())
                .contains("\"summary\":\"The caller said nothing that could be understood.\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what is my balance",
                "explain my bill",
                "my bill is too high",
                "what are your opening hours",
                "where is your office",
                "tell me about your services",
                "who are you",
                "weather",
                "cancel my contract",
                "purple elephants"
            })
    void theDemonstrationSaysSoOnceAndInventsNothing(String words) {
        say(words, List.of());

        assertThat(said.get(0)).isEqualTo("This is only a demonstration.");
        assertThat(String.join(" ", said))
                .doesNotContainPattern(
                        "(?i)pounds|pence|your current|third|twentieth|every day|eight|station|road|bus|colleague|person");
        say(words, List.of());
        assertThat(said).doesNotContain("This is only a demonstration.");
    }

    @Test
    void whoeverWasGreetedByADemonstrationIsNotToldAgain() {
        lines.add(ChatMessage.of(ChatMessage.Role.AGENT, "Hello, this is a demonstration."));
        lines.add(ChatMessage.of(ChatMessage.Role.AGENT, "How can I help you?"));

        say("what are your opening hours", List.of());

        assertThat(said).startsWith("I do not know any opening hours.");
    }

    @Test
    void whoeverInterruptedThatGreetingIsTold() {
        lines.add(ChatMessage.of(ChatMessage.Role.AGENT, "Hello, this is a demonstration.")
                .interrupted());

        say("what are your opening hours", List.of());

        assertThat(said).startsWith("This is only a demonstration.", "I do not know any opening hours.");
    }

    @Test
    void aGreetingThatSaysSoNeedsNoOtherWords() {
        turn(
                ScriptedDialogModel.demonstration(),
                List.of(),
                new Trigger.Begun("Hello, this is a demonstration. How can I help you?"));

        assertThat(said).containsExactly("Hello, this is a demonstration.", "How can I help you?");
    }

    @Test
    void theLabKeepsItsCompany() {
        lines.add(ChatMessage.of(ChatMessage.Role.CALLER, "what is my balance"));
        turn(
                ScriptedDialogModel.ofTheLab(),
                List.of(TRANSFER),
                new Trigger.CallerSpoke("what is my balance", true, false));

        assertThat(said).startsWith("Let me see.", "Your current balance is forty two pounds and fifty pence.");
    }
}
