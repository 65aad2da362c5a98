package dev.trunkline.bench;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.ToolRequest;
import java.util.List;
import java.util.Objects;

/**
 * Says what another mind says, but each sentence with a number in front that depends on the conversation, so that nobody has
 * spoken it before. Thread-safe.
 */
public final class NewWords implements DialogModel {

    private final DialogModel mind;

    public NewWords(DialogModel mind) {
        this.mind = mind;
    }

    @Override
    public PendingReply generate(DialogRequest conversation, Listener listener) {
        return mind.generate(conversation, new Listener() {
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
    public List<String> speculate(DialogRequest conversation) {
        return mind.speculate(conversation).stream()
                .map(text -> numbered(conversation, text))
                .toList();
    }

    private static String numbered(DialogRequest conversation, String text) {
        int hash = Objects.hash(
                conversation.model().chatId(), conversation.messages().size());
        return "Number " + Math.floorMod(hash, 100_000) + ", " + text;
    }

    @Override
    public List<String> openings() {
        return mind.openings();
    }
}
