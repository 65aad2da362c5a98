package dev.trunkline.speech.sphinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.Telephone;
import dev.trunkline.speech.tts.FreeTtsVoice;
import edu.cmu.sphinx.linguist.acoustic.UnitManager;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Sphinx3Loader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GrammarsNeedLittleOfTheModelIT {

    private static byte[] wholeDefinition = {};

    @BeforeAll
    static void read() throws IOException {
        SphinxLogs.hush();
        wholeDefinition = AcousticModel.wholeDefinition();
    }

    @Test
    void recognizersHearExactlyWhatThoseWithTheWholeModelHear() throws IOException {
        PhraseGrammar grammar = PhraseGrammar.contactCentre();
        AcousticModel model = AcousticModel.of(grammar);
        SphinxSearch search = new SphinxSearch(model);
        SphinxSearch whole = new SphinxSearch(new AcousticModel(grammar, model.pronunciations(), wholeDefinition));
        FreeTtsVoice caller = new FreeTtsVoice();
        List<String> said = new ArrayList<>(grammar.phrases());
        said.addAll(List.of("the weather is nice today isn't it", "hello operator give me number nine", "umbrella"));

        assertThat(said).allSatisfy(words -> {
            Speech utterance = Telephone.hear(caller.say(words));
            assertThat(search.best(utterance)).isEqualTo(whole.best(utterance));
        });
        assertThat(model.definition().length).isLessThan(wholeDefinition.length / 10);
    }

    @Test
    void statesBelongTogetherAsInTheWholeModel() throws IOException {
        Pronunciations none = new Pronunciations(List.of());
        PhraseGrammar grammar = PhraseGrammar.of(List.of("hello"));
        byte[] reduced = TriphoneTable.reduced(wholeDefinition, Set.of());

        Sphinx3Loader whole = new AcousticModel(grammar, none, wholeDefinition).load(new UnitManager());
        Sphinx3Loader least = new AcousticModel(grammar, none, reduced).load(new UnitManager());

        assertThat(least.getSenone2Ci()).isEqualTo(whole.getSenone2Ci()).hasSizeGreaterThan(5_000);
        assertThat(least.getContextIndependentUnits().keySet())
                .isEqualTo(whole.getContextIndependentUnits().keySet());
    }

    @Test
    void aSoundIsKeptBetweenTheSoundsOfItsWordAndItsNeighbours() {
        Pronunciations pronunciations = new Pronunciations(List.of("a AH", "a(2) EY", "cat K AE T", "unused AH N"));

        assertThat(pronunciations.triphones(PhraseGrammar.of(List.of("a cat"))))
                .containsExactlyInAnyOrder(
                        "AH SIL SIL",
                        "AH SIL K",
                        "EY SIL SIL",
                        "EY SIL K",
                        "K SIL AE",
                        "K AH AE",
                        "K EY AE",
                        "AE K T",
                        "T AE SIL");
    }

    @Test
    void whatIsNoModelDefinitionIsRefused() {
        byte[] cut = new String(wholeDefinition, 0, 10_000, StandardCharsets.US_ASCII)
                .lines()
                .limit(100)
                .reduce("", (text, line) -> text + line + "\n")
                .getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> TriphoneTable.reduced(cut, Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a model definition");
        assertThatThrownBy(
                        () -> TriphoneTable.reduced("0.3\nno numbers\n".getBytes(StandardCharsets.US_ASCII), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
