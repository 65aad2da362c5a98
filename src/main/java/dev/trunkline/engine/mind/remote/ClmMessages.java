package dev.trunkline.engine.mind.remote;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.Trigger;
import java.util.List;

/**
 * A conversation as EVI tells it to a custom language model: every message with its time and its expressions ("Using a custom
 * language model" in EVI's docs, whose socket form wraps what the HTTP form has side by side). Not thread-safe.
 */
final class ClmMessages implements MessageSequence.Receiver {

    private static final String SYSTEM = "system";
    private static final String USER = "user";
    private static final String ASSISTANT = "assistant";

    private final ArrayNode messages = JsonNodeFactory.instance.arrayNode();
    private final ContextNotes contexts;

    private ClmMessages(ContextNotes contexts) {
        this.contexts = contexts;
    }

    /** For {@code POST .../chat/completions}: as OpenAI's, with {@code time} and {@code models} beside role and content. */
    static ArrayNode forHttp(DialogRequest request, HistoryLimits limits) {
        List<ChatMessage> newest = limits.of(request.messages());
        ContextNotes contexts = new ContextNotes(request, newest, limits.chars());
        ClmMessages all = new ClmMessages(contexts);
        all.add(SYSTEM, request.systemPrompt());
        MessageSequence.deliver(newest, all);
        all.add(SYSTEM, contexts.rest());
        if (!(request.trigger() instanceof Trigger.CallerSpoke)) {
            all.add(SYSTEM, TriggerHints.of(request.trigger()));
        }
        return all.messages;
    }

    /** For a WebSocket: words alone, for its messages know nothing else. */
    static ArrayNode forSocket(DialogRequest request, HistoryLimits limits) {
        List<ChatMessage> newest = limits.of(request.messages()).stream()
                .filter(said ->
                        said.role() != ChatMessage.Role.TOOL && !said.text().isBlank())
                .toList();
        ClmMessages all = new ClmMessages(new ContextNotes(request, newest, limits.chars()));
        newest.forEach(all::onWords);
        ArrayNode wrapped = JsonNodeFactory.instance.arrayNode();
        all.messages.forEach(message -> {
            String role = message.path("role").asText();
            ObjectNode element = wrapped.addObject().put("type", role + "_message");
            element.putObject("message")
                    .put("role", role)
                    .put("content", message.path("content").asText());
            element.set("models", message.path("models"));
            element.set("time", message.path("time"));
        });
        return wrapped;
    }

    @Override
    public void onWords(ChatMessage said) {
        boolean isCaller = said.role() == ChatMessage.Role.CALLER;
        ObjectNode message = messages.addObject()
                .put("role", isCaller ? USER : ASSISTANT)
                .put("content", isCaller ? contexts.words(said) : said.text());
        message.putObject("time").put("begin", said.beginMillis()).put("end", said.endMillis());
        ObjectNode models = message.putObject("models");
        if (!said.scores().isEmpty()) {
            ObjectNode scores = models.putObject("prosody").putObject("scores");
            said.scores().forEach(scores::put);
        }
    }

    @Override
    public void onCalls(List<MessageSequence.Call> calls) {
        Functions.addCalls(messages, messages.addObject().put("role", ASSISTANT).put("content", ""), calls);
    }

    @Override
    public void onLooseAnswer(String content) {
        add(SYSTEM, "A tool answered: " + content);
    }

    private void add(String role, String text) {
        if (!text.isBlank()) {
            messages.addObject().put("role", role).put("content", text);
        }
    }
}
