package dev.trunkline.speech.sphinx;

import edu.cmu.sphinx.linguist.dictionary.Dictionary;
import edu.cmu.sphinx.linguist.language.grammar.Grammar;
import edu.cmu.sphinx.linguist.language.grammar.GrammarNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A {@link PhraseGrammar} as Sphinx searches it: a tree whose branches share their first words, with a pause allowed after
 * every word. All phrases are equally likely. Confined to one thread at a time.
 */
final class PhraseTree extends Grammar {

    private static final float CERTAIN = 0f; // the logarithm of 1

    private final List<String> phrases;
    private final Set<String> vocabulary;

    PhraseTree(PhraseGrammar grammar, Dictionary dictionary) {
        super(false, true, true, false, dictionary);
        this.phrases = grammar.phrases();
        this.vocabulary = grammar.vocabulary();
    }

    @Override
    protected GrammarNode createGrammar() {
        checkWords();
        GrammarNode root = createGrammarNode(Dictionary.SILENCE_SPELLING);
        GrammarNode end = createGrammarNode(Dictionary.SILENCE_SPELLING);
        end.setFinalNode(true);
        Map<String, GrammarNode> byPrefix = new HashMap<>();
        for (String phrase : phrases) {
            GrammarNode node = root;
            StringBuilder prefix = new StringBuilder();
            for (String word : PhraseGrammar.words(phrase)) {
                GrammarNode before = node;
                prefix.append(' ').append(word);
                node = byPrefix.computeIfAbsent(prefix.toString(), unused -> after(before, word));
            }
            node.add(end, CERTAIN);
        }
        postProcessGrammar();
        return root;
    }

    private GrammarNode after(GrammarNode before, String word) {
        GrammarNode node = createGrammarNode(word);
        before.add(node, CERTAIN);
        return node;
    }

    /** Sphinx would put nothing in the place of a word it cannot pronounce, and hear it everywhere. */
    private void checkWords() {
        Set<String> unknown = new TreeSet<>(vocabulary);
        unknown.removeIf(word -> dictionary.getWord(word) != null);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("no pronunciation known of " + String.join(", ", unknown));
        }
    }
}
