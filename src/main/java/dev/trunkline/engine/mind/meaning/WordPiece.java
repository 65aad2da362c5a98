package dev.trunkline.engine.mind.meaning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * BERT's uncased tokenizer: lower case without accents, words and single punctuation marks, each cut greedily into the longest
 * pieces of a vocabulary. Immutable.
 */
final class WordPiece {

    /** What the encoder has learned with; longer texts lose their end. */
    static final int MAX_TOKENS = 128;

    private static final int MAX_WORD_CHARS = 100;
    private static final int MAX_CHARS = 2_000; // more than fits into MAX_TOKENS
    private static final String INSIDE = "##";

    private final Map<String, Integer> vocabulary;
    private final int unknown;
    private final int begin;
    private final int end;

    private WordPiece(Map<String, Integer> vocabulary) {
        this.vocabulary = vocabulary;
        this.unknown = special("[UNK]");
        this.begin = special("[CLS]");
        this.end = special("[SEP]");
    }

    private int special(String token) {
        Integer id = vocabulary.get(token);
        if (id == null) {
            throw new IllegalArgumentException("the vocabulary has no " + token);
        }
        return id;
    }

    /** Reads {@code tokenizer.json} as Hugging Face writes it. */
    static WordPiece read(InputStream json) throws IOException {
        JsonNode vocabulary = new ObjectMapper().readTree(json).at("/model/vocab");
        Map<String, Integer> ids = new HashMap<>();
        vocabulary
                .properties()
                .forEach(entry -> ids.put(entry.getKey(), entry.getValue().asInt()));
        return new WordPiece(ids);
    }

    /** The ids of {@code text}'s tokens, between those of the beginning and the end. */
    long[] encode(String text) {
        List<Integer> ids = new ArrayList<>();
        ids.add(begin);
        for (String word : words(text)) {
            pieces(word, ids);
        }
        List<Integer> fitting = new ArrayList<>(ids.subList(0, Math.min(ids.size(), MAX_TOKENS - 1)));
        fitting.add(end);
        return fitting.stream().mapToLong(Integer::longValue).toArray();
    }

    private static List<String> words(String text) {
        String plain = Normalizer.normalize(
                        text.substring(0, Math.min(text.length(), MAX_CHARS)).toLowerCase(Locale.ROOT),
                        Normalizer.Form.NFD)
                .replaceAll("\\p{Mn}", "");
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        plain.codePoints().forEach(point -> {
            boolean isWord = Character.isLetterOrDigit(point);
            boolean isSpace = Character.isWhitespace(point) || Character.isSpaceChar(point);
            if (!isWord || Character.isIdeographic(point)) {
                flush(word, words);
            }
            if (isWord && !Character.isIdeographic(point)) {
                word.appendCodePoint(point);
            } else if (!isSpace && !Character.isISOControl(point)) {
                words.add(Character.toString(point));
            }
        });
        flush(word, words);
        return words;
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    /** The longest pieces from the left; a word that cannot be cut whole is one unknown token. */
    private void pieces(String word, List<Integer> ids) {
        if (word.length() > MAX_WORD_CHARS) {
            ids.add(unknown);
            return;
        }
        List<Integer> pieces = new ArrayList<>();
        int from = 0;
        while (from < word.length()) {
            int to = word.length();
            Integer id = null;
            while (to > from) {
                id = vocabulary.get((from == 0 ? "" : INSIDE) + word.substring(from, to));
                if (id != null) {
                    break;
                }
                to--;
            }
            if (id == null) {
                ids.add(unknown);
                return;
            }
            pieces.add(id);
            from = to;
        }
        ids.addAll(pieces);
    }
}
