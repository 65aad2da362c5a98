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
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptedDialogModelTest {

    private static final ToolDefinition TRANSFER = new ToolDefinition(
            "transfer_call",
            "",
            "{\"type\":\"object\",\"properties\":{\"destination\":{\"type\":\"string\",\"enum\":[\"sales\",\"billing\","
                    + "\"support\",\"agent\"]}}}",
            "");

    private final ScriptedDialogModel model = ScriptedDialogModel.ofTheLab();

    /** What came of a reply. */
    private static final class Reply implements DialogModel.Listener {
        private final List<String> sentences = new ArrayList<>();
        private @Nullable ToolRequest tool;
        private int ends;

        @Override
        public void onSentence(String text) {
            sentences.add(text);
        }

        @Override
        public void onTool(ToolRequest request) {
            tool = request;
        }

        @Override
        public void onDone() {
            ends++;
        }

        @Override
        public void onFailed(DialogModel.Failure failure, String reason) {
            ends++;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "hello, Hello.",
        "hello what is my balance please, Let me see.",
        "i have a question about my bill, Let me see.",
        "What's my balance?, Let me see.",
        "what are your opening hours, We are open every day.",
        "tell me about your services, Gladly.",
        "stop, Sure.",
        "this is ridiculous i want to speak to someone now, Of course.",
        "this is ridiculous, I am sorry.",
        "thank you very much, You are welcome.",
        "thank you goodbye, Thank you for calling.",
        "are you a real person, I am the automatic assistant.",
        "no that is wrong, I am sorry.",
        "tell me a story, Once there was a telephone that never rang.",
        "no, All right.",
        "who are you, I am the automatic assistant.",
        "purple elephants, 'Sorry, I did not understand.'",
        "1, You pressed 1.",
        "the caller pressed 4711 on the keypad, You entered 4 7 1 1.",
        "i pressed 7, You pressed 7.",
        "the caller pressed *1# on the keypad, You entered star 1 hash.",
        "there is no internet, I am sorry to hear that.",
    })
    void firstSentenceFitsWhatWasSaid(String said, String first) {
        assertThat(said(said).sentences).first().isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({
        "let me speak to someone, agent",
        "billing please, billing",
        "can you put me through to support, support",
        "i would like to talk to someone in sales, sales",
        "transfer me to sales please, sales",
        "actually let me speak to a person, agent",
        "a real person, agent",
    })
    void transferGoesWhereTheCallerWants(String said, String destination) {
        Reply reply = said(said);

        ToolRequest tool = Objects.requireNonNull(reply.tool);
        assertThat(tool.name()).isEqualTo("transfer_call");
        assertThat(tool.parametersJson()).contains("\"destination\":\"" + destination + "\"");
    }

    @Test
    void balanceIsLongEnoughToInterrupt() {
        assertThat(said("what is my balance").sentences).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void answerToAnInterruptionBeginsWithAnAcknowledgement() {
        Reply reply = generate(new Trigger.CallerSpoke("what are your opening hours", true, true));

        assertThat(reply.sentences).startsWith("Sure.", "We are open every day.");
    }

    @Test
    void keyInTheContextIsAnsweredOnce() {
        List<String> context = List.of("The caller pressed 2");

        assertThat(generate(new Trigger.CallerSpoke("", false, false), List.of(), context).sentences)
                .startsWith("You pressed 2.", "We are open every day.");
        assertThat(generate(
                                new Trigger.CallerSpoke("", false, false),
                                List.of(ChatMessage.of(ChatMessage.Role.AGENT, "You pressed 2.")),
                                context)
                        .sentences)
                .first()
                .isEqualTo("Sorry, I did not understand.");
    }

    @Test
    void toolsAreSpokenAbout() {
        assertThat(generate(new Trigger.ToolSucceeded("transfer_call", "ok")).sentences)
                .containsExactly("I am putting you through now.");
        assertThat(generate(new Trigger.ToolFailed("transfer_call", "")).sentences)
                .first()
                .isEqualTo("I am sorry, I could not connect you.");
        assertThat(generate(new Trigger.ToolFailed("transfer_call", "Billing is closed.")).sentences)
                .containsExactly("Billing is closed.");
    }

    @Test
    void returningCallerHearsThatNobodyAnswered() {
        assertThat(generate(
                                new Trigger.Resumed(),
                                List.of(),
                                List.of("The transfer to billing failed: no-answer. Ask what else you can do."))
                        .sentences)
                .first()
                .isEqualTo("I am sorry, nobody could take your call just now.");
        assertThat(generate(new Trigger.Resumed(), List.of(), List.of("The connection was lost.")).sentences)
                .first()
                .isEqualTo("I am sorry, we were cut off for a moment.");
    }

    @Test
    void nothingIsSaidAboutContextsThatAreNoKeys() {
        Reply reply = generate(new Trigger.Told("The caller is a good customer."));

        assertThat(reply.sentences).isEmpty();
        assertThat(reply.tool).isNull();
        assertThat(reply.ends).isEqualTo(1);
    }

    @Test
    void errorOfAToolIsSaidSentenceBySentence() {
        assertThat(generate(new Trigger.ToolFailed("transfer_call", "Dr. Smith is away. Please call again.")).sentences)
                .containsExactly("Dr. Smith is away.", "Please call again.");
    }

    @Test
    void whateverIsSaidFirstIsSpokenAhead() {
        Script script = Script.bundled(true);
        List<String> words = new ArrayList<>(List.of("purple elephants", "1", "7"));
        script.intents().forEach(intent -> words.addAll(intent.cues().words()));
        script.keys().keySet().forEach(key -> words.add("pressed " + key));

        assertThat(words).allSatisfy(said -> {
            assertThat(model.openings()).contains(said(said).sentences.get(0));
            assertThat(model.openings())
                    .contains(generate(new Trigger.CallerSpoke(said, true, true))
                            .sentences
                            .get(0));
        });
        assertThat(List.of(
                        new Trigger.Resumed(),
                        new Trigger.CallerSilent(1),
                        new Trigger.CallerSilent(2),
                        new Trigger.ToolSucceeded("transfer_call", ""),
                        new Trigger.ToolFailed("transfer_call", ""),
                        new Trigger.ToolFailed("look_up", "")))
                .allSatisfy(trigger -> assertThat(model.openings())
                        .contains(generate(trigger).sentences.get(0)));
    }

    @Test
    void everyThoughtEndsOnce() {
        assertThat(said("hello").ends).isEqualTo(1);
        assertThat(generate(new Trigger.CallerSilent(1)).ends).isEqualTo(1);
    }

    private static Trigger spoke(String text) {
        return new Trigger.CallerSpoke(text, true, false);
    }

    private Reply said(String text) {
        return generate(spoke(text));
    }

    private Reply generate(Trigger trigger) {
        return generate(trigger, List.of(), List.of());
    }

    private Reply generate(Trigger trigger, List<ChatMessage> lines, List<String> contexts) {
        Reply reply = new Reply();
        model.generate(
                new DialogRequest(
                        "", lines, contexts, List.of(TRANSFER), List.of("hang_up"), trigger, DialogRequest.Model.ANY),
                reply);
        return reply;
    }
}
