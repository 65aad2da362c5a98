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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers of a model that is down. */
class RescuedDialogModelTest {

    private static final String APOLOGY = "I am sorry, I am having trouble thinking. Could you say that again?";
    private static final ToolDefinition TRANSFER = new ToolDefinition(
            "transfer_call",
            "",
            "{\"type\":\"object\",\"properties\":{\"destination\":{\"type\":\"string\",\"enum\":[\"sales\",\"support\"]}}}",
            "");

    private final List<String> told = new ArrayList<>();
    private final DialogModel down = (conversation, listener) -> {
        listener.onFailed(DialogModel.Failure.BROKEN, "down");
        return () -> {};
    };

    private List<String> generate(
            DialogModel model,
            List<ToolDefinition> tools,
            List<String> builtins,
            Trigger trigger,
            ChatMessage... lines) {
        told.clear();
        new RescuedDialogModel(model, APOLOGY)
                .generate(
                        new DialogRequest(
                                "", List.of(lines), List.of(), tools, builtins, trigger, DialogRequest.Model.ANY),
                        new DialogModel.Listener() {
                            @Override
                            public void onSentence(String text) {
                                told.add(text);
                            }

                            @Override
                            public void onTool(ToolRequest request) {
                                told.add(request.name() + (request.builtin() ? " builtin" : ""));
                            }

                            @Override
                            public void onDone() {
                                told.add("done");
                            }

                            @Override
                            public void onFailed(DialogModel.Failure failure, String reason) {
                                told.add("failed");
                            }
                        });
        return told;
    }

    private List<String> said(@Nullable ToolDefinition tool, String text, ChatMessage... before) {
        ChatMessage[] lines = new ChatMessage[before.length + 1];
        System.arraycopy(before, 0, lines, 0, before.length);
        lines[before.length] = ChatMessage.of(ChatMessage.Role.CALLER, text);
        return generate(
                down,
                tool == null ? List.of() : List.of(tool),
                List.of("hang_up"),
                new Trigger.CallerSpoke(text, true, false),
                lines);
    }

    private static ChatMessage[] afterOneFailure() {
        return new ChatMessage[] {
            ChatMessage.of(ChatMessage.Role.CALLER, "where is my parcel"),
            ChatMessage.of(ChatMessage.Role.AGENT, "I am sorry, I am having trouble thinking."),
            ChatMessage.of(ChatMessage.Role.AGENT, "Could you say that again?")
        };
    }

    @Test
    void theFirstFailureIsTheChatsToApologiseFor() {
        assertThat(said(TRANSFER, "where is my parcel")).containsExactly("failed");
    }

    @Test
    void theSecondInARowGoesToAPerson() {
        assertThat(said(TRANSFER, "where is my parcel", afterOneFailure()))
                .containsExactly(
                        "I am sorry that I could not help you.",
                        "I will find someone for you.",
                        "transfer_call",
                        "failed");
        assertThat(generate(down, List.of(TRANSFER), List.of(), new Trigger.CallerSilent(1), afterOneFailure()))
                .contains("transfer_call");
    }

