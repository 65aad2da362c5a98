package dev.trunkline.engine.mind.remote;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as the messages of a chat completion. Sentences of one turn become one message, because some models' chat
 * templates insist that the two sides take turns. Not thread-safe.
 */
final class OpenAiMessages implements MessageSequence.Receiver {

    /** Ends what the caller did not hear to its end. */
    static final String INTERRUPTED = "[interrupted by the caller]";

    private static final String SYSTEM = "system";
    private static final String USER = "user";
    private static final String ASSISTANT = "assistant";
    private static final String ABOUT_VOICES =
            "What stands in brackets after [voice] was not said: it is how the caller's"
                    + " voice sounds. Let it shape your tone, and do not mention it.";
    private static final int EXPRESSIONS = 3;

    private final OpenAiSettings.Prompting prompting;
    private final ContextNotes contexts;
    private final ArrayNode messages = JsonNodeFactory.instance.arrayNode();
    private @Nullable ObjectNode last;

    private OpenAiMessages(OpenAiSettings.Prompting prompting, ContextNotes contexts) {
        this.prompting = prompting;
        this.contexts = contexts;
    }

    static ArrayNode of(DialogRequest request, OpenAiSettings.Prompting prompting) {
        List<ChatMessage> newest = prompting.history().of(request.messages());
        ContextNotes contexts =
                new ContextNotes(request, newest, prompting.history().chars());
        OpenAiMessages all = new OpenAiMessages(prompting, contexts);
        boolean soundsKnown = prompting.expressionHints()
                && newest.stream().anyMatch(said -> !said.scores().isEmpty());
        all.say(SYSTEM, instructions(request, prompting, soundsKnown));
        MessageSequence.deliver(newest, all);
        all.hint(contexts.rest());
        all.hint(TriggerHints.of(request.trigger()));
        return all.messages;
    }

    private static String instructions(DialogRequest request, OpenAiSettings.Prompting prompting, boolean soundsKnown) {
        StringBuilder text = new StringBuilder(request.systemPrompt().strip());
        append(text, prompting.manner());
        append(text, soundsKnown ? ABOUT_VOICES : "");
        return text.toString();
    }

    private static void append(StringBuilder text, String paragraph) {
        if (!paragraph.isBlank()) {
            text.append(text.length() == 0 ? "" : "\n\n").append(paragraph.strip());
        }
    }

    @Override
    public void onWords(ChatMessage said) {
        if (said.role() == ChatMessage.Role.CALLER) {
            String words = contexts.words(said);
            say(USER, prompting.expressionHints() ? words + voice(said.scores()) : words);
        } else {
            if (last == null && prompting.hintsAsUser()) {
                hint("The caller is on the line.");
            }
            say(ASSISTANT, said.cutOff() ? said.text() + " " + INTERRUPTED : said.text());
        }
    }

    @Override
    public void onCalls(List<MessageSequence.Call> calls) {
        ObjectNode message = last != null && role(last).equals(ASSISTANT) ? last : add(ASSISTANT, "");
        Functions.addCalls(messages, message, calls);
        last = null;
    }

    @Override
    public void onLooseAnswer(String content) {
        hint("A tool answered: " + content);
    }

    private void hint(String text) {
        if (!text.isEmpty() && prompting.hintsAsUser()) {
            say(USER, "(" + text + ")");
        } else {
            say(SYSTEM, text);
        }
    }

    private void say(String role, String text) {
        if (text.isBlank()) {
            return;
        }
        if (last != null && role(last).equals(role)) {
            last.put("content", last.path("content").asText() + (role.equals(ASSISTANT) ? " " : "\n") + text);
        } else {
            ObjectNode message = add(role, text);
            last = role.equals(SYSTEM) ? null : message;
        }
    }

    private ObjectNode add(String role, String text) {
        return messages.addObject().put("role", role).put("content", text);
    }

    private static String role(ObjectNode message) {
        return message.path("role").asText();
    }

    private static String voice(Map<String, Double> scores) {
        if (scores.isEmpty()) {
            return "";
        }
        return scores.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(EXPRESSIONS)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", ", "\n[voice: ", "]"));
    }
}
