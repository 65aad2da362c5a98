package dev.trunkline.speech.sphinx;

import edu.cmu.sphinx.linguist.acoustic.UnitManager;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Sphinx3Loader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Objects;

/**
 * What all recognizers of one grammar are made of: as much of Sphinx's American English model as the grammar needs. Immutable.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never written to
record AcousticModel(PhraseGrammar grammar, Pronunciations pronunciations, byte[] definition) {

    private static final String LANGUAGE = "/edu/cmu/sphinx/models/en-us/";
    private static final String DEFINITION = "mdef";

    // Sphinx's own defaults.
    private static final float MIXTURE_WEIGHT_FLOOR = 1e-7f;
    private static final float VARIANCE_FLOOR = 1e-4f;
    private static final int TOP_GAUSSIANS = 4;

    static AcousticModel of(PhraseGrammar grammar) throws IOException {
        Pronunciations pronunciations =
                Pronunciations.read(resource("cmudict-en-us.dict").openStream(), grammar.vocabulary());
        byte[] reduced = TriphoneTable.reduced(wholeDefinition(), pronunciations.triphones(grammar));
        return new AcousticModel(grammar, pronunciations, reduced);
    }

    /** Of all sounds between any two. */
    static byte[] wholeDefinition() throws IOException {
        try (InputStream stream = resource("en-us/" + DEFINITION).openStream()) {
            return stream.readAllBytes();
        }
    }

    /** A copy for one recognizer, which keeps its scores in it. */
    Sphinx3Loader load(UnitManager units) throws IOException {
        Sphinx3Loader loader = new Copy(units, definition);
        loader.load();
        return loader;
    }

    /** The words, for one recognizer. */
    WordDictionary dictionary(UnitManager units) {
        return new WordDictionary(pronunciations, resource("en-us/noisedict"), units);
    }

    private static URL resource(String name) {
        return Objects.requireNonNull(AcousticModel.class.getResource(LANGUAGE + name), name);
    }

    /** Reads our model definition in the place of Sphinx's. */
    static final class Copy extends Sphinx3Loader {
        private final byte[] definition;

        private Copy(UnitManager units, byte[] definition) {
            super(resource("en-us"), units, 0f, MIXTURE_WEIGHT_FLOOR, VARIANCE_FLOOR, TOP_GAUSSIANS, true);
            this.definition = definition;
        }

        @Override
        protected InputStream getDataStream(String path) throws IOException, URISyntaxException {
            return path.equals(DEFINITION) ? new ByteArrayInputStream(definition) : super.getDataStream(path);
        }
    }
}
