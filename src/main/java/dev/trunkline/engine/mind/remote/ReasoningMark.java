package dev.trunkline.engine.mind.remote;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What stands around a model's reasoning, in the spellings that models and their servers use: tags ({@code <think>},
 * {@code </Reasoning >}, also escaped as in HTML, {@code [THINK]}, {@code ◁think▷}), code fences, and the control words of chat
 * templates ({@code <|channel|>}, {@code <|begin_of_thought|>}). Immutable.
 */
enum ReasoningMark {
    /** What follows is private. */
    OPEN,
    /** The same, when it stands at the beginning of a line; within one it may be a word for the caller. */
    OPEN_AT_LINE,
    /** What follows is private up to {@link #FENCE_MARK}. */
    FENCE,
    /** What came before was private. */
    CLOSE,
    /** The same, when something is open. */
    CLOSE_OPENED,
    /** The same, unless it closes an {@link #OPEN_AT_LINE} that opened nothing. */
    CLOSE_UNLESS_MENTIONED,
    /** A header follows, up to {@link #MESSAGE}: OpenAI's harmony format. */
    HEADER,
    MESSAGE,
    /** A message is over. */
    END,
    /** Means nothing to a caller. */
    CONTROL,
    /** May become one of these. */
    PERHAPS,
    /** Is text. */
    NONE;

    static final String FENCE_MARK = "```";

