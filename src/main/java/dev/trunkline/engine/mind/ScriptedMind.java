package dev.trunkline.engine.mind;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A contact centre's agent that follows a script ({@code script.yaml}): no network, no model, the same words for the same
 * conversation. It remembers nothing but what stands in the conversation itself. Thread-safe.
 */
public final class ScriptedMind implements Mind {

    private static final List<String> KEYS = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "*", "#");

    private final Script script = Script.bundled();

    @Override
    public Thinking think(Conversation conversation, Listener listener) {
        conversation.occasion().choose(new ScriptedReply(script, conversation)).tell(listener);
        return () -> {};
    }

    @Override
    public List<String> foresee(Conversation conversation) {
        return conversation
                .occasion()
                .choose(new ScriptedReply(script, conversation))
                .says();
    }

    /** The first sentence of everything that the script has to say. */
    @Override
    public List<String> openings() {
        Script.Phrases phrases = script.phrases();
        Set<String> openings = new LinkedHashSet<>();
        script.topics().stream()
                .filter(topic -> !topic.sentences().isEmpty())
                .forEach(topic -> openings.add(topic.sentences().get(0)));
        KEYS.forEach(key -> openings.add(phrases.pressedDigit(key)));
        openings.addAll(List.of(
                phrases.interrupted(),
                phrases.pleaseGoOn(),
                phrases.whatNext(),
                phrases.transferred(),
                phrases.stillThere()));
        for (List<String> answer : List.of(
                phrases.allRight(),
                phrases.nothingElse(),
                phrases.declined(),
                phrases.notUnderstood(),
                phrases.notUnderstoodAgain(),
                phrases.notUnderstoodAtAll(),
                phrases.cannotTransfer(),
                phrases.transferFailed(),
                phrases.toolFailed(),
                phrases.transferUnanswered(),
                phrases.backAgain(),
                phrases.nothingToRepeat(),
                phrases.stillThereAgain())) {
            openings.add(answer.get(0));
        }
        return new ArrayList<>(openings);
    }
}