    @Test
    void whereNobodyCanBeReachedTheCallEndsWithAnApology() {
        assertThat(said(null, "where is my parcel", afterOneFailure()))
                .containsExactly(
                        "I am sorry that I could not help you.",
                        "Please call again later.",
                        "Goodbye.",
                        "hang_up builtin",
                        "failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"goodbye", "okay then bye", "thanks, good bye!"})
    void goodbyeIsObeyed(String words) {
        assertThat(said(TRANSFER, words))
                .contains("Goodbye.", "hang_up builtin")
                .doesNotContain("transfer_call");
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "give me your manager", "Could I talk to a human, please?", "an agent", "0"})
    void aPersonIsFound(String words) {
        assertThat(said(TRANSFER, words)).contains("transfer_call");
    }

    @Test
    void aTransferUnderWayNeedsNoMind() {
        assertThat(generate(down, List.of(TRANSFER), List.of(), new Trigger.ToolSucceeded("transfer_call", "ok")))
                .containsExactly("I am putting you through now.", "failed");
        assertThat(generate(down, List.of(TRANSFER), List.of(), new Trigger.ToolSucceeded("hang_up", "ok")))
                .containsExactly("done");
    }

    private final DialogModel breaksOff = (conversation, listener) -> {
        listener.onSentence("Your parcel is");
        listener.onFailed(DialogModel.Failure.DISCONNECTED, "reset");
        return () -> {};
    };

    private List<String> interrupted(Trigger trigger, ChatMessage... lines) {
        return generate(breaksOff, List.of(TRANSFER), List.of("hang_up"), trigger, lines);
    }

    @Test
    void anAnswerThatBreaksOffIsApologisedFor() {
        assertThat(interrupted(
                        new Trigger.CallerSpoke("where is my parcel", true, false),
                        ChatMessage.of(ChatMessage.Role.CALLER, "where is my parcel")))
                .containsExactly(
                        "Your parcel is",
                        "I am sorry, I am having trouble thinking.",
                        "Could you say that again?",
                        "failed");
    }

    @Test
    void anAnswerThatBreaksOffCountsAsAFailure() {
        ChatMessage[] lines = {
            ChatMessage.of(ChatMessage.Role.CALLER, "where is my parcel"),
            ChatMessage.of(ChatMessage.Role.AGENT, "Your parcel is"),
            ChatMessage.of(ChatMessage.Role.AGENT, "I am sorry, I am having trouble thinking."),
            ChatMessage.of(ChatMessage.Role.AGENT, "Could you say that again?"),
            ChatMessage.of(ChatMessage.Role.CALLER, "my parcel")
        };

        assertThat(interrupted(new Trigger.CallerSpoke("my parcel", true, false), lines))
                .containsExactly(
                        "Your parcel is",
                        "I am sorry that I could not help you.",
                        "I will find someone for you.",
                        "transfer_call",
                        "failed");
    }

    @Test
    void lastWordsThatBreakOffAreNotFollowedByAnApology() {
        assertThat(interrupted(new Trigger.Ending(true))).containsExactly("Your parcel is", "failed");
    }

    @Test
    void aToolThatIsUnderWayWhenItsMindFailsIsNotApologisedFor() {
        DialogModel acts = (conversation, listener) -> {
            listener.onSentence("I will put you through.");
            listener.onTool(new ToolRequest("transfer_call", "{}", false));
            listener.onFailed(DialogModel.Failure.DISCONNECTED, "reset");
            return () -> {};
        };

        assertThat(generate(
                        acts,
                        List.of(TRANSFER),
                        List.of(),
                        new Trigger.CallerSpoke("sales", true, false),
                        afterOneFailure()))
                .containsExactly("I will put you through.", "transfer_call", "failed");
    }

    @Test
    void aMindThatThrowsHasFailedLikeAnyOther() {
        DialogModel throwing = (conversation, listener) -> {
            throw new IllegalStateException("what the caller said");
        };

        assertThat(generate(
                        throwing,
                        List.of(TRANSFER),
                        List.of(),
                        new Trigger.CallerSpoke("hello", true, false),
                        afterOneFailure()))
                .contains("transfer_call", "failed");
    }

    private final List<ChatMessage> talk = new ArrayList<>();

    /** One more turn that nobody can make out, answered by a model that asks to say it again for ever. */
    private List<String> mumble(List<ToolDefinition> tools) {
        DialogModel patient = (conversation, listener) -> {
            listener.onSentence("Pardon?");
            listener.onDone();
            return () -> {};
        };
        talk.add(ChatMessage.of(ChatMessage.Role.CALLER, "(unclear)"));
        List<String> said = generate(
                patient,
                tools,
                List.of("hang_up"),
                new Trigger.CallerSpoke("(unclear)", false, false),
                talk.toArray(ChatMessage[]::new));
        said.stream()
                .filter(text -> text.contains(" "))
                .forEach(text -> talk.add(ChatMessage.of(ChatMessage.Role.AGENT, text)));
        return said;
    }

    @Test
    void callersWhomNobodyUnderstandsAreOfferedAPersonAndThenHandedOn() {
        assertThat(mumble(List.of(TRANSFER))).containsExactly("Pardon?", "done");
        assertThat(mumble(List.of(TRANSFER)))
                .containsExactly("I am sorry, I cannot make it out.", "Would you like to speak to a person?", "done");
        assertThat(mumble(List.of(TRANSFER)))
                .containsExactly(
                        "I am sorry that I could not help you.",
                        "I will find someone for you.",
                        "transfer_call",
                        "done");
    }

    @Test
    void callersWhoseTransferFailedAreNotTransferredForEver() {
        for (int i = 0; i < 3; i++) {
            mumble(List.of(TRANSFER));
        }
        assertThat(mumble(List.of(TRANSFER))).containsExactly("Pardon?", "done");
        mumble(List.of(TRANSFER));
        assertThat(mumble(List.of(TRANSFER)))
                .contains("Goodbye.", "hang_up builtin")
                .doesNotContain("transfer_call");
    }

    @Test
    void callersWhomNobodyUnderstandsAreToldGoodbyeWhereNobodyCanBeReached() {
        mumble(List.of());
        assertThat(mumble(List.of())).contains("I still did not get that.");
        assertThat(mumble(List.of())).contains("Please call again later.", "Goodbye.", "hang_up builtin");
    }

    @Test
    void oneWordThatIsUnderstoodBeginsAnew() {
        mumble(List.of(TRANSFER));
        talk.add(ChatMessage.of(ChatMessage.Role.CALLER, "my parcel"));

        assertThat(mumble(List.of(TRANSFER))).containsExactly("Pardon?", "done");
    }

    @Test
    void aMindThatWorksIsLeftAlone() {
        DialogModel works = (conversation, listener) -> {
            listener.onSentence("Hello.");
            listener.onDone();
            return () -> {};
        };

        assertThat(generate(
                        works,
                        List.of(TRANSFER),
                        List.of(),
                        new Trigger.CallerSpoke("goodbye", true, false),
                        afterOneFailure()))
                .containsExactly("Hello.", "done");
    }
}
