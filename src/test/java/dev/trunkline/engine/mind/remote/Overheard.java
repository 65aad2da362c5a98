package dev.trunkline.engine.mind.remote;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.ToolRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Listens to one reply. */
class Overheard implements DialogModel.Listener {

    private final LinkedBlockingQueue<String> unread = new LinkedBlockingQueue<>();
    private final List<String> sentences = new CopyOnWriteArrayList<>();
    private final List<ToolRequest> tools = new CopyOnWriteArrayList<>();
    private final List<String> sessionIds = new CopyOnWriteArrayList<>();
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private volatile String reason = "";

    @Override
    public void onSentence(String text) {
        sentences.add(text);
        unread.add(text);
        heard();
    }

    /** Something was just heard. */
    void heard() {}

    @Override
    public void onTool(ToolRequest request) {
        tools.add(request);
    }

    @Override
    public void onCustomSessionId(String customSessionId) {
        sessionIds.add(customSessionId);
    }

    @Override
    public void onDone() {
        ends.add("done");
        end.complete("done");
    }

    @Override
    public void onFailed(DialogModel.Failure failure, String newReason) {
        reason = newReason;
        ends.add(failure.name());
        end.complete(failure.name());
    }

    /** The next sentence, waited for. */
    String sentence() {
        try {
            String text = unread.poll(30, TimeUnit.SECONDS);
            return text == null ? "(nothing within 30 s)" : text;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> sentences() {
        return sentences;
    }

    List<ToolRequest> tools() {
        return tools;
    }

    List<String> sessionIds() {
        return sessionIds;
    }

    /** {@code done} or the failure's name, waited for. */
    String end() {
        try {
            return end.get(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return "(no end within 30 s)";
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All ends that were told; one is right. */
    List<String> ends() {
        return ends;
    }

    String reason() {
        return reason;
    }
}
