package dev.trunkline.speech.sphinx;

import dev.trunkline.speech.Speech;
import edu.cmu.sphinx.decoder.pruner.SimplePruner;
import edu.cmu.sphinx.decoder.scorer.SimpleAcousticScorer;
import edu.cmu.sphinx.decoder.search.PartitionActiveListFactory;
import edu.cmu.sphinx.decoder.search.SimpleBreadthFirstSearchManager;
import edu.cmu.sphinx.decoder.search.Token;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.linguist.Linguist;
import edu.cmu.sphinx.linguist.acoustic.UnitManager;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Loader;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.TiedStateAcousticModel;
import edu.cmu.sphinx.linguist.flat.FlatLinguist;
import edu.cmu.sphinx.result.Result;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sphinx-4 with its American English model. Searches every utterance twice over the same features: for the best phrase of a
 * grammar, and for the best sequence of any sounds; {@link Hypothesis} compares the two. Confined to one thread at a time.
 */
final class SphinxSearch {

    // Sphinx's own defaults, where not said otherwise.
    private static final double WORD_INSERTION = 0.1;
    private static final double SILENCE_INSERTION = 0.1;
    private static final double FILLER_INSERTION = 1e-2;
    private static final int ABSOLUTE_BEAM = 20_000;
    private static final double RELATIVE_BEAM = 1e-80;

    /** What one more sound costs the free search: tried from 1 to 1e-6, this parts right from wrong best. */
    private static final double SOUND_INSERTION = 1e-4;

    private static final double SOUNDS_BEAM = 1e-60;

    private final SphinxFrontEnd frontEnd;
    private final SphinxFrontEnd.Replay features = new SphinxFrontEnd.Replay();
    private final SimpleBreadthFirstSearchManager phrases;
    private final SimpleBreadthFirstSearchManager sounds;

    SphinxSearch(AcousticModel model) throws IOException {
        var units = new UnitManager();
        Loader loader = model.load(units);
        var acoustics = new TiedStateAcousticModel(loader, units, true);
        frontEnd = new SphinxFrontEnd(loader);
        phrases = search(phraseLinguist(model, acoustics, units), RELATIVE_BEAM);
        sounds = search(anySounds(acoustics), SOUNDS_BEAM);
        phrases.allocate();
        sounds.allocate();
    }

    /** The best phrase of the grammar, or null when none comes near. */
    @Nullable
    Hypothesis best(Speech utterance) {
        List<Data> sound = frontEnd.features(utterance);
        Token phrase = best(phrases, sound);
        if (phrase == null) {
            return null;
        }
        Token anything = best(sounds, sound);
        return anything == null ? null : Hypothesis.comparing(phrase, anything);
    }

    private @Nullable Token best(SimpleBreadthFirstSearchManager search, List<Data> sound) {
        features.play(sound);
        search.startRecognition();
        Result result = search.recognize(Integer.MAX_VALUE);
        search.stopRecognition();
        return result == null ? null : result.getBestFinalToken();
    }

    private SimpleBreadthFirstSearchManager search(Linguist linguist, double relativeBeam) {
        return new SimpleBreadthFirstSearchManager(
                linguist,
                new SimplePruner(),
                new SimpleAcousticScorer(features, null),
                new PartitionActiveListFactory(ABSOLUTE_BEAM, relativeBeam),
                false,
                0,
                0,
                false);
    }

    static Linguist anySounds(TiedStateAcousticModel acoustics) {
        return new AnySounds(acoustics, SOUND_INSERTION);
    }

    static Linguist phraseLinguist(AcousticModel model, TiedStateAcousticModel acoustics, UnitManager units) {
        return new FlatLinguist(
                acoustics,
                new PhraseTree(model.grammar(), model.dictionary(units)),
                units,
                WORD_INSERTION,
                SILENCE_INSERTION,
                FILLER_INSERTION,
                1,
                1,
                false,
                false,
                false,
                false,
                0,
                0,
                null);
    }
}
