package dev.trunkline.engine.mind;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Cuts text into sentences: one {@code assistant_message} is one of them. Of text that comes in pieces, each is told as soon as
 * it is sure to be over, and a clause that goes on for long is cut at a comma, the first one sooner, so that speech starts
 * early. Not thread-safe.
 */
public final class SentenceCutter {

    private static final int FIRST_CLAUSE_CHARS = 70; // about 4 s of speech: time enough for the rest to come
    private static final int CLAUSE_CHARS = 160;
    private static final int MAX_CHARS = 320;
    private static final int LEAST_CHARS = 25; // shorter scraps sound chopped
    private static final String ENDS = ".!?…";
    private static final String WIDE_ENDS = "。！？";
    private static final String CLOSERS = "\"'”’»)]}*_`」』";
    private static final String BREATHS = ",;:—–，；、";
    private static final Set<String> NEVER_LAST = Set.of(
            "mr", "mrs", "ms", "mx", "dr", "prof", "st", "gen", "col", "sgt", "capt", "lt", "rev", "hon", "gov", "sen",
            "rep", "vs", "e.g", "i.e", "approx", "dept", "est", "mt", "ave", "blvd", "messrs", "bzw", "z.b", "d.h");
    private static final Set<String> BEFORE_NUMBERS = Set.of(
            "no", "nos", "nr", "art", "sec", "fig", "ext", "vol", "pp", "p", "ch", "jan", "feb", "mar", "apr", "jun",
            "jul", "aug", "sep", "sept", "oct", "nov", "dec");

    private final Consumer<String> sentences;
    private final StringBuilder pending = new StringBuilder();
    private int scanned; // no end lies before this
    private boolean spoken;
    private boolean complete;

    /** @param sentences takes each, trimmed and never blank, as it was written */
    public SentenceCutter(Consumer<String> sentences) {
        this.sentences = sentences;
    }

    /** The sentences of a whole text; there is nothing to wait for, so that only endless ones are cut before their end. */
    public static List<String> split(String text) {
        List<String> sentences = new ArrayList<>();
        SentenceCutter cutter = new SentenceCutter(sentences::add);
        cutter.complete = true;
        cutter.add(text);
        cutter.end();
        return List.copyOf(sentences);
    }

    /** More text. */
    public void add(String text) {
        pending.append(text);
        for (int end = nextCut(); end > 0; end = nextCut()) {
            emit(end);
        }
    }

    /** Nothing more comes: what is left is a sentence too. */
    public void end() {
        emit(pending.length());
    }

    private void emit(int end) {
        String text = pending.substring(0, end).strip();
        pending.delete(0, end);
        scanned = 0;
        if (!text.isEmpty()) {
            spoken = true;
            sentences.accept(text);
        }
    }

    private int nextCut() {
        int end = nextEnd();
        return end > 0 ? end : nextBreath();
    }

    /** Where the first sentence ends, or 0 when that is not known yet. */
    private int nextEnd() {
        for (int i = scanned; i < pending.length(); i++) {
            char c = pending.charAt(i);
            if (c == '\n') {
                return i + 1;
            }
            if (WIDE_ENDS.indexOf(c) >= 0) {
                return afterMarks(i);
            }
            if (ENDS.indexOf(c) >= 0) {
                int after = afterMarks(i);
                Verdict verdict = verdict(i, after);
                if (verdict == Verdict.END) {
                    return after;
                }
                if (verdict == Verdict.UNKNOWN) {
                    scanned = i;
                    return 0;
                }
                i = after - 1;
            }
        }
        scanned = pending.length();
        return 0;
    }

    private enum Verdict {
        END,
        NO_END,
        UNKNOWN
    }

    /** Whether a sentence ends with the marks from {@code at} to {@code after}. */
    private Verdict verdict(int at, int after) {
        if (after == pending.length()) {
            return Verdict.UNKNOWN;
        }
        if (!Character.isWhitespace(pending.charAt(after))) {
            return Verdict.NO_END;
        }
        if (isEmphatic(after)) {
            return Verdict.END;
        }
        int next = after;
        while (next < pending.length() && Character.isWhitespace(pending.charAt(next))) {
            if (pending.charAt(next) == '\n') {
                return Verdict.END;
            }
            next++;
        }
        if (next == pending.length()) {
            return Verdict.UNKNOWN;
        }
        char first = pending.charAt(next);
        boolean goesOn = Character.isLowerCase(first) || isListMarker(at) || isAbbreviation(at, first);
        return goesOn ? Verdict.NO_END : Verdict.END;
    }

    private int afterMarks(int at) {
        int after = at + 1;
        while (after < pending.length() && isMark(pending.charAt(after))) {
            after++;
        }
        return after;
    }

    private static boolean isMark(char c) {
        return ENDS.indexOf(c) >= 0 || WIDE_ENDS.indexOf(c) >= 0 || CLOSERS.indexOf(c) >= 0;
    }

    /** A question mark in quotes or brackets may stand within a sentence. */
    private boolean isEmphatic(int after) {
        char last = pending.charAt(after - 1);
        return last == '!' || last == '?';
    }

    /** {@code 1.} at the beginning belongs to what follows. */
    private boolean isListMarker(int dot) {
        String before = pending.substring(0, dot).strip();
        return before.length() <= 2 && !before.isEmpty() && before.chars().allMatch(Character::isDigit);
    }

    private boolean isAbbreviation(int dot, char next) {
        int start = dot;
        while (start > 0 && isOfWord(pending.charAt(start - 1))) {
            start--;
        }
        String word = pending.substring(start, dot);
        String lower = word.toLowerCase(Locale.ROOT);
        boolean isInitial = word.length() == 1 && Character.isUpperCase(word.charAt(0)) && !word.equals("I");
        return isInitial || NEVER_LAST.contains(lower) || (Character.isDigit(next) && BEFORE_NUMBERS.contains(lower));
    }

    private static boolean isOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '.';
    }

    /** Where a clause that has become too long may be cut, or 0. */
    private int nextBreath() {
        int mostChars = complete ? MAX_CHARS : spoken ? CLAUSE_CHARS : FIRST_CLAUSE_CHARS;
        if (pending.length() <= mostChars) {
            return 0;
        }
        for (int i = Math.min(pending.length() - 1, MAX_CHARS) - 1; i >= LEAST_CHARS; i--) {
            if (BREATHS.indexOf(pending.charAt(i)) >= 0 && Character.isWhitespace(pending.charAt(i + 1))) {
                return i + 1;
            }
        }
        return pending.length() <= MAX_CHARS ? 0 : somewhere();
    }

    private int somewhere() {
        for (int i = MAX_CHARS - 1; i >= LEAST_CHARS; i--) {
            if (Character.isWhitespace(pending.charAt(i))) {
                return i;
            }
        }
        return Character.isLowSurrogate(pending.charAt(MAX_CHARS)) ? MAX_CHARS - 1 : MAX_CHARS;
    }
}
