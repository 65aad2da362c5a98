package dev.trunkline.lab.report.svg;

import dev.trunkline.lab.report.Texts;
import java.util.ArrayList;
import java.util.List;

/**
 * Sets text in lines without a screen. Which font a reader has is unknown, so widths are those of the widest usual one. Immutable.
 *
 * @param sizePixels height of the letters' body
 */
public record TextLayout(double sizePixels) {

    private static final String NARROW = "iljI.,:;'|! " + Texts.NO_BREAK;
    private static final String SLIM = "ftr()[]-\"/\\{}";
    private static final String BROAD = "mwMW@%";
    private static final int FIRST_FULL_WIDTH = 0x2E80;

    /** A word, and whether it was heard. */
    public record Word(String text, boolean heard) {}

    /** In pixels. */
    public double width(String text) {
        return text.codePoints().mapToDouble(TextLayout::emWidth).sum() * sizePixels;
    }

    /** As many words in each line as fit; of what does not fit into {@code mostLines}, an ellipsis. */
    public List<List<Word>> lines(List<Word> words, double mostWidth, int mostLines) {
        var lines = new ArrayList<List<Word>>();
        var line = new ArrayList<Word>();
        double used = 0;
        for (Word word : pieces(words, mostWidth)) {
            double needed = width(word.text()) + (line.isEmpty() ? 0 : width(" "));
            if (used + needed > mostWidth && !line.isEmpty()) {
                if (lines.size() + 1 == mostLines) {
                    lines.add(ellipsis(line, mostWidth));
                    return lines;
                }
                lines.add(line);
                line = new ArrayList<>();
                used = 0;
                needed = width(word.text());
            }
            line.add(word);
            used += needed;
        }
        lines.add(line);
        return lines;
    }

    /** The beginning of {@code text} that fits. */
    public String fitted(String text, double mostWidth) {
        if (width(text) <= mostWidth) {
            return text;
        }
        var cut = new StringBuilder(text);
        while (cut.length() > 0 && width(cut + "\u2026") > mostWidth) {
            cut.setLength(cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut.toString().stripTrailing() + "\u2026";
    }

    private List<Word> ellipsis(List<Word> line, double mostWidth) {
        var kept = new ArrayList<>(line);
        while (kept.size() > 1 && lineWidth(kept) + width("\u2026") > mostWidth) {
            kept.remove(kept.size() - 1);
        }
        Word last = kept.remove(kept.size() - 1);
        kept.add(new Word(fitted(last.text() + "\u2026", mostWidth), last.heard()));
        return kept;
    }

    /** Of words with blanks between them, in pixels. */
    public double lineWidth(List<Word> line) {
        return width(String.join(" ", line.stream().map(Word::text).toList()));
    }

    private List<Word> pieces(List<Word> words, double mostWidth) {
        var pieces = new ArrayList<Word>();
        for (Word word : words) {
            String rest = word.text();
            while (width(rest) > mostWidth && rest.codePointCount(0, rest.length()) > 1) {
                int cut = rest.length();
                while (cut > 1 && width(rest.substring(0, cut)) > mostWidth) {
                    cut = rest.offsetByCodePoints(cut, -1);
                }
                cut = Math.max(cut, Character.charCount(rest.codePointAt(0)));
                pieces.add(new Word(rest.substring(0, cut), word.heard()));
                rest = rest.substring(cut);
            }
            pieces.add(new Word(rest, word.heard()));
        }
        return pieces;
    }

    private static double emWidth(int c) {
        if (NARROW.indexOf(c) >= 0) {
            return 0.32;
        }
        if (SLIM.indexOf(c) >= 0) {
            return 0.41;
        }
        if (BROAD.indexOf(c) >= 0) {
            return 0.95;
        }
        return c >= FIRST_FULL_WIDTH ? 1.2 : Character.isUpperCase(c) ? 0.7 : 0.61;
    }
}
