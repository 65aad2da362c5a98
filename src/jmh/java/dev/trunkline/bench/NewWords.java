package dev.trunkline.bench;

import dev.trunkline.engine.mind.Conversation;
import dev.trunkline.engine.mind.Mind;
import dev.trunkline.engine.mind.ToolRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Says what another mind says, but each sentence with a number in front, so that nobody has spoken it before. Thread-safe. */
public final class NewWords implements Mind {

    private final Mind mind;
    private final AtomicInteger numbers = new AtomicInteger(100);

    public NewWords(Mind mind) {
        this.mind = mind;
    }

    @Override
    public Thinking think(Conversation conversation, Listener listener) {
        return mind.think(conversation, new Listener() {
            @Override
            public void onSentence(String text) {
                listener.onSentence("Number " + numbers.incrementAndGet() + ", " + text);
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
    public List<String> openings() {
        return mind.openings();
    }
}
