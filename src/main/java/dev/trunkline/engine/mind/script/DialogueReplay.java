package dev.trunkline.engine.mind.script;

import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.Trigger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows a conversation again from its transcript, which is all that is kept of it. Confined to one generation. */
final class DialogueReplay {

    private static final int MAX_MESSAGES = 100; // no form is longer, and all are followed before each answer

    private final Script script;
    private final Dialogue dialogue;

    DialogueReplay(Script script, Dialogue dialogue) {
        this.script = script;
        this.dialogue = dialogue;
    }

    /** Where it stood before what {@code request} is about. */
    DialogueState before(DialogRequest request) {
        DialogueState state = DialogueState.BEGINNING;
        for (ChatMessage message : past(request)) {
            if (message.role() == ChatMessage.Role.CALLER) {
                String text = message.text().equals(ScriptHistory.UNCLEAR) ? "" : message.text();
                state = dialogue.take(state, text).next();
            } else if (message.role() == ChatMessage.Role.AGENT && message.tool() == null) {
                String keys = keys(message.text());
                state = keys == null ? state : dialogue.pressed(state, keys).next();
            }
        }
        return state;
    }

    /** What was said before the words that it is about. */
    static List<ChatMessage> past(DialogRequest request) {
        List<ChatMessage> all = request.messages();
        int from = Math.max(0, all.size() - MAX_MESSAGES);
        boolean isNewest = request.trigger() instanceof Trigger.CallerSpoke spoke
                && !all.isEmpty()
                && all.get(all.size() - 1).role() == ChatMessage.Role.CALLER
                && all.get(all.size() - 1).text().equals(spoke.text());
        return all.subList(from, isNewest ? all.size() - 1 : all.size());
    }

    /** The keys that the agent has just spoken about; null for none. */
    private @Nullable String keys(String sentence) {
        for (String template : List.of(script.line(Phrase.PRESSED_DIGIT), script.line(Phrase.ENTERED_DIGITS))) {
            int place = template.indexOf('{');
            String before = template.substring(0, place);
            String after = template.substring(template.indexOf('}') + 1);
            if (sentence.startsWith(before)
                    && sentence.endsWith(after)
                    && sentence.length() >= before.length() + after.length()) {
                return sentence.substring(before.length(), sentence.length() - after.length())
                        .replace("star", "*")
                        .replace("hash", "#")
                        .replace(" ", "");
            }
        }
        return null;
    }
}
