package dev.trunkline.speech;

import edu.cmu.sphinx.linguist.acoustic.UnitManager;
import edu.cmu.sphinx.linguist.dictionary.TextDictionary;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The lines of Sphinx's pronouncing dictionary that a grammar needs; all 134,000 would stay on the heap. */
final class WordDictionary extends TextDictionary {

    private final Set<String> wanted;

    WordDictionary(Set<String> wanted, URL words, URL fillers, UnitManager units) {
        super(words, fillers, List.of(), false, null, units, null, 0);
        this.wanted = wanted;
    }

    @Override
    protected void loadDictionary(InputStream lines, boolean isFillerDict) throws IOException {
        if (isFillerDict) {
            super.loadDictionary(lines, true);
            return;
        }
        try (var reader = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8))) {
            String needed = reader.lines().filter(this::isWanted).collect(Collectors.joining("\n"));
            super.loadDictionary(new ByteArrayInputStream(needed.getBytes(StandardCharsets.UTF_8)), false);
        }
    }

    /** A line is "word PH ON ES" or, for its second way, "word(2) PH ON ES". */
    private boolean isWanted(String line) {
        int end = 0;
        while (end < line.length() && line.charAt(end) != ' ' && line.charAt(end) != '(') {
            end++;
        }
        return wanted.contains(line.substring(0, end));
    }
}
