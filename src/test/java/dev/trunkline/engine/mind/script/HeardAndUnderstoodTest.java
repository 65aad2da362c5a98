package dev.trunkline.engine.mind.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.speech.sphinx.PhraseGrammar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the ears' grammar can hear and what the script understands belong together. */
class HeardAndUnderstoodTest {

    private static final PhraseGrammar GRAMMAR = PhraseGrammar.contactCentre();
    private static final Script SCRIPT = Script.bundled(true);
    private static final Understanding UNDERSTANDING = new Understanding(SCRIPT);

    /** What each phrase of the grammar is about, written as the grammar is. */
    private static final Map<String, List<String>> MEANT = new TreeMap<>(Map.ofEntries(
            Map.entry("greeting", List.of("hello", "hi there", "good (morning | afternoon)")),
            Map.entry("how_are_you", List.of("how are you")),
            Map.entry(
                    "balance",
                    List.of(
                            "what is my [account] balance [please]",
                            "how much do i owe",
                            "i have a question about my (bill | invoice)")),
            Map.entry("too_much", List.of("my bill is too high")),
            Map.entry("explain", List.of("can you explain my bill [please]")),
            Map.entry("hours", List.of("when are you open", "what are your opening hours")),
            Map.entry("directions", List.of("where is your office")),
            Map.entry(
                    "person",
                    List.of(
                            "[actually] let me speak to (a person | someone) [please]",
                            "i want to speak to (a person | someone | a manager | an agent | a representative) [please]",
                            "give me your manager [please]",
                            "operator [please]",
                            "can i talk to a human [please]")),
            Map.entry("billing", List.of("transfer me to billing [please]")),
            Map.entry("support", List.of("transfer me to support [please]")),
            Map.entry("sales", List.of("transfer me to sales [please]")),
            Map.entry("who", List.of("are you a real person", "who are you")),
            Map.entry("services", List.of("tell me about your services", "can you help me [please]")),
            Map.entry("story", List.of("tell me a story")),
            Map.entry("yes", List.of("yes", "yes that is right")),
            Map.entry("no", List.of("no [thank you]")),
            Map.entry("wrong", List.of("no that is wrong")),
            Map.entry("thanks", List.of("thank you [very much]", "thanks a lot", "thank you for your patience")),
            Map.entry("goodbye", List.of("goodbye", "bye bye", "that is all thank you goodbye")),
            Map.entry("repeat", List.of("can you repeat that [please]")),
            Map.entry("moment", List.of("one moment please", "please hold while we try to connect you")),
            Map.entry("never_mind", List.of("never mind")),
            Map.entry("complaint", List.of("this is (terrible | ridiculous)", "i am very angry")),
            Map.entry("happy", List.of("i am very happy")),
            Map.entry("trouble", List.of("something is terribly wrong")),
            Map.entry(
                    "announcement",
                    List.of(
                            "your call cannot be completed as dialed",
                            "please check the number and dial again",
                            "the number is not answering",
                            "all circuits are busy now",
                            "please try your call again later"))));

    static Stream<Intent> intents() {
        return SCRIPT.intents().stream();
    }

    @Test
    void everyPhraseThatCanBeHeardIsUnderstoodAsItIsMeant() {
        List<String> meant = new ArrayList<>();
        MEANT.forEach((intent, expressions) -> {
            List<String> phrases = PhraseGrammar.of(expressions).phrases();
            meant.addAll(phrases);
            assertThat(phrases)
                    .allSatisfy(phrase -> assertThat(intentOf(phrase)).isEqualTo(intent));
        });

        assertThat(meant).containsExactlyInAnyOrderElementsOf(GRAMMAR.phrases());
    }

    @ParameterizedTest
    @MethodSource("intents")
    void everyPhraseThatIntentsHearCanBeHeard(Intent intent) {
        List<String> audible = GRAMMAR.phrases().stream()
                .filter(phrase -> intentOf(phrase).equals(intent.name()))
                .toList();

        assertThat(intent.cues().hears())
                .allSatisfy(phrase -> assertThat(audible)
                        .anySatisfy(heard -> assertThat(" " + heard + " ").contains(" " + phrase + " ")));
    }

    @ParameterizedTest
    @MethodSource("intents")
    void noPhraseThatCanBeHeardIsListedAsText(Intent intent) {
        List<String> read = new ArrayList<>(intent.cues().words());
        read.removeAll(intent.cues().hears());

        assertThat(read).doesNotContainAnyElementsOf(GRAMMAR.phrases());
    }

    private static String intentOf(String phrase) {
        Intent intent = UNDERSTANDING.of(phrase, null).best();
        return intent == null ? "nothing" : intent.name();
    }
}
