package dev.trunkline.engine.mind.remote;

import java.util.regex.Pattern;

/** Takes out of written text what nobody would say: markdown, code blocks, emoji. Keeps whether it is in a code block. */
final class SpokenText {

    private static final Pattern LINK = Pattern.compile("!?\\[([^\\]]*)]\\([^)\\s]*\\)");
    private static final Pattern LINE_MARK = Pattern.compile("^\\s*+(?:#{1,6}\\s++|[-*+•]\\s++|>\\s?+)++");
    private static final Pattern NUMBER_MARK = Pattern.compile("^(\\d{1,2})[.)]\\s+(?=\\S)");
    private static final Pattern STARS = Pattern.compile("\\*{2,}|(?<!\\S)\\*(?=\\S)|(?<=\\S)\\*(?![\\w*])");
    private static final Pattern UNDERSCORES = Pattern.compile("(?<!\\w)_{1,3}(?=\\w)|(?<=[\\w.,!?…])_{1,3}(?!\\w)");
    private static final Pattern OTHER_MARKS = Pattern.compile("`+|~~|<br\\s*/?>|\\\\(?=[*_#`])");
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0]+");
    private static final int FIRST_PICTOGRAPH = 0x2190; // arrows, dingbats, emoji; signs such as ° and © are below
    private static final int JOINER = 0x200d;
    private static final int PICTURE_STYLE = 0xfe0f;

    private boolean inCode;

    /** What is to be said of {@code written}, one sentence or less; empty for nothing. */
    String of(String written) {
        if (written.startsWith("```")) {
            // One that opens and closes at once holds code only.
            inCode ^= written.indexOf("```", 3) < 0;
            return "";
        }
        if (inCode) {
            return "";
        }
        String text = written.replace(OpenAiMessages.INTERRUPTED, "");
        text = LINK.matcher(text).replaceAll("$1");
        text = LINE_MARK.matcher(text).replaceFirst("");
        text = NUMBER_MARK.matcher(text).replaceFirst("$1, ");
        text = STARS.matcher(text).replaceAll("");
        text = UNDERSCORES.matcher(text).replaceAll("");
        text = OTHER_MARKS.matcher(text).replaceAll("");
        text = SPACES.matcher(withoutPictures(text)).replaceAll(" ").strip();
        return text.codePoints().anyMatch(Character::isLetterOrDigit) ? text : "";
    }

    private static String withoutPictures(String text) {
        if (text.chars().allMatch(c -> c < JOINER)) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isPicture(c)).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isPicture(int c) {
        int type = Character.getType(c);
        boolean isSymbol = type == Character.OTHER_SYMBOL || type == Character.MODIFIER_SYMBOL;
        return c == JOINER || c == PICTURE_STYLE || (c >= FIRST_PICTOGRAPH && isSymbol);
    }
}
