package dev.trunkline.speech.sphinx;

import edu.cmu.sphinx.linguist.acoustic.UnitManager;
import edu.cmu.sphinx.linguist.dictionary.TextDictionary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sphinx's pronouncing dictionary, with the words of one grammar. Confined to one thread at a time. */
final class WordDictionary extends TextDictionary {

    private final Pronunciations pronunciations;

    WordDictionary(Pronunciations pronunciations, URL fillers, UnitManager units) {
        super(fillers, fillers, List.of(), false, null, units, null, 0);
        this.pronunciations = pronunciations;
    }

    @Override
    protected void loadDictionary(InputStream lines, boolean isFillerDict) throws IOException {
        if (isFillerDict) {
            super.loadDictionary(lines, true);
            return;
        }
        lines.close();
        String words = String.join("\n", pronunciations.lines());
        super.loadDictionary(new ByteArrayInputStream(words.getBytes(StandardCharsets.UTF_8)), false);
    }
}
