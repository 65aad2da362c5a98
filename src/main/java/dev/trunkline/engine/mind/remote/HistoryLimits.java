package dev.trunkline.engine.mind.remote;

import dev.trunkline.engine.mind.Line;
import java.util.List;

/**
 * How much of a conversation a model is told. The newest lines count. Immutable.
 *
 * @param lines at most
 * @param chars at most, of text and of tools' arguments together; the newest line is told even when it is longer
 */
public record HistoryLimits(int lines, int chars) {

    public HistoryLimits {
        ThoughtLimits.check(lines, 10_000, "lines of history");
        ThoughtLimits.check(chars, 10_000_000, "characters of history");
    }

    /** 100 lines, 24,000 characters: about 6,000 tokens. */
    public static HistoryLimits defaults() {
        return new HistoryLimits(100, 24_000);
    }

    /** The newest lines that fit, oldest first. */
    List<Line> of(List<Line> all) {
        int first = all.size();
        long charsLeft = chars;
        while (first > 0 && all.size() - first < lines) {
            charsLeft -= charsOf(all.get(first - 1));
            if (charsLeft < 0 && first < all.size()) {
                break;
            }
            first--;
        }
        return all.subList(first, all.size());
    }

    private static int charsOf(Line line) {
        Line.ToolUse tool = line.tool();
        return line.text().length() + (tool == null ? 0 : tool.parametersJson().length());
    }
}
