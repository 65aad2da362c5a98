package dev.trunkline.engine.mind;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A contact centre's agent that follows a script ({@code script.yaml}): no network, no model, the same words for the same
 * conversation. It remembers nothing but what stands in the conversation itself. Thread-safe.
 */
public final class ScriptedMind implements Mind {

    private static final List<String> KEYS = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "*", "#");

    private final Script script;
    private final boolean isInvented;

    private ScriptedMind(boolean isInvented) {
        this.script = Script.bundled(isInvented);
        this.isInvented = isInvented;
    }

    /** Knows no facts, and says once that it is a demonstration: for callers who may be anybody. */
    public static ScriptedMind demonstration() {
        return new ScriptedMind(false);
    }

    /** Works for a company that is made up, and knows balances and bills that are: for the lab alone. */
    public static ScriptedMind ofTheLab() {
        return new ScriptedMind(true);
    }

    @Override
    public Thinking think(Conversation conversation, Listener listener) {
        answer(conversation).tell(listener);
        return () -> {};
    }

    @Override
    public List<String> foresee(Conversation conversation) {
        return answer(conversation).says();
    }

    private ScriptedReply.Answer answer(Conversation conversation) {
        ScriptedReply reply = new ScriptedReply(script, conversation);
        ScriptedReply.Answer answer = conversation.occasion().choose(reply);
        return isInvented ? answer : reply.introduced(answer);
    }

    /** Its script, and besides two tools nothing. */
    @Override
    public Heeded heeds(@Nullable LanguageModel wanted) {
        return new Heeded(false, false, false, false, Set.of(ScriptedReply.TRANSFER, ToolRequest.HANG_UP));
    }

    /** For a caller whose own mind lets them down; see {@link RescuedMind}. */
    WayOut wayOut(Conversation conversation) {
        return new WayOut(script, conversation);
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
        for (Script.Topic topic : script.topics()) {
            List<String> alone = topic.alone();
            if (alone != null) {
                openings.add(alone.get(0));
            }
        }
        openings.add(phrases.demonstration());
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
                phrases.notUnderstoodAgainAlone(),
                phrases.handedOn(),
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
