package dev.trunkline.engine.mind.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.mind.meaning.MiniLmEncoder;
import dev.trunkline.speech.sphinx.PhraseGrammar;
import java.io.IOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lab's script, read aloud by callers who use words of their own. */
class MeantConversationsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 29);
    private static final ScriptedDialogModel MODEL =
            ScriptedDialogModel.of(Script.bundled(true), LookUp.none(), Runnable::run, () -> TODAY);
    private static final Map<String, String> MEANT = Map.of(
            "a new contract",
            "I will connect you with sales.",
            "a change of your address",
            "What is your new address?",
            "your balance",
            "Your current balance is",
            "a payment",
            "A colleague can do that for you.");
    private static MiniLmEncoder encoder;

    @BeforeAll
    static void learn() throws IOException {
        encoder = MiniLmEncoder.load();
        MODEL.learn(encoder);
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    private static void assertPlays(String conversation) {
        assertThat(Scene.of(MODEL).play(conversation)).isEqualTo(conversation);
    }

    @Test
    void addressIsChangedInTheCallersWords() {
        assertPlays("""
                caller: Hi there, um, so we're moving house, you see.
                agent: Of course. What is your new address?
                caller: Right, that'd be forty-two Oak Tree Lane.
                agent: From which day on?
                caller: Tomorrow.
                agent: And what is your customer number?
                caller: Four two seven one, double nine.
                agent: So that is 42 Oak Tree Lane, from DAY, for customer number 4 2 7 1 9 9. Is that right?
                caller: No, it's fourteen, not forty-two.
                agent: All right. So that is 14 Oak Tree Lane, from DAY, for customer number 4 2 7 1 9 9. Is that right?
                caller: Mm-hm.
                agent: Thank you. Your new address is 14 Oak Tree Lane, from DAY. Is there anything else?
                caller: How late can I drop in at your shop today?
                agent: We are open every day. On weekdays from eight in the morning until eight in the evening, and at \
                weekends from ten until four. Is there anything else?
                caller: Nope, that's all.
                agent: Thank you for calling. Goodbye. [hang_up]
                """.replace("DAY", "Monday, 30 November"));
    }

    @Test
    void betweenTwoMeaningsTheAgentAsksBack() {
        Understanding understanding = new Understanding(Script.bundled(true));
        Dialogue dialogue = new Dialogue(Script.bundled(true), understanding, new SlotReader(() -> TODAY));
        DialogueState asked = DialogueState.BEGINNING.choosing(List.of("order", "delivery"), "my parcel");
        understanding.learn(encoder);

        assertThat(intentOf(dialogue, asked, "the second one")).isEqualTo("delivery");
        assertThat(intentOf(dialogue, asked, "the first")).isEqualTo("order");
        assertThat(intentOf(dialogue, asked, "I'd like to know the state of it"))
                .isEqualTo("order");
        assertThat(intentOf(dialogue, asked, "I'd like it delivered on another day"))
                .isEqualTo("delivery");
        assertThat(intentOf(dialogue, asked, "when do you open")).isEqualTo("hours");
        assertThat(dialogue.take(asked, "neither of them").move()).isInstanceOf(Move.Say.class);
        assertThat(dialogue.take(asked, "yes").next()).isEqualTo(asked);
    }

    /** Close pairs move a little with the processor's arithmetic: of these sentences at least one must draw the question. */
    @Test
    void aRealPairOfMeaningsIsAskedAboutAndBothAnswersAreUnderstood() {
        Map<String, String> asked = new LinkedHashMap<>();
        for (String said : List.of(
                "I am moving, can I have a new contract?",
                "We're moving, is there a new contract for us?",
                "We move next month and would like another contract.",
                "My bill, I have a question about paying it.")) {
            String question = agent("caller: " + said + "\n", "");
            if (question.startsWith("Did you mean ")) {
                asked.put(said, question);
            }
        }
        assertThat(asked).isNotEmpty();

        asked.forEach((said, question) -> {
            String[] titles = question.substring("Did you mean ".length(), question.length() - 1)
                    .split(", or ", -1);
            String before = "caller: " + said + "\n";
            assertThat(agent(before, "caller: " + titles[0] + "\n"))
                    .isEqualTo(agent(before, "caller: the first one\n"))
                    .contains(MEANT.get(titles[0]));
            assertThat(agent(before, "caller: I mean " + titles[1] + ", please\n"))
                    .isEqualTo(agent(before, "caller: the second\n"))
                    .contains(MEANT.get(titles[1]));
            assertThat(agent(before, "caller: neither of them\n")).isEqualTo("All right. What can I do for you?");
            assertThat(agent(before, "caller: never mind, that was all\n"))
                    .isEqualTo("Thank you for calling. Goodbye. [hang_up]");
        });
    }

    /** What the agent says to {@code line}, after {@code before}; to {@code before} when there is no other line. */
    private static String agent(String before, String line) {
        String played = Scene.of(MODEL).play(before + line);
        return played.substring(played.lastIndexOf("agent: ") + "agent: ".length())
                .strip();
    }

    private static String intentOf(Dialogue dialogue, DialogueState state, String text) {
        Move.Turn turn = dialogue.take(state, text);
        DialogueState.Filling form = turn.next().filling();
        return form != null ? form.intent() : String.valueOf(turn.next().last());
    }

    @Test
    void whatTheGrammarHearsMeansTheSame() {
        Script script = Script.bundled(true);
        Understanding words = new Understanding(script);
        Understanding meaning = new Understanding(script);
        meaning.learn(encoder);

        assertThat(PhraseGrammar.contactCentre().phrases())
                .allSatisfy(phrase -> assertThat(meaning.of(phrase, null).best())
                        .isNotNull()
                        .isEqualTo(words.of(phrase, null).best()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I don't want to speak to a person. | no",
                "No, I don't want to be transferred to anybody. | no",
                "I don't want to talk to a machine, get me a human! | person",
                "Operator. | person",
                "That's all, thanks. | goodbye",
                "No, that's everything. | goodbye",
                "Yes, please. | yes",
                "No thanks. | no",
                "Sorry, could you say that one more time? | repeat",
                "You're a robot, aren't you? | who",
            })
    void shortAnswersAndDenialsAreRight(String said, String intent) {
        Meaning meaning = MODEL.meaningOf(said, null);

        assertThat(meaning.best()).isNotNull();
        assertThat(meaning.first().name()).isEqualTo(intent);
    }
}
