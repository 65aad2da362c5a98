package dev.trunkline.lab.report.call;

import dev.trunkline.lab.report.call.CallReport.Utterance;
import dev.trunkline.lab.report.call.CallReport.Who;
import dev.trunkline.lab.report.svg.TextLayout.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sentence divided into what reached the other side and what did not. Immutable.
 *
 * @param heard its beginning
 * @param lost the rest, "" when nothing was cut
 */
record HeardText(String heard, String lost) {

    /** What an EVI writes down when it heard somebody speak and no words. */
    private static final String UNCLEAR = "(unclear)";

    static HeardText of(Utterance said) {
        String text = said.text().strip();
        if (!said.interrupted() || said.who() == Who.CALLER) {
            return new HeardText(text, "");
        }
        String heard = said.heardText();
        int cut =
                heard != null && text.startsWith(heard.strip()) ? heard.strip().length() : guess(said, text);
        return new HeardText(text.substring(0, cut).strip(), text.substring(cut).strip());
    }

    /** Whether the agent made words of what the caller said, be they the right ones or not. */
    static boolean isUnderstood(Utterance said) {
        String understood = said.heardText();
        return understood == null
                || !(understood.isBlank() || understood.strip().equals(UNCLEAR));
    }

    /** What the agent understood, when it is not what the caller said; else null. */
    static @Nullable String misunderstood(Utterance said) {
        String understood = said.heardText();
        boolean asSaid = understood == null || letters(understood).equals(letters(said.text()));
        return said.who() == Who.CALLER && !asSaid ? understood : null;
    }

    List<Word> words() {
        var words = new ArrayList<Word>();
        addWords(words, heard, true);
        addWords(words, lost, false);
        return words;
    }

    // Nobody told which words were heard: the share of time tells how many, down to a whole word.
    private static int guess(Utterance said, String text) {
        double share = said.spokenMillis() <= 0 ? 1 : said.heardMillis() / (double) said.spokenMillis();
        int cut = (int) Math.round(text.length() * Math.max(0, Math.min(1, share)));
        if (cut >= text.length()) {
            return text.length();
        }
        return Math.max(0, text.lastIndexOf(' ', cut));
    }

    private static void addWords(List<Word> words, String text, boolean heard) {
        for (String word : text.split("\\s+", -1)) {
            if (!word.isEmpty()) {
                words.add(new Word(word, heard));
            }
        }
    }

    private static String letters(String text) {
        var letters = new StringBuilder();
        text.codePoints()
                .filter(Character::isLetterOrDigit)
                .map(Character::toLowerCase)
                .forEach(letters::appendCodePoint);
        return letters.toString();
    }
}
