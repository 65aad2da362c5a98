package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.SentenceCutter;
import dev.trunkline.engine.mind.ToolRequest;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Notes what it is asked, and answers as it was told, in order; when it was told nothing, "Noted.". */
public final class NotingMind implements DialogModel {

    private final LinkedBlockingQueue<DialogRequest> thoughts = new LinkedBlockingQueue<>();
    private final Queue<Consumer<Listener>> answers = new ConcurrentLinkedQueue<>();

    /** Somebody else will have to end this thought. */
    public NotingMind willThink(Consumer<Listener> answer) {
        answers.add(answer);
        return this;
    }

    public NotingMind willSay(String text) {
        return willThink(listener -> {
            SentenceCutter.split(text).forEach(listener::onSentence);
            listener.onDone();
        });
    }

    public NotingMind willCall(String tool, String parametersJson, boolean builtin) {
        return willThink(listener -> {
            listener.onTool(new ToolRequest(tool, parametersJson, builtin));
            listener.onDone();
        });
    }

    @Override
    public PendingReply generate(DialogRequest conversation, Listener listener) {
        thoughts.add(conversation);
        Consumer<Listener> answer = answers.poll();
        if (answer == null) {
            listener.onSentence("Noted.");
            listener.onDone();
        } else {
            answer.accept(listener);
        }
        return () -> {};
    }

    /** What it was asked next. */
    public DialogRequest thought() {
        try {
            DialogRequest thought = thoughts.poll(30, TimeUnit.SECONDS);
            assertThat(thought).as("a thought within 30 s").isNotNull();
            return thought;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
