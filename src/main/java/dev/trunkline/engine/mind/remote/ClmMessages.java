package dev.trunkline.engine.mind.remote;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.mind.Conversation;
import dev.trunkline.engine.mind.Line;
import dev.trunkline.engine.mind.Occasion;
import java.util.List;

/**
 * A conversation as EVI tells it to a custom language model: every message with its time and its expressions ("Using a custom
 * language model" in EVI's docs, whose socket form wraps what the HTTP form has side by side). Not thread-safe.
 */
final class ClmMessages implements Transcript.Teller {

    private static final String SYSTEM = "system";
    private static final String USER = "user";
    private static final String ASSISTANT = "assistant";

    private final ArrayNode messages = JsonNodeFactory.instance.arrayNode();
    private final ContextNotes contexts;

    private ClmMessages(ContextNotes contexts) {
        this.contexts = contexts;
    }

    /** For {@code POST .../chat/completions}: as OpenAI's, with {@code time} and {@code models} beside role and content. */
    static ArrayNode forHttp(Conversation conversation, HistoryLimits limits) {
        List<Line> lines = limits.of(conversation.lines());
        ContextNotes contexts = new ContextNotes(conversation, lines, limits.chars());
        ClmMessages all = new ClmMessages(contexts);
        all.add(SYSTEM, conversation.systemPrompt());
        Transcript.tell(lines, all);
        all.add(SYSTEM, contexts.rest());
        if (!(conversation.occasion() instanceof Occasion.CallerSpoke)) {
            all.add(SYSTEM, Hints.of(conversation.occasion()));
        }
        return all.messages;
    }

    /** For a WebSocket: words alone, for its messages know nothing else. */
    static ArrayNode forSocket(Conversation conversation, HistoryLimits limits) {
        List<Line> lines = limits.of(conversation.lines()).stream()
                .filter(line -> line.who() != Line.Who.TOOL && !line.text().isBlank())
                .toList();
        ClmMessages all = new ClmMessages(new ContextNotes(conversation, lines, limits.chars()));
        lines.forEach(all::onWords);
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
    public void onWords(Line line) {
        boolean isCaller = line.who() == Line.Who.CALLER;
        ObjectNode message = messages.addObject()
                .put("role", isCaller ? USER : ASSISTANT)
                .put("content", isCaller ? contexts.words(line) : line.text());
        message.putObject("time").put("begin", line.beginMillis()).put("end", line.endMillis());
        ObjectNode models = message.putObject("models");
        if (!line.scores().isEmpty()) {
            ObjectNode scores = models.putObject("prosody").putObject("scores");
            line.scores().forEach(scores::put);
        }
    }

    @Override
    public void onCalls(List<Transcript.Call> calls) {
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
