package dev.trunkline.engine.mind.script;

import dev.trunkline.engine.mind.ChatMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A conversation as the {@link ScriptedDialogModel} remembers it, which is all that it remembers. Immutable. */
final class ScriptHistory {

    private static final int TOLD_LINES = 3; // what a colleague can take in while the phone rings

    static final String UNCLEAR = "(unclear)"; // what transcripts show for speech nobody could make out

    private final Script script;
    private final Understanding understanding;
    private final List<ChatMessage> messages;

    ScriptHistory(Script script, Understanding understanding, List<ChatMessage> messages) {
        this.script = script;
        this.understanding = understanding;
        this.messages = messages;
    }

    /** All that the agent said to the caller's last words but one, or since then to the keys they pressed. */
    List<String> lastAnswer() {
        List<String> said = new ArrayList<>();
        int i = messages.size() - 1;
        while (i >= 0 && !isSaid(messages.get(i))) {
            i--;
        }
        for (; i >= 0 && messages.get(i).role() != ChatMessage.Role.CALLER; i--) {
            if (isSaid(messages.get(i))) {
                said.add(0, messages.get(i).text());
                if (script.isAboutKeys(messages.get(i).text())) {
                    break;
                }
            }
        }
        return said;
    }

    /** The agent's last sentence, or nothing; that it has asked since whether anybody is there does not count. */
    String lastSentence() {
        List<String> said = new ArrayList<>(lastAnswer());
        said.remove(script.line(Phrase.STILL_THERE));
        said.removeAll(script.says(Phrase.STILL_THERE_AGAIN));
        return said.isEmpty() ? "" : said.get(said.size() - 1);
    }

    /** Whether it was part of the agent's last answer, in any wording. */
    boolean agentHasJustSaid(String sentence) {
        return Wording.of(sentence).stream().anyMatch(lastAnswer()::contains);
    }

    boolean agentHasSaid(String sentence) {
        return messages.stream()
                .anyMatch(message -> isSaid(message) && Wording.of(sentence).contains(message.text()));
    }

    /** How often in a row the agent has just said one of {@code sentences} to what the caller said. */
    int saidInARow(List<String> sentences) {
        int times = 0;
        boolean isSaid = false;
        for (int i = messages.size() - 1; i >= 0; i--) {
            ChatMessage message = messages.get(i);
            if (message.role() == ChatMessage.Role.CALLER) {
                if (!isSaid && i < messages.size() - 1) {
                    break;
                }
                times += isSaid ? 1 : 0;
                isSaid = false;
            } else if (isSaid(message)) {
                isSaid |= sentences.contains(message.text());
            }
        }
        return times;
    }

    /** How often the caller has spoken. */
    int turns() {
        return callersWords().size();
    }

    /** What the agent has said and the caller has heard to its end. */
    Stream<String> heard() {
        return messages.stream()
                .filter(message -> isSaid(message) && !message.cutOff())
                .map(ChatMessage::text);
    }

    /** Who knows most about what the caller has been talking about, the newest first. */
    List<String> desks() {
        List<String> desks = new ArrayList<>(callersWords().stream()
                .map(text -> understanding.of(text, null).best())
                .map(intent -> intent == null ? null : deskOf(intent))
                .filter(Objects::nonNull)
                .toList());
        Collections.reverse(desks);
        return desks;
    }

    /**
     * How often in a row nobody could make out what the caller said, up to now.
     *
     * @param anew a sentence of the agent's after which it counts from the beginning
     */
    int unclearInARow(String anew) {
        int times = 0;
        for (int i = messages.size() - 1; i >= 0; i--) {
            ChatMessage message = messages.get(i);
            boolean isCaller = message.role() == ChatMessage.Role.CALLER;
            if ((isCaller && !message.text().equals(UNCLEAR))
                    || (isSaid(message) && message.text().equals(anew))) {
                break;
            }
            times += isCaller ? 1 : 0;
        }
        return times;
    }

    /** What the caller said last, for a colleague who takes over. */
    String summary() {
        List<String> words = callersWords().stream()
                .filter(text -> !text.isBlank() && !text.equals(UNCLEAR))
                .toList();
        if (words.isEmpty()) {
            return "The caller said nothing that could be understood.";
        }
        return words.stream()
                .skip(Math.max(0, words.size() - TOLD_LINES))
                .collect(Collectors.joining("; ", "The caller said: ", ""));
    }

    private List<String> callersWords() {
        return messages.stream()
                .filter(message -> message.role() == ChatMessage.Role.CALLER)
                .map(ChatMessage::text)
                .toList();
    }

    private static @Nullable String deskOf(Intent intent) {
        Intent.Outcome outcome = intent.outcome();
        return outcome.to() == null ? outcome.desk() : outcome.to();
    }

    /** The agent's words; its calls of tools are messages as well. */
    private static boolean isSaid(ChatMessage message) {
        return message.role() == ChatMessage.Role.AGENT && message.tool() == null;
    }
}
