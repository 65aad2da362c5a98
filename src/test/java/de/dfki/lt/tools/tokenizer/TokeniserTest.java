package de.dfki.lt.tools.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import de.dfki.lt.tools.tokenizer.annotate.AnnotatedString;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TokeniserTest {

    @Test
    void wordsAndPunctuationAreTokensAndSpacesAreNot() {
        assertThat(tokens("Your balance is forty dollars, and ten cents."))
                .containsExactly("Your", "balance", "is", "forty", "dollars", ",", "and", "ten", "cents", ".");
    }

    @Test
    void contractionsStayWholeForTheLexiconHasThem() {
        assertThat(tokens("I'm sorry, it doesn't matter; that's all."))
                .containsExactly("I'm", "sorry", ",", "it", "doesn't", "matter", ";", "that's", "all", ".");
    }

    @Test
    void numbersAreWholeAndSignsOfMoneyAndPerCentStandAlone() {
        assertThat(tokens("$42.50 at 9:30, the 21st, 1,000 of 5%"))
                .containsExactly("$", "42.50", "at", "9:30", ",", "the", "21st", ",", "1,000", "of", "5", "%");
    }

    @Test
    void abbreviationsKeepTheirStopAndEndNoSentence() {
        assertThat(sentences("Mr. Smith called at 9 a.m. today. Thanks.")).containsExactly("Mr.", "Thanks");
    }

    @Test
    void sentencesBeginAfterAStopAndParagraphsAfterAnEmptyLine() {
        assertThat(sentences("Hello! How are you? \"Fine.\" Good...\n\nNext one."))
                .containsExactly("Hello", "How", "\"", "Good", "Next");
        assertThat(borders("One. Two.\n\nThree.")).containsExactly("p", "tu", "p");
    }

    @Test
    void aStopInsideAWordEndsNothing() {
        assertThat(sentences("See example.com for version 2.5 of it")).containsExactly("See");
    }

    @Test
    void anyTextIsCoveredByTokensButItsSpaces() {
        String text = "  “Well” – über 100€… [it's]\tok?\n#hash & co. ’tis\u0000 ";

        String joined = String.join("", tokens(text));

        assertThat(joined).isEqualTo(text.replaceAll("\\s", ""));
    }

    @Test
    void nothingIsNoTokens() {
        assertThat(tokens("")).isEmpty();
        assertThat(tokens(" \n ")).isEmpty();
    }

    private static List<String> tokens(String text) {
        return walk(text, false, false);
    }

    private static List<String> sentences(String text) {
        return walk(text, true, false);
    }

    private static List<String> borders(String text) {
        return walk(text, true, true);
    }

    /** As MaryTTS does it. */
    private static List<String> walk(String text, boolean bordersOnly, boolean kinds) {
        AnnotatedString tokens = new JTok(new Properties()).tokenize(text, "en");
        List<String> found = new ArrayList<>();
        for (char c = tokens.setIndex(0); c != AnnotatedString.DONE; ) {
            int end = tokens.getRunLimit(JTok.CLASS_ANNO);
            Object border = tokens.getAnnotation(JTok.BORDER_ANNO);
            if (tokens.getAnnotation(JTok.CLASS_ANNO) != null && (!bordersOnly || border != null)) {
                found.add(kinds ? String.valueOf(border) : tokens.substring(tokens.getRunStart(JTok.CLASS_ANNO), end));
            }
            c = tokens.setIndex(end);
        }
        return found;
    }
}
