package dev.trunkline.engine.mind.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.trunkline.engine.mind.meaning.MiniLmEncoder;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Callers who are asked for something, and want to stop, to hang up or a person instead; whatever it is that they are asked for. */
class LeavingFormsTest {

    private static final String GOODBYE = "agent: Thank you for calling. Goodbye. [hang_up]\n";
    private static final String LEFT = "agent: All right, we leave it. What would you like to do?\n";
    private static final String PERSON = "agent: Of course. I will find someone for you. [transfer_call support]\n";

    private static final String SCRIPT = """
            intents:
              - {name: number, phrases: [ask number], slots: [{name: v, kind: number, asks: "How many?"}], says: ["Noted: {v}."]}
              - {name: money, phrases: [ask money], slots: [{name: v, kind: money, asks: "How much?"}], says: ["Noted: {v}."]}
              - {name: date, phrases: [ask date], slots: [{name: v, kind: date, asks: "On which day?"}], says: ["Noted: {v}."]}
              - {name: time, phrases: [ask time], slots: [{name: v, kind: time, asks: "At what time?"}], says: ["Noted: {v}."]}
              - {name: digits, phrases: [ask digits], slots: [{name: v, kind: digits, digits: "4-8", asks: "Which number?"}], says: ["Noted: {v}."]}
              - {name: name, phrases: [ask name], slots: [{name: v, kind: name, asks: "What is your name?"}], says: ["Noted: {v}."]}
              - {name: address, phrases: [ask address], slots: [{name: v, kind: address, asks: "What is your address?"}], says: ["Noted: {v}."]}
              - {name: text, phrases: [ask text], slots: [{name: v, kind: text, asks: "What happened?"}], says: ["Noted: {v}."]}
              - {name: yes_no, phrases: [ask yes_no], slots: [{name: v, kind: yes_no, asks: "Is the light red?"}], says: ["Noted: {v}."]}
              - name: choice
                phrases: [ask choice]
                slots: [{name: v, kind: choice, asks: "Inside or outside?", choices: {inside: [in], outside: [out, garden]}}]
                says: ["Noted: {v}."]
              - name: sales
                phrases: [ask sales]
                examples: [i want to buy something]
                slots: [{name: v, kind: text, asks: "What shall I tell them?"}]
                says: ["Noted: {v}."]
                does: transfer
                to: sales
              - name: plan
                phrases: [ask plan]
                slots: [{name: v, kind: choice, asks: "Which one?", choices: {keep: [go on], cancel: [cancel it], none: [no thanks]}}]
                says: ["Noted: {v}."]
              - name: order
                phrases: [ask order]
                slots: [{name: v, kind: digits, digits: 4, asks: "Which number?", confirms: "{v}, right?"}]
                says: ["Noted: {v}."]
            """;

    private static final List<String> KINDS =
            List.of("number", "money", "date", "time", "digits", "name", "address", "text", "yes_no", "choice");

    private static MiniLmEncoder encoder;
    private static ScriptedDialogModel byMeaning;

