package dev.trunkline.engine.mind.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.trunkline.engine.mind.ExpectedAnswer;
import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An operator's script, read aloud: what it asks for, reads back, looks up and does. */
class FormConversationsTest {

    private static final String SCRIPT = """
            variables: {company: Acme}
            intents:
              - name: move
                title: a change of address
                phrases: [move to, change my address, moving]
                examples: [i have a new address]
                slots:
                  - {name: address, kind: address, asks: "What is your new address?", asksAgain: "Number and street, please."}
                  - {name: day, kind: date, asks: "From which day on?"}
                confirms: "{address}, from {day}. Is that right?"
                says: ["Done. | All set.", "{company} will write to {address}."]
              - name: order
                phrases: [my order]
                slots:
                  - {name: number, kind: digits, digits: "4-8", asks: "What is the number?", confirms: "{number}, right?"}
                lookUp:
                  url: https://shop.example.com/orders
                  sends: {order: "{number}", caller: "{caller}"}
                  as: order
                  says: [One moment.]
                  fails: [I cannot see it now.]
                says: ["It is {order.state}.", "It comes on {order.day}.", "Anything else?"]
              - name: delay
                phrases: [that is late, why so late]
                after: [order]
                says: [It was snowing.]
              - name: book
                phrases: [book a table]
                slots:
                  - {name: when, kind: time, asks: "At what time?"}
                  - {name: place, kind: choice, asks: "Inside or outside?", choices: {inside: [in], outside: [out, garden]}}
                tool:
                  name: book_table
                  sends: {at: "{when}", where: "{place}"}
                  says: ["Your table is number {book_table.table}."]
                  fails: [The book is closed.]
              - name: hours
                phrases: [when are you open]
                says: [Always.]
              - name: hospital
                phrases: [ward]
                says: [Second floor.]
            keys: {"1": order}
            """;

    private final List<String> asked = new ArrayList<>();
    private Map<String, String> found = Map.of("state", "on its way", "day", "Monday");

    private ScriptedDialogModel model() {
        try {
            Script script = Script.read(new YAMLMapper().readTree(SCRIPT), path -> 0);
            return ScriptedDialogModel.of(script, this::ask, Runnable::run, () -> LocalDate.of(2026, 11, 29));
        } catch (JsonProcessingException | Script.Mistaken e) {
            throw new AssertionError(e);
        }
    }

    private CompletableFuture<Map<String, String>> ask(URI url, Map<String, String> headers, String body) {
        asked.add(url + " " + body);
        return found.isEmpty()
                ? CompletableFuture.failedFuture(new IOException("no answer"))
                : CompletableFuture.completedFuture(found);
    }

    private void assertPlays(String conversation) {
        assertThat(Scene.of(model(), "book_table").play(conversation)).isEqualTo(conversation);
    }

    @Test
    void whoeverListensIsToldWhatKindOfAnswerIsAwaited() {
        assertThat(expectedAfter("caller: moving")).isEqualTo(ExpectedAnswer.ADDRESS);
        assertThat(expectedAfter("caller: moving\ncaller: 12 Elm Street")).isEqualTo(ExpectedAnswer.FACT);
        assertThat(expectedAfter("caller: moving\ncaller: 12 Elm Street\ncaller: tomorrow"))
                .isEqualTo(ExpectedAnswer.YES_OR_NO);
        assertThat(expectedAfter("caller: my order")).isEqualTo(ExpectedAnswer.digits(0));
        assertThat(expectedAfter("caller: when are you open")).isNull();
    }

    private @Nullable ExpectedAnswer expectedAfter(String conversation) {
        return Scene.of(model(), "book_table").expectedAfter(conversation);
    }

    @Test
    void whatIsMissingIsAskedForAndAllOfItReadBack() {
        assertPlays("""
                caller: I have a new address.
                agent: What is your new address?
                caller: It's 12 Elm Street.
                agent: From which day on?
                caller: Next Friday.
                agent: 12 Elm Street, from Friday, 4 December. Is that right?
                caller: Yes, that's right.
                agent: Done. Acme will write to 12 Elm Street.
                """);
    }

