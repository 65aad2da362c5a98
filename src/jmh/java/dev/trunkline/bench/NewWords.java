package dev.trunkline.bench;

import dev.trunkline.engine.mind.Conversation;
import dev.trunkline.engine.mind.Mind;
import dev.trunkline.engine.mind.ToolRequest;
import java.util.List;
import java.util.Objects;

/**
 * Says what another mind says, but each sentence with a number in front that depends on the conversation, so that nobody has
 * spoken it before. Thread-safe.
 */
public final class NewWords implements Mind {

    private final Mind mind;

    public NewWords(Mind mind) {
        this.mind = mind;
    }

    @Override
    public Thinking think(Conversation conversation, Listener listener) {
        return mind.think(conversation, new Listener() {
            @Override
            public void onSentence(String text) {
                listener.onSentence(numbered(conversation, text));
            }

            @Override
            public void onTool(ToolRequest request) {
                listener.onTool(request);
            }

            @Override
            public void onDone() {
                listener.onDone();
            }

            @Override
            public void onFailed(Failure failure, String reason) {
                listener.onFailed(failure, reason);
            }
        });
    }

    @Override
    public List<String> foresee(Conversation conversation) {
        return mind.foresee(conversation).stream()
                .map(text -> numbered(conversation, text))
                .toList();
    }

    private static String numbered(Conversation conversation, String text) {
        int hash = Objects.hash(conversation.model().chatId(), conversation.lines().size());
        return "Number " + Math.floorMod(hash, 100_000) + ", " + text;
    }

    @Override
    public List<String> openings() {
        return mind.openings();
    }
}
