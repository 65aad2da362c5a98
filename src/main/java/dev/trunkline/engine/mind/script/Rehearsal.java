package dev.trunkline.engine.mind.script;

import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.ToolDefinition;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.mind.Trigger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A conversation in writing, for whoever writes a script: what it makes of each line. A call that ends or is transferred begins
 * anew. Confined to one thread; blocks while something is looked up.
 */
public final class Rehearsal {

    private static final int SHOWN = 3;
    private static final int LOOK_UP_SECONDS = 15;

    private final ScriptedDialogModel model;
    private final List<ToolDefinition> tools;
    private final Map<String, String> variables;
    private final List<ChatMessage> lines = new ArrayList<>();
    private int calls = 1;

    /**
     * What became of a line.
     *
     * @param scores the likeliest intents with their scores, best first
     * @param known of the form that is open then, by the name of the slot
     * @param says sentences
     * @param does tools with their parameters, as they would be called
     * @param isOver whether the next line begins another call
     */
    public record Step(
            List<String> scores, Map<String, String> known, List<String> says, List<String> does, boolean isOver) {}

    /** @param variables of the session, such as {@code caller} */
    public Rehearsal(ScriptedDialogModel model, Map<String, String> variables) {
        this.model = model;
        this.variables = Map.copyOf(variables);
        this.tools = model.tools().stream()
                .map(name -> new ToolDefinition(name, "", "{}", ""))
                .toList();
    }

    /** The caller says {@code text}. */
    public Step say(String text) {
        DialogueState before = model.stateBefore(request(text)); // the line itself is not among the lines yet
        Meaning meaning = model.meaningOf(text, before.last());
        lines.add(ChatMessage.of(ChatMessage.Role.CALLER, text));
        Told told = new Told();
        model.generate(request(text), told);
        told.await();
        DialogueState.Filling form = model.stateAfter(request(text)).filling();
        told.says.forEach(sentence -> lines.add(ChatMessage.of(ChatMessage.Role.AGENT, sentence)));
        Map<String, String> known = new LinkedHashMap<>();
        if (form != null) {
            form.values().forEach((name, value) -> known.put(name, value.value()));
        }
        if (told.isOver) {
            lines.clear();
            calls++;
        }
        return new Step(scores(meaning), known, told.says, told.does, told.isOver);
    }

    private static List<String> scores(Meaning meaning) {
        return meaning.candidates().stream()
                .filter(candidate -> candidate.intent() != null)
                .limit(SHOWN)
                .map(candidate -> name(candidate) + String.format(Locale.ROOT, " %.2f", candidate.score()))
                .toList();
    }

    private static String name(Meaning.Candidate candidate) {
        Intent intent = candidate.intent();
        return intent == null ? "nothing" : intent.name();
    }

    private DialogRequest request(String text) {
        return new DialogRequest(
                "",
                lines,
                List.of(),
                "",
                tools,
                List.of(),
                new Trigger.CallerSpoke(text, true, false),
                new DialogRequest.Model(null, null, null, "rehearsal-" + calls),
                variables);
    }

    /** What is said and done, until that is all. */
    private static final class Told implements DialogModel.Listener {
        private final List<String> says = new ArrayList<>();
        private final List<String> does = new ArrayList<>();
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private boolean isOver;

        @Override
        public void onSentence(String text) {
            says.add(text);
        }

        @Override
        public void onTool(ToolRequest request) {
            does.add(request.name() + " " + request.parametersJson());
            isOver = request.name().equals(ScriptedReply.TRANSFER)
                    || request.name().equals(ToolRequest.HANG_UP);
        }

        @Override
        public void onDone() {
            done.complete(null);
        }

        @Override
        public void onFailed(DialogModel.Failure failure, String reason) {
            done.complete(null);
        }

        void await() {
            done.completeOnTimeout(null, LOOK_UP_SECONDS, TimeUnit.SECONDS).join();
        }
    }
}