    @Test
    void whatWasSaidIsNotAskedFor() {
        assertPlays("""
                caller: I want to move to 12 Elm Street on Friday
                agent: 12 Elm Street, from Friday, 4 December. Is that right?
                caller: no, fourteen not twelve
                agent: All right. 14 Elm Street, from Friday, 4 December. Is that right?
                caller: no, on Saturday
                agent: All right. 14 Elm Street, from Saturday, 5 December. Is that right?
                caller: mm-hm
                agent: Done. Acme will write to 14 Elm Street.
                """);
    }

    @Test
    void whatIsNotRightIsAskedForAgain() {
        assertPlays("""
                caller: I want to move to 12 Elm Street on Friday
                agent: 12 Elm Street, from Friday, 4 December. Is that right?
                caller: No.
                agent: What is not right?
                caller: the address
                agent: All right. Number and street, please.
                caller: 5 Oak Lane
                agent: 5 Oak Lane, from Friday, 4 December. Is that right?
                caller: yes
                agent: All set. Acme will write to 5 Oak Lane.
                """);
    }

    @Test
    void twoAnswersThatAreNoneLeadToAPerson() {
        assertPlays("""
                caller: change my address
                agent: What is your new address?
                caller: purple elephants
                agent: Sorry, I did not get that. Number and street, please.
                mumbles
                agent: I am sorry that I could not help you. I will find someone for you. [transfer_call support]
                """);
    }

    @Test
    void aQuestionBesideIsAnsweredAndTheWaysOutStayOpen() {
        assertPlays("""
                caller: change my address
                agent: What is your new address?
                caller: when are you open
                agent: Always. What is your new address?
                caller: can you repeat that please
                agent: What is your new address?
                caller: never mind
                agent: All right, we leave it. What would you like to do?
                caller: change my address
                agent: What is your new address?
                caller: I want to talk to a human
                agent: Of course. I will find someone for you. [transfer_call support]
                """);
    }

    @Test
    void digitsAreReadBackAndLookedUp() {
        assertPlays("""
                caller: where is my order
                agent: What is the number?
                caller: four two, double seven
                agent: 4 2 7 7, right?
                caller: no, four two seven one
                agent: All right. 4 2 7 1, right?
                caller: yes
                agent: One moment. It is on its way. It comes on Monday. Anything else?
                caller: that is late
                agent: It was snowing.
                """);
        assertThat(asked).containsExactly("https://shop.example.com/orders {\"order\":\"4271\",\"caller\":\"\"}");
    }

    @Test
    void keysFillDigitsAsWell() {
        assertPlays("""
                told: The caller pressed 1 on the keypad.
                agent: You pressed 1. What is the number?
                told: The caller pressed 4271 on the keypad.
                agent: You entered 4 2 7 1. One moment. It is on its way. It comes on Monday. Anything else?
                """);
    }

    @Test
    void lookUpThatFailsIsSaidSo() {
        found = Map.of();

        assertPlays("""
                caller: where is my order, the number is 4 2 7 1
                agent: One moment. I cannot see it now.
                """);
    }

    @Test
    void sentenceWithAPlaceThatNobodyKnowsIsLeftOut() {
        found = Map.of("state", "lost");

        assertPlays("""
                caller: where is my order, the number is 4 2 7 1
                agent: One moment. It is lost. Anything else?
                """);
    }

    @Test
    void followUpCountsOnlyAfterItsQuestion() {
        assertPlays("""
                caller: why so late
                agent: Sorry, I did not understand. Please say it in other words, or ask to speak to someone.
                """);
    }

    @Test
    void toolOfTheSessionIsCalled() {
        assertPlays("""
                caller: book a table at half past seven
                agent: Inside or outside?
                caller: in the garden please
                agent: [book_table {"at":"19:30","where":"outside"}]
                answers: book_table {"table": 12}
                agent: Your table is number 12.
                """);
    }

    @Test
    void toolThatTheSessionDoesNotHaveIsSaidSo() {
        String conversation = """
                caller: book a table at half past seven outside
                agent: The book is closed.
                """;

        assertThat(Scene.of(model()).play(conversation)).isEqualTo(conversation);
    }
}
