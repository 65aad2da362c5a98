package de.dfki.lt.tools.tokenizer;

import de.dfki.lt.tools.tokenizer.annotate.AnnotatedString;
import de.dfki.lt.tools.tokenizer.annotate.FastAnnotatedString;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts English text into words, numbers and punctuation, and marks where sentences and paragraphs begin. Immutable.
 * The names and values of the constants are those that MaryTTS was compiled with.
 */
public final class JTok {

    /** Annotated on every token. */
    public static final String CLASS_ANNO = "class";

    /** Annotated on the first token of a sentence ({@link #TU_BORDER}) or paragraph ({@link #P_BORDER}). */
    public static final String BORDER_ANNO = "border";

    public static final String TU_BORDER = "tu";
    public static final String P_BORDER = "p";

    /**
     * Abbreviations keep their full stop, contractions stay whole (MaryTTS's lexicon has them), times, dates and ordinals are
     * one token, and signs of money and per cent are their own: that is what {@code marytts.language.en.Preprocess} reads.
     */
    private static final Pattern TOKEN =
            Pattern.compile("(?<abbreviation>\\b(?:(?:\\p{L}\\.){2,}+|(?:Mr|Mrs|Ms|Dr|St|No|vs|etc)\\.))"
                    + "|(?<word>[\\p{L}\\d]++(?:[-_@.,:/&'’](?=[\\p{L}\\d])[\\p{L}\\d]++)*+)"
                    + "|(?<stop>[.!?…]+)"
                    + "|(?<sign>\\S)");

    private static final Pattern PARAGRAPH = Pattern.compile("\\n\\s*\\n");
    private static final Set<String> CLOSING = Set.of("\"", "'", "”", "’", ")", "]", "}");

    /** @param languages ignored: English only */
    public JTok(Properties languages) {}

    /** @param language ignored: English only */
    public AnnotatedString tokenize(String text, String language) {
        FastAnnotatedString tokens = new FastAnnotatedString(text);
        Matcher token = TOKEN.matcher(text);
        Matcher paragraph = PARAGRAPH.matcher(text);
        boolean sentenceEnded = false;
        int previousEnd = 0;
        while (token.find()) {
            int start = token.start();
            boolean first = previousEnd == 0;
            boolean newParagraph = first || paragraph.region(previousEnd, start).find();
            tokens.annotate(CLASS_ANNO, kind(token), start, token.end());
            if (newParagraph) {
                tokens.annotate(BORDER_ANNO, P_BORDER, start, token.end());
            } else if (sentenceEnded && start > previousEnd) {
                tokens.annotate(BORDER_ANNO, TU_BORDER, start, token.end());
                sentenceEnded = false;
            }
            boolean closing = CLOSING.contains(token.group());
            sentenceEnded = token.group("stop") != null || (sentenceEnded && closing);
            previousEnd = token.end();
        }
        return tokens;
    }

    private static String kind(Matcher token) {
        return token.group("stop") != null || token.group("sign") != null ? "punctuation" : "word";
    }
}
