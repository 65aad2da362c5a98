package dev.trunkline.engine.mind.remote;

import java.util.Locale;
import java.util.Set;

/**
 * What stands around a model's reasoning, in the spellings that models and their servers use: tags ({@code <think>},
 * {@code </Reasoning >}, {@code [THINK]}, {@code ◁think▷}), and the control words of chat templates ({@code <|channel|>},
 * {@code <|begin_of_thought|>}). Immutable.
 */
enum ReasoningMark {
    /** What follows is private. */
    OPEN,
    /** What came before was private. */
    CLOSE,
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

    private static final Set<String> NAMES = Set.of(
            "think",
            "thinks",
            "thinking",
            "thinkingprocess",
            "thought",
            "thoughts",
            "thoughtprocess",
            "innerthought",
            "innerthoughts",
            "antthinking",
            "seedthink",
            "reason",
            "reasoning",
            "reasoningprocess",
            "reflect",
            "reflection",
            "scratchpad",
            "analysis",
            "analyze",
            "deliberation",
            "monologue",
            "innermonologue",
            "internalmonologue",
            "internal",
            "chainofthought",
            "cot",
            "rationale");
    private static final int MAX_TAG_CHARS = 400; // with attributes
    private static final int MAX_CONTROL_CHARS = 64;
    private static final String OPENERS = "<[◁";
    private static final String BEGINS = "beginof|startof|begin|start";
    private static final String ENDS = "endof|end|/";

    static boolean mayBeginWith(char c) {
        return OPENERS.indexOf(c) >= 0;
    }

    /** What {@code text} is, which begins with an opening bracket and is as long as the mark, if it is one. */
    static ReasoningMark of(CharSequence text) {
        char open = text.charAt(0);
        char close = open == '<' ? '>' : open == '[' ? ']' : '▷';
        boolean isControl = open == '<' && text.length() > 1 && isBar(text.charAt(1));
        if (isControl) {
            return control(text);
        }
        return tag(text, close);
    }

    private static boolean isBar(char c) {
        return c == '|' || c == '｜';
    }

    private static ReasoningMark tag(CharSequence text, char close) {
        int at = skipSpaces(text, 1);
        boolean closes = at < text.length() && text.charAt(at) == '/';
        int begin = closes ? skipSpaces(text, at + 1) : at;
        int end = begin;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        String name = letters(text.subSequence(begin, end));
        if (end == text.length()) {
            boolean isBegun = NAMES.stream().anyMatch(known -> known.startsWith(name));
            return isBegun && text.length() <= MAX_TAG_CHARS ? PERHAPS : NONE;
        }
        char next = text.charAt(end);
        boolean endsName = next == close || next == '/' || Character.isWhitespace(next);
        if (!NAMES.contains(name) || !endsName || (close != '>' && next == '/')) {
            return NONE;
        }
        if (text.charAt(text.length() - 1) == close) {
            boolean isEmpty = text.charAt(text.length() - 2) == '/' && !closes;
            return isEmpty ? CONTROL : closes ? CLOSE : OPEN;
        }
        return text.length() <= MAX_TAG_CHARS ? PERHAPS : NONE;
    }

    private static ReasoningMark control(CharSequence text) {
        char last = text.charAt(text.length() - 1);
        if (last != '>' || text.length() < 3) {
            boolean isPossible =
                    text.length() < 3 || isBar(last) || Character.isLetterOrDigit(last) || "_-/▁.:".indexOf(last) >= 0;
            return isPossible && text.length() <= MAX_CONTROL_CHARS ? PERHAPS : NONE;
        }
        String word = text.subSequence(2, text.length() - 1).toString().toLowerCase(Locale.ROOT);
        String plain = word.replaceAll("[^a-z/]", "");
        return switch (plain) {
            case "channel", "start" -> HEADER;
            case "message" -> MESSAGE;
            case "end", "return", "call" -> END;
            default -> {
                String begun = plain.replaceFirst("^(?:" + BEGINS + ")", "");
                String ended = plain.replaceFirst("^(?:" + ENDS + ")", "");
                yield !ended.equals(plain) && NAMES.contains(ended) ? CLOSE : NAMES.contains(begun) ? OPEN : CONTROL;
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
        return Character.isLetter(c) || c == '_' || c == '-' || c == ':';
    }

    private static String letters(CharSequence name) {
        return name.toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }
}
