package dev.trunkline.engine.mind.remote;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps a model's reasoning from being spoken, wherever in an answer it stands and however it is marked
 * ({@link ReasoningMark}). Some servers swallow the mark that opens it, so that only the closing one tells that all before it
 * was private. What was spoken cannot be taken back, and so an answer is held: briefly at its beginning as long as nothing is
 * known of the model; to its end or to the closing mark when the model has done so before, or begins like somebody who thinks.
 * Not thread-safe.
 */
final class ReasoningFilter {

    /** How models begin that think aloud, and agents on a telephone hardly ever do. */
    private static final Pattern PONDERING = Pattern.compile(
            "\\s*(?:(?:okay|ok|alright|all right|hmm+|so|well|right|wait|now|first|let me see)[,.]?\\s+)*+"
                    + "(?:(?:the )?(?:user|caller|customer)(?:'s)? (?:is|has|was|wants|asks|asked|said|says|seems|just|needs|would|greets|greeted|wrote|query|question|request|message)\\b"
                    + "|(?:i|we) (?:need|should|must|have) (?:to )?|let(?:'s| us| me) (?:think|analy[sz]e|break|figure|consider)\\b"
                    + "|thinking(?: process)?:)",
            Pattern.CASE_INSENSITIVE);

    /** Harmony's format when a server has dropped its control words. */
    private static final Pattern BARE_ANALYSIS = Pattern.compile("\\s*analysis[A-Z\"'*]");

    private static final String BARE_FINAL = "assistantfinal";

    /** How long what is meant for the caller waits for what may come. */
    enum Hold {
        NOT,
        BRIEFLY,
        TO_THE_END
    }

    private final StringBuilder mark = new StringBuilder();
    private final StringBuilder header = new StringBuilder();
    private final StringBuilder passed = new StringBuilder();
    private Hold hold;
    private boolean beginning = true;
    private boolean isPrivate;
    private boolean inHeader;
    private boolean nested;
    private boolean fenced;
    private char lastWritten = '\n';
    private int mentions; // of names that open nothing within a line, and are not closed yet
    private boolean bare;
    private boolean closedAlone;
    private boolean takesBack;

    ReasoningFilter(Hold hold) {
        this.hold = hold;
    }

    /** What of {@code text}, and of what was held back, is meant for the caller. */
    String pass(String text) {
        for (int i = 0; i < text.length(); i++) {
            take(text.charAt(i));
        }
        judgeBeginning();
        if (bare) {
            int end = passed.indexOf(BARE_FINAL);
            if (end >= 0) {
                passed.delete(0, end + BARE_FINAL.length());
                bare = false;
                hold = Hold.NOT;
            }
        }
        return hold == Hold.NOT && !beginning ? release() : "";
    }

    /** What was held back at the end of the answer. */
    String end() {
        if (!fenced && mark.length() > 0 && !ReasoningMark.isCutOff(mark)) {
            emit(mark);
        }
        mark.setLength(0);
        return bare ? "" : release();
    }

    /** Whether only time holds something back. */
    boolean isHeldBriefly() {
        return hold == Hold.BRIEFLY || (hold == Hold.NOT && beginning);
    }

    /** Nothing of reasoning has come in time: what was held back is meant for the caller. */
    String endBriefHold() {
        if (!isHeldBriefly()) {
            return "";
        }
        hold = Hold.NOT;
        beginning = false;
        return release();
    }

    /** The server tells reasoning apart by itself. */
    void trust() {
        hold = Hold.NOT;
    }

    /** Whether a mark has closed what none had opened. */
    boolean hasClosedAlone() {
        return closedAlone;
    }

    /** Whether a mark has opened what none has closed. */
    boolean isOpen() {
        return isPrivate;
    }

    /** Whether what was passed before was private, as far as it has not been spoken; asking forgets it. */
    boolean takesBack() {
        boolean was = takesBack;
        takesBack = false;
        return was;
    }

    private void take(char c) {
        if (mark.length() == 0 && !ReasoningMark.mayBeginWith(c)) {
            emit(c);
            return;
        }
        mark.append(c);
        if (fenced && ReasoningMark.FENCE_MARK.contentEquals(mark)) {
            mark.setLength(0);
            fenced = false;
            close();
            return;
        }
        ReasoningMark found = ReasoningMark.of(mark);
        if (found == ReasoningMark.NONE) {
            String text = mark.toString();
            mark.setLength(0);
            emit(text.charAt(0));
            for (int i = 1; i < text.length(); i++) {
                take(text.charAt(i));
            }
        } else if (found != ReasoningMark.PERHAPS) {
            String text = mark.toString();
            mark.setLength(0);
            apply(found, text);
        }
    }

    private void apply(ReasoningMark found, String text) {
        switch (found) {
            case OPEN -> open();
            case FENCE -> {
                fenced = !isPrivate;
                open();
            }
            case OPEN_AT_LINE -> {
                if (isPrivate || lastWritten == '\n') {
                    open();
                } else {
                    mentions++;
                    emit(text);
                }
            }
            case CLOSE -> close();
            case CLOSE_OPENED -> {
                if (isPrivate) {
                    close();
                } else {
                    emit(text);
                }
            }
            case CLOSE_UNLESS_MENTIONED -> {
                if (isPrivate || mentions == 0) {
                    close();
                } else {
                    mentions--;
                    emit(text);
                }
            }
            case HEADER -> {
                header.setLength(0);
                inHeader = true;
            }
            case MESSAGE -> {
                String channel = header.toString().strip();
                inHeader = false;
                isPrivate = !(channel.startsWith("final") || channel.equals("assistant"));
                hold = Hold.NOT;
            }
            case END -> {
                inHeader = false;
                isPrivate = false;
            }
            default -> {}
        }
    }

    private void open() {
        nested |= isPrivate;
        isPrivate = true;
    }

    private void close() {
        lastWritten = '\n';
        if (isPrivate) {
            // A tag inside of another may have been a mention or a pair of its own: then one more closing tag comes.
            hold = nested ? Hold.TO_THE_END : Hold.NOT;
            isPrivate = false;
            return;
        }
        passed.setLength(0);
        hold = Hold.NOT;
        closedAlone |= !nested;
        takesBack = true;
        nested = false;
        bare = false;
    }

    private void emit(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            emit(text.charAt(i));
        }
    }

    private void emit(char c) {
        if (inHeader) {
            header.append(c);
        } else if (!isPrivate) {
            passed.append(c);
            lastWritten = c == '\n' || !Character.isWhitespace(c) ? c : lastWritten;
        }
    }

    /** Decides by the first words whether all of it is to be held; more words may be needed for that. */
    private void judgeBeginning() {
        if (!beginning) {
            return;
        }
        if (isPrivate || inHeader || closedAlone) {
            beginning = false;
            return;
        }
        if (passed.length() == 0) {
            return;
        }
        Matcher bareAnalysis = BARE_ANALYSIS.matcher(passed);
        Matcher pondering = PONDERING.matcher(passed);
        if (bareAnalysis.lookingAt()) {
            bare = true;
            hold = Hold.TO_THE_END;
            beginning = false;
        } else if (pondering.lookingAt()) {
            hold = Hold.TO_THE_END;
            beginning = false;
        } else {
            beginning = bareAnalysis.hitEnd() || pondering.hitEnd();
        }
    }

    private String release() {
        String all = passed.toString();
        passed.setLength(0);
        return all;
    }
}
