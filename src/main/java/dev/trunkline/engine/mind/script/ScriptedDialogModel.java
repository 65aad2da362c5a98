package dev.trunkline.engine.mind.script;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.ModelCapabilities;
import dev.trunkline.engine.mind.ToolRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A contact centre's agent that follows a script ({@code contact-centre.yaml}): no network, no model, the same words for the same
 * conversation. It remembers nothing but what stands in the conversation itself. Thread-safe.
 */
public final class ScriptedDialogModel implements DialogModel {

    private static final List<String> KEYS = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "*", "#");

    private final Script script;
    private final boolean isInvented;

    private ScriptedDialogModel(boolean isInvented) {
        this.script = Script.bundled(isInvented);
        this.isInvented = isInvented;
    }

    /** Knows no facts, and says once that it is a demonstration: for callers who may be anybody. */
    public static ScriptedDialogModel demonstration() {
        return new ScriptedDialogModel(false);
    }

    /** Works for a company that is made up, and knows balances and bills that are: for the lab alone. */
    public static ScriptedDialogModel ofTheLab() {
        return new ScriptedDialogModel(true);
    }

    @Override
    public PendingReply generate(DialogRequest request, Listener listener) {
        answer(request).tell(listener);
        return () -> {};
    }

    @Override
    public List<String> speculate(DialogRequest request) {
        return answer(request).says();
    }

    private ScriptedReply.Answer answer(DialogRequest request) {
        ScriptedReply reply = new ScriptedReply(script, request);
        ScriptedReply.Answer answer = request.trigger().choose(reply);
        return isInvented ? answer : reply.introduced(answer);
    }

    /** Its script, and besides two tools nothing. */
    @Override
    public ModelCapabilities capabilities(@Nullable LanguageModel wanted) {
        return new ModelCapabilities(false, false, false, false, Set.of(ScriptedReply.TRANSFER, ToolRequest.HANG_UP));
    }

    /** For a caller whose own model lets them down; see {@link RescuedDialogModel}. */
    RescueReply rescue(DialogRequest request) {
        return new RescueReply(script, request);
    }

    /** The first sentence of everything that the script has to say. */
    @Override
    public List<String> openings() {
        Set<String> openings = new LinkedHashSet<>();
        for (Script.Topic topic : script.topics()) {
            topic.says().stream().limit(1).forEach(openings::add);
            topic.saysAlone().stream().limit(1).forEach(openings::add);
        }
        KEYS.forEach(key -> openings.add(script.pressed(key)));
        Phrase.OPENINGS.forEach(phrase -> openings.add(script.line(phrase)));
        return new ArrayList<>(openings);
    }
}
