package dev.trunkline.speech.sphinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.Telephone;
import dev.trunkline.speech.tts.FreeTtsVoice;
import edu.cmu.sphinx.linguist.HMMSearchState;
import edu.cmu.sphinx.linguist.Linguist;
import edu.cmu.sphinx.linguist.SearchState;
import edu.cmu.sphinx.linguist.SearchStateArc;
import edu.cmu.sphinx.linguist.acoustic.UnitManager;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Sphinx3Loader;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.TiedStateAcousticModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
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

    /** State by state, whatever may be said: what is searched, and by which sounds it is scored, is the same. */
    @Test
    void recognizersSearchExactlyWhatThoseWithTheWholeModelSearch() throws IOException {
        AcousticModel model = AcousticModel.of(PhraseGrammar.contactCentre());
        AcousticModel whole = new AcousticModel(model.grammar(), model.pronunciations(), wholeDefinition);

        assertThat(assertSameGraphs(phrases(model), phrases(whole))).isGreaterThan(5_000);
        assertThat(assertSameGraphs(sounds(model), sounds(whole))).isGreaterThan(100);
        assertThat(model.definition().length).isLessThan(wholeDefinition.length / 10);
    }

    private static SearchState phrases(AcousticModel model) throws IOException {
        UnitManager units = new UnitManager();
        return begin(SphinxSearch.phraseLinguist(model, acoustics(model, units), units));
    }

    private static SearchState sounds(AcousticModel model) throws IOException {
        return begin(SphinxSearch.anySounds(acoustics(model, new UnitManager())));
    }

    private static TiedStateAcousticModel acoustics(AcousticModel model, UnitManager units) throws IOException {
        TiedStateAcousticModel acoustics = new TiedStateAcousticModel(model.load(units), units, true);
        acoustics.allocate();
        return acoustics;
    }

    private static SearchState begin(Linguist linguist) throws IOException {
        linguist.allocate();
        return linguist.getSearchGraph().getInitialState();
    }

    /** @return how many states there are */
    private static int assertSameGraphs(SearchState one, SearchState other) {
        Set<SearchState> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<SearchState> left = new ArrayDeque<>(List.of(one, other));
        while (!left.isEmpty()) {
            SearchState mine = left.pop();
            SearchState theirs = left.pop();
            if (!seen.add(mine)) {
                continue;
            }
            assertThat(facts(mine)).isEqualTo(facts(theirs));
            for (int i = 0; i < mine.getSuccessors().length; i++) {
                left.push(theirs.getSuccessors()[i].getState());
                left.push(mine.getSuccessors()[i].getState());
            }
        }
        return seen.size();
    }

    private static String facts(SearchState state) {
        StringBuilder facts = new StringBuilder(
                        state.getSignature().replaceAll("\\d+", "")) // numbered by a counter of all graphs
                .append(' ')
                .append(state.isEmitting())
                .append(state.isFinal());
        if (state instanceof HMMSearchState sound && state.isEmitting()) {
            facts.append(' ').append(sound.getHMMState().getMixtureId());
        }
        for (SearchStateArc arc : state.getSuccessors()) {
            facts.append(' ').append(arc.getProbability());
        }
        return facts.toString();
    }

    @Test
    void recognizersHearExactlyWhatThoseWithTheWholeModelHear() throws IOException {
        PhraseGrammar grammar = PhraseGrammar.contactCentre();
        AcousticModel model = AcousticModel.of(grammar);
        SphinxSearch search = new SphinxSearch(model);
        SphinxSearch whole = new SphinxSearch(new AcousticModel(grammar, model.pronunciations(), wholeDefinition));
        FreeTtsVoice caller = new FreeTtsVoice();
        List<String> said = new ArrayList<>();
        for (int i = 0;
                i < grammar.phrases().size();
                i += 12) { // each takes half a second, twice; all are searched alike, as held above
            said.add(grammar.phrases().get(i));
        }
        said.addAll(List.of("the weather is nice today isn't it", "hello operator give me number nine", "umbrella"));

        assertThat(said).allSatisfy(words -> {
            Speech utterance = Telephone.hear(caller.say(words));
            assertThat(search.best(utterance)).isEqualTo(whole.best(utterance));
        });
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
