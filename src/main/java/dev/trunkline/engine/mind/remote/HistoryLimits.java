package dev.trunkline.engine.mind.remote;

import dev.trunkline.engine.mind.ChatMessage;
import java.util.List;

/**
 * How much of a conversation a model is told. The newest messages count. Immutable.
 *
 * @param messages at most
 * @param chars at most, of text and of tools' arguments together; the newest message is told even when it is longer
 */
public record HistoryLimits(int messages, int chars) {

    public HistoryLimits {
        GenerationLimits.check(messages, 10_000, "lines of history");
        GenerationLimits.check(chars, 10_000_000, "characters of history");
    }

    /** 100 messages, 24,000 characters: about 6,000 tokens. */
    public static HistoryLimits defaults() {
        return new HistoryLimits(100, 24_000);
    }

    /** The newest messages that fit, oldest first. */
    List<ChatMessage> of(List<ChatMessage> all) {
        int first = all.size();
        long charsLeft = chars;
        while (first > 0 && all.size() - first < messages) {
            charsLeft -= all.get(first - 1).chars();
            if (charsLeft < 0 && first < all.size()) {
                break;
            }
            first--;
        }
        return all.subList(first, all.size());
    }
}