    @BeforeAll
    static void learn() throws IOException {
        encoder = MiniLmEncoder.load();
        byMeaning = model();
        byMeaning.learn(encoder);
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    private static ScriptedDialogModel model() {
        try {
            Script script = Script.read(new YAMLMapper().readTree(SCRIPT), path -> 0);
            return ScriptedDialogModel.of(script, LookUp.none(), Runnable::run, () -> LocalDate.of(2026, 11, 29));
        } catch (JsonProcessingException | Script.Mistaken e) {
            throw new AssertionError(e);
        }
    }

    /** Words that are enough, with what is added by politeness. */
    private static Stream<Arguments> inWords() {
        return Stream.of(
                Arguments.of("Okay thanks, that was all.", GOODBYE),
                Arguments.of("That was all.", GOODBYE),
                Arguments.of("That's it, thanks.", GOODBYE),
                Arguments.of("No thank you, that was all.", GOODBYE),
                Arguments.of("Well, that's everything, thank you very much.", GOODBYE),
                Arguments.of("No, thank you. That's all.", GOODBYE),
                Arguments.of("Nothing else.", GOODBYE),
                Arguments.of("Goodbye.", GOODBYE),
                Arguments.of("I'll call back later.", GOODBYE),
                Arguments.of("I'll call back tomorrow.", GOODBYE),
                Arguments.of("Never mind.", LEFT),
                Arguments.of("Oh, forget it.", LEFT),
                Arguments.of("Leave it, please.", LEFT),
                Arguments.of("I changed my mind.", LEFT),
                Arguments.of("I've changed my mind, thanks.", LEFT),
                Arguments.of("Stop this.", LEFT),
                Arguments.of("Stop.", LEFT),
                Arguments.of("Cancel that.", LEFT),
                Arguments.of("I don't want to do this now.", LEFT),
                Arguments.of("Never mind, I'll do it some other time.", LEFT),
                Arguments.of("You know what, never mind.", LEFT),
                Arguments.of("Let me speak to a person.", PERSON));
    }

    /** What only the encoder can tell: none of these is an example. */
    private static Stream<Arguments> byMeaning() {
        return Stream.of(
                Arguments.of("Actually I think I have all I wanted, so we can finish here.", GOODBYE),
                Arguments.of("I have to run, I'll ring you again some other day.", GOODBYE),
                Arguments.of("That would be everything for the moment, many thanks.", GOODBYE),
                Arguments.of("You know what, let's just drop the whole thing.", LEFT),
                Arguments.of("I have thought about it again and would rather leave it as it was.", LEFT),
                Arguments.of("I don't feel like doing this any more.", LEFT),
                Arguments.of("Can we stop with these questions?", LEFT),
                Arguments.of("Could you fetch one of your colleagues to talk with me?", PERSON));
    }

    private static Stream<Arguments> everyKind(Stream<Arguments> said) {
        return said.flatMap(line -> KINDS.stream().map(kind -> Arguments.of(kind, line.get()[0], line.get()[1])));
    }

    static Stream<Arguments> wordsForEveryKind() {
        return everyKind(inWords());
    }

    static Stream<Arguments> meaningsForEveryKind() {
        return everyKind(byMeaning());
    }

    private static String answer(ScriptedDialogModel model, String kind, String said) {
        Scene scene = Scene.of(model);
        scene.play("caller: ask " + kind + "\n");
        String line = "caller: " + said + "\n";
        return scene.play(line).substring(line.length());
    }

    @ParameterizedTest
    @MethodSource("wordsForEveryKind")
    void wordsThatLeaveAreNoAnswer(String kind, String said, String agent) {
        assertThat(answer(byMeaning, kind, said)).isEqualTo(agent);
        assertThat(answer(model(), kind, said)).as("without the encoder").isEqualTo(agent);
    }

    @ParameterizedTest
    @MethodSource("meaningsForEveryKind")
    void whatMeansToLeaveIsNoAnswer(String kind, String said, String agent) {
        assertThat(answer(byMeaning, kind, said)).isEqualTo(agent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yes_no  | No thanks.                                | Noted: no.",
                "yes_no  | I'd rather not.                           | Noted: no.",
                "yes_no  | No. No, that's it. Thanks a lot.          | Noted: no.",
                "date    | No. No, that's it. Thanks a lot.          | Thank you for calling. Goodbye. [hang_up]",
                "number  | One of them.                              | Noted: 1.",
                "yes_no  | That's it.                                | Noted: yes.",
                "yes_no  | Okay.                                     | Noted: yes.",
                "date    | No thanks.                                | All right, we leave it. What would you like to do?",
                "address | I'd rather not.                           | All right, we leave it. What would you like to do?",
                "text    | I'd rather not.                           | All right, we leave it. What would you like to do?",
                "name    | My name is Stop.                          | Noted: Stop.",
                "name    | My name is John Bye.                      | Noted: John Bye.",
                "name    | Grace Stopford                            | Noted: Grace Stopford.",
                "name    | My name is John. Goodbye.                 | Thank you for calling. Goodbye. [hang_up]",
                "sales   | I want to buy something.                  | Noted: I want to buy something. [transfer_call sales]",
                "plan    | Cancel it.                                | Noted: cancel.",
                "plan    | No thanks.                                | Noted: none.",
                "plan    | That was all.                             | Thank you for calling. Goodbye. [hang_up]",
                "address | It's 12 Stop Lane, that was all.          | Noted: 12 Stop Lane.",
                "address | Never mind the old house, it's 14 Elm Street now. | Noted: 14 Elm Street.",
                "digits  | 4 2 7 1, that's it.                       | Noted: 4 2 7 1.",
                "digits  | 4 2 7, no, forget it.                     | All right, we leave it. What would you like to do?",
                "date    | Tomorrow, thanks.                         | Noted: Monday, 30 November.",
                "text    | You stopped my line and I leave home at nine. | Noted: You stopped my line and I leave home at nine.",
            })
    void whatIsAnAnswerStaysOne(String kind, String said, String agent) {
        assertThat(answer(byMeaning, kind, said)).isEqualTo("agent: " + agent + "\n");
    }

    /** What is near to leaving in its words, and does not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "address | I'd have to look it up.",
                "address | I don't know the number of the house.",
                "address | One second, I have it here somewhere.",
                "address | What do you need that for?",
                "address | It is the same as before.",
                "address | Elm Street.",
                "address | Somewhere else now, in the next town.",
                "address | No.",
                "date    | I have not decided when yet.",
                "date    | As soon as they let me in.",
                "date    | When the old contract ends.",
                "digits  | I don't have the number with me.",
                "digits  | Is it the one on the bill?",
                "name    | Rob Leavitt",
                "text    | My phone stopped working yesterday.",
                "text    | They left without fixing it and never came back.",
                "text    | I called back three times and nobody answered.",
                "text    | The line goes dead when I have to go upstairs.",
                "text    | I was charged twice and I don't want to pay it.",
                "text    | He said he would call me later and he did not.",
                "text    | You can leave it with my neighbour.",
                "text    | It does not stop ringing.",
                "yes_no  | Not now, but it was before.",
            })
    void whatDoesNotLeaveStays(String kind, String said) {
        assertThat(answer(byMeaning, kind, said)).isNotIn(LEFT, GOODBYE, PERSON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "That's it, thanks.        | Noted: 4 2 7 1.",
                "That's it.                | Noted: 4 2 7 1.",
                "Okay, that was all.       | Thank you for calling. Goodbye. [hang_up]",
                "I changed my mind.        | All right, we leave it. What would you like to do?",
                "I'd rather not.           | All right, we leave it. What would you like to do?",
                "Not really.               | All right. Which number?",
                "No, 4 2 7 2.              | All right. 4 2 7 2, right?",
            })
    void whatIsReadBackCanBeLeftToo(String said, String agent) {
        Scene scene = Scene.of(byMeaning);
        scene.play("caller: ask order\ncaller: 4 2 7 1\n");
        String line = "caller: " + said + "\n";

        assertThat(scene.play(line)).isEqualTo(line + "agent: " + agent + "\n");
    }

    @Test
    void whatIsReadBackWrongForEverLeadsToAPerson() {
        String conversation = """
                caller: ask order
                agent: Which number?
                caller: 4 2 7 1
                agent: 4 2 7 1, right?
                caller: No.
                agent: All right. Which number?
                caller: 4 2 7 1
                agent: 4 2 7 1, right?
                caller: No.
                agent: All right. Which number?
                caller: 4 2 7 1
                agent: 4 2 7 1, right?
                caller: No!
                agent: I am sorry that I could not help you. I will find someone for you. [transfer_call support]
                """;

        assertThat(Scene.of(byMeaning).play(conversation)).isEqualTo(conversation);
    }

    @Test
    void sideQuestionsDoNotKeepTheCaller() {
        ScriptedDialogModel lab = ScriptedDialogModel.ofTheLab();
        lab.learn(encoder);
        String conversation = """
                caller: I just moved house and need to tell you my new address
                agent: Of course. What is your new address?
                caller: When are you open?
                agent: We are open every day. On weekdays from eight in the morning until eight in the evening, and at \
                weekends from ten until four. Of course. What is your new address?
                caller: Okay thanks, that was all.
                agent: Thank you for calling. Goodbye. [hang_up]
                """;

        assertThat(Scene.of(lab).play(conversation)).isEqualTo(conversation);
    }
}
