package dev.trunkline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trunkline.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator hears about a script. */
class ScriptFileTest {

    @TempDir
    Path folder;

    private List<String> mistakes(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("script.yaml"), yaml);
        ConfigException mistaken = catchThrowableOfType(ConfigException.class, () -> ScriptFile.read(file));
        return mistaken == null
                ? List.of()
                : mistaken.mistakes().stream()
                        .map(mistake -> mistake.replace(file + ", ", ""))
                        .toList();
    }

    @Test
    void allMistakesAreToldAtOnceWithTheirLines() throws IOException {
        assertThat(mistakes("""
                        settings: {threshold: 7, personafter: 2}
                        intents:
                          - name: Opening Hours
                            examples: [when are you open]
                            says: [Always.]
                          - name: order
                            phrases: [my order]
                            slots:
                              - {name: number, kind: nubmer, asks: "Which?"}
                              - {name: number, kind: digits, digits: many}
                              - {name: how, kind: choice, asks: "How?"}
                            lookUp: {url: shop, sends: {a: "{number}"}}
                            to: sales
                          - name: order
                            after: [nothing]
                        keys: {"12": order, "1": sales}
                        sentences: {not_understod: What}
                        without: [hours]
                        """))
                .containsExactlyInAnyOrder(
                        "line 1: settings.personafter means nothing here; known are margin, personAfter, threshold",
                        "line 1: settings.threshold is 7; give a number from 0.05 to 0.95",
                        "line 3: intents[0].name is Opening Hours; use small letters, digits and underscores, such as opening_hours",
                        "line 9: intents[1].slots[0].kind is nubmer; give one of number, money, date, time, digits, name,"
                                + " yes_no, choice, address, text",
                        "line 10: intents[1].slots[1].digits is many; give how many, such as 6 or 4-8",
                        "intents[1].slots[1].asks is missing; give the question that asks for it",
                        "line 10: intents[1].slots[1].name is number, as another slot's is; give it another name",
                        "intents[1].slots[2].choices must name at least two, each with the words that mean it",
                        "line 12: intents[1].lookUp.url is shop; give an address that begins with https:// or http://",
                        "intents[1].lookUp.fails is missing; give what is said when there is no answer",
                        "line 13: intents[1].to is where a transfer leads; add does: transfer, or leave it out",
                        "line 14: intents[2] says nothing and does nothing; give says, does, slots, lookUp or tool",
                        "line 14: intents[2] can never be meant; give examples of what callers say",
                        "line 14: intents[2].name is order, as another intent's is; give it another name",
                        "line 15: intents[2].after names nothing, and there is no such intent",
                        "line 16: keys.12 stands for the key 12; keys are 0 to 9, * and #",
                        "line 16: keys.1 names sales, and there is no such intent",
                        "line 17: sentences.not_understod is no sentence of the agent's; known are " + known(),
                        "line 18: without names hours, which is no intent that every script has");
    }

    private static String known() {
        return "greeting, ending, offer, anything_else, what_next, all_right, please_go_on, nothing_else, declined,"
                + " did_you_mean, which_one, say_again, corrected, what_is_right, left_as_it_is, look_up_failed,"
                + " not_understood, not_understood_alone, not_understood_again, not_understood_again_alone, handed_on,"
                + " given_up, demonstration, interrupted, pressed_digit, nothing_behind, entered_digits, cannot_transfer,"
                + " transferred, transfer_failed, tool_failed, transfer_unanswered, back_again, nothing_to_repeat,"
                + " still_there, still_there_again";
    }

    @Test
    void brokenYamlIsToldWithItsLine() throws IOException {
        assertThat(mistakes("intents:\n  - name: [\n"))
                .singleElement()
                .asString()
                .contains("is not YAML");
    }

    @Test
    void anEmptyFileSaysWhatIsMissing() throws IOException {
        assertThat(mistakes("")).containsExactly("intents is missing; give at least one intent");
    }

    @Test
    void theScriptOfTheDocumentIsOne() throws IOException {
        String page = Files.readString(Path.of("src/site/markdown/script.md"));
        Matcher yaml = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page);

        assertThat(yaml.find()).isTrue();
        assertThat(mistakes(yaml.group(1))).isEmpty();
    }
}