    private static final int MAX_TAG_CHARS = 400; // with attributes
    private static final int MAX_NAME_CHARS = 48;
    private static final int MAX_CONTROL_CHARS = 64;
    private static final int MAX_WORDS = 3;
    private static final String OPENERS = "<＜[◁【&`";
    private static final String ESCAPED_OPENER = "&lt;";
    private static final String ESCAPED_CLOSER = "&gt;";
    private static final Set<String> BRACKETED =
            Set.of("[THINK]", "[THINKING]", "[/THINK]", "[/THINKING]"); // Mistral's
    private static final Set<String> BLOCKS = Set.of("details", "block"); // their attributes tell what is in them
    private static final Pattern INVISIBLE = Pattern.compile("[\\u00ad\\u200b-\\u200f\\u2060-\\u2064\\ufeff]");
    private static final Pattern REASONING_BLOCK =
            Pattern.compile("(?:type|class|name|kind)\\s*=\\s*[\"']?([\\w:-]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ENDING = Pattern.compile("^(?:/|end).*|.*(?:^|[^a-z])(?:end|suffix|close|stop)$");
    private static final Pattern ONE_WORD_BEGIN = Pattern.compile("^(?:/|beginof|startof|endof|begin|start|end)");
    private static final Pattern CUT_OFF = Pattern.compile("[^A-Za-z]*[A-Za-z_]{2}\\S*");

    static boolean mayBeginWith(char c) {
        return OPENERS.indexOf(c) >= 0;
    }

    /** What {@code written} is, which begins with an opening bracket and is as long as the mark, if it is one. */
    static ReasoningMark of(CharSequence written) {
        String text = INVISIBLE.matcher(written).replaceAll("");
        if (text.charAt(0) == '&') {
            return escaped(text);
        }
        return plain(text.replace('＜', '<').replace('＞', '>').replace('／', '/'));
    }

    /** Whether an answer that ends with {@code written} was cut off within a mark. */
    static boolean isCutOff(CharSequence written) {
        String text = INVISIBLE.matcher(written).replaceAll("").replace(ESCAPED_OPENER, "<");
        boolean isControl = text.length() > 1 && isBar(text.charAt(1));
        return CUT_OFF.matcher(text).matches() && (isControl || ReasoningName.mayBecomeOne(text));
    }

    private static ReasoningMark escaped(String text) {
        if (text.length() <= ESCAPED_OPENER.length()) {
            return ESCAPED_OPENER.startsWith(text) ? PERHAPS : NONE;
        }
        if (!text.startsWith(ESCAPED_OPENER)) {
            return NONE;
        }
        String rest = text.substring(ESCAPED_OPENER.length());
        int and = rest.lastIndexOf('&');
        boolean isHalf = and >= 0 && !rest.endsWith(ESCAPED_CLOSER) && ESCAPED_CLOSER.startsWith(rest.substring(and));
        String whole = isHalf ? rest.substring(0, and) : rest.replace(ESCAPED_CLOSER, ">");
        return plain("<" + whole);
    }

    private static ReasoningMark plain(String text) {
        char open = text.charAt(0);
        if (open == '`') {
            return fence(text);
        }
        if (open == '[') {
            return bracketed(text);
        }
        if (open == '<' && text.length() > 1 && isBar(text.charAt(1))) {
            return control(text);
        }
        return tag(text, open == '<' ? '>' : open == '【' ? '】' : '▷');
    }

    private static boolean isBar(char c) {
        return c == '|' || c == '｜';
    }

    private static ReasoningMark fence(String text) {
        if (text.length() <= FENCE_MARK.length()) {
            return FENCE_MARK.startsWith(text) ? PERHAPS : NONE;
        }
        String name = text.substring(FENCE_MARK.length());
        if (Character.isWhitespace(name.charAt(name.length() - 1))) {
            return ReasoningName.of(name) == ReasoningName.SURE ? FENCE : NONE;
        }
        boolean isName = name.chars().allMatch(c -> isNamePart((char) c));
        return isName && name.length() <= MAX_NAME_CHARS ? PERHAPS : NONE;
    }

    private static ReasoningMark bracketed(String text) {
        if (BRACKETED.contains(text)) {
            return text.charAt(1) == '/' ? CLOSE : OPEN;
        }
        return BRACKETED.stream().anyMatch(mark -> mark.startsWith(text)) ? PERHAPS : NONE;
    }

    private static ReasoningMark tag(String text, char close) {
        int at = skipSpaces(text, 1);
        boolean closes = at < text.length() && text.charAt(at) == '/';
        int begin = closes ? skipSpaces(text, at + 1) : at;
        int end = begin;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        if (end == text.length()) {
            return end - begin <= MAX_NAME_CHARS && end <= MAX_TAG_CHARS ? PERHAPS : NONE;
        }
        String name = text.substring(begin, end);
        if (name.equals("channel") && "|>".startsWith(text.substring(end))) {
            return text.charAt(text.length() - 1) == '>' ? CLOSE : PERHAPS; // Gemma's
        }
        char next = text.charAt(end);
        boolean endsName = next == close || next == '/' || Character.isWhitespace(next);
        if (name.isEmpty() || !endsName || (close != '>' && next == '/')) {
            return NONE;
        }
        boolean isWhole = text.charAt(text.length() - 1) == close;
        ReasoningName meaning = ReasoningName.of(name);
        if (meaning == ReasoningName.OTHER || (close != '>' && meaning == ReasoningName.UNSURE)) {
            return close == '>' ? tagOfWords(text, name, begin, closes) : NONE;
        }
        if (!isWhole) {
            return text.length() <= MAX_TAG_CHARS ? PERHAPS : NONE;
        }
        if (text.charAt(text.length() - 2) == '/' && !closes) {
            return CONTROL;
        }
        if (meaning == ReasoningName.UNSURE) {
            return closes ? CLOSE_UNLESS_MENTIONED : OPEN_AT_LINE;
        }
        return closes ? CLOSE : OPEN;
    }

    /** A tag whose first word does not tell: a block with attributes, or a name of several words. */
    private static ReasoningMark tagOfWords(String text, String first, int begin, boolean closes) {
        boolean isWhole = text.endsWith(">");
        if (BLOCKS.contains(first.toLowerCase(Locale.ROOT))) {
            if (!isWhole) {
                return text.length() <= MAX_TAG_CHARS ? PERHAPS : NONE;
            }
            boolean isReasoning = REASONING_BLOCK
                    .matcher(text)
                    .results()
                    .anyMatch(found -> ReasoningName.of(found.group(1)) == ReasoningName.SURE);
            return closes ? CLOSE_OPENED : isReasoning ? OPEN : NONE;
        }
        String words = text.substring(begin, text.length() - (isWhole ? 1 : 0));
        boolean isName = begin == (closes ? 2 : 1)
                && words.length() <= MAX_NAME_CHARS
                && words.chars().filter(c -> c == ' ').count() < MAX_WORDS
                && words.chars().allMatch(c -> c == ' ' || isNamePart((char) c));
        if (!isName || (isWhole && ReasoningName.of(words) != ReasoningName.SURE)) {
            return NONE;
        }
        return !isWhole ? PERHAPS : closes ? CLOSE : OPEN;
    }

    private static ReasoningMark control(String text) {
        char last = text.charAt(text.length() - 1);
        if (last != '>' || text.length() < 3) {
            boolean isPossible =
                    text.length() < 3 || isBar(last) || Character.isLetterOrDigit(last) || "_-/▁.:".indexOf(last) >= 0;
            return isPossible && text.length() <= MAX_CONTROL_CHARS ? PERHAPS : NONE;
        }
        boolean isBarred = isBar(text.charAt(text.length() - 2));
        String word = text.substring(2, text.length() - (isBarred ? 2 : 1)).toLowerCase(Locale.ROOT);
        String plain = word.replaceAll("[^a-z/]", "");
        return switch (plain) {
            case "channel" -> isBarred ? HEADER : OPEN; // without its second bar it is Gemma's
            case "start" -> HEADER;
            case "message" -> MESSAGE;
            case "end", "return", "call" -> END;
            case "innerprefix" -> OPEN;
            case "innersuffix" -> CLOSE;
            default -> {
                boolean isReasoning = ReasoningName.of(word) != ReasoningName.OTHER
                        || ReasoningName.of(ONE_WORD_BEGIN.matcher(plain).replaceFirst("")) != ReasoningName.OTHER;
                yield !isReasoning ? CONTROL : ENDING.matcher(word).matches() ? CLOSE : OPEN;
            }
        };
    }

    private static int skipSpaces(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == ':';
    }
}
