package dev.trunkline.engine.mind.script;

import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.ExpectedAnswer;
import dev.trunkline.engine.mind.ToolDefinition;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.mind.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plays one side of a written conversation to the scripted model, and writes down what becomes of it: one line a turn, each
 * beginning with who speaks.
 *
 * <pre>
 * caller: what they say        interrupts: what they say over the agent        mumbles
 * silent: for how many times   told: a temporary context                       done: or failed: a transfer's answer
 * answers: a tool, and what it says
 * agent: sentences, then what it does in brackets
 * </pre>
 */
final class Scene {

    private static final ToolDefinition TRANSFER = new ToolDefinition(
            "transfer_call",
            "",
            "{\"type\":\"object\",\"properties\":{\"destination\":{\"type\":\"string\",\"enum\":[\"sales\",\"support\","
                    + "\"billing\"]}}}",
            "");

    private final ScriptedDialogModel model;
    private final List<ToolDefinition> tools;
    private final List<ChatMessage> lines = new ArrayList<>();
    private @Nullable ExpectedAnswer expected;

    private Scene(ScriptedDialogModel model, List<ToolDefinition> tools) {
        this.model = model;
        this.tools = tools;
    }

    /** On a line from which callers can be put through to sales, support and billing. */
    static Scene office() {
        return of(ScriptedDialogModel.ofTheLab());
    }

    /** The same with another model, and with tools that a session may have. */
    static Scene of(ScriptedDialogModel model, String... toolNames) {
        List<ToolDefinition> tools = new ArrayList<>(List.of(TRANSFER));
        for (String name : toolNames) {
            tools.add(new ToolDefinition(name, "", "{}", ""));
        }
        return new Scene(model, tools);
    }

    /** Where nobody can be reached but the agent. */
    static Scene alone() {
        return new Scene(ScriptedDialogModel.ofTheLab(), List.of());
    }

    /** The same conversation, with what the agent really says. */
    String play(String written) {
        return written.lines()
                .filter(line -> !line.startsWith("agent:"))
                .map(line -> line + "\n" + answer(line))
                .collect(Collectors.joining());
    }

    /** What the agent's last words ask for, after the same; null when the model does not say. */
    @Nullable
    ExpectedAnswer expectedAfter(String written) {
        play(written);
        return expected;
    }

    private String answer(String line) {
        int colon = line.indexOf(':');
        String who = colon < 0 ? line : line.substring(0, colon);
        String what = colon < 0 ? "" : line.substring(colon + 1).strip();
        Answer answer = new Answer();
        model.generate(
                new DialogRequest(
                        "",
                        lines,
                        contexts(who, what),
                        tools,
                        List.of("hang_up"),
                        trigger(who, what),
                        DialogRequest.Model.ANY),
                answer);
        expected = answer.expected;
        answer.said.forEach(sentence -> lines.add(ChatMessage.of(ChatMessage.Role.AGENT, sentence)));
        return answer.toString();
    }

    private static List<String> contexts(String who, String what) {
        return who.equals("told") || who.equals("resumed") ? List.of(what) : List.of();
    }

    private Trigger trigger(String who, String what) {
        return switch (who) {
            case "caller" -> spoke(what, true, false);
            case "interrupts" -> spoke(what, true, true);
            case "mumbles" -> spoke("(unclear)", false, false);
            case "silent" -> new Trigger.CallerSilent(Integer.parseInt(what));
            case "told" -> new Trigger.Told(what);
            case "resumed" -> new Trigger.Resumed();
            case "answers" -> new Trigger.ToolSucceeded(what.split(" ", 2)[0], what.split(" ", 2)[1]);
            case "done" -> new Trigger.ToolSucceeded("transfer_call", what);
            case "failed" -> new Trigger.ToolFailed("transfer_call", what);
            default -> throw new IllegalArgumentException("nobody is called " + who);
        };
    }

    private Trigger spoke(String text, boolean understood, boolean interrupting) {
        lines.add(ChatMessage.of(ChatMessage.Role.CALLER, text));
        return new Trigger.CallerSpoke(text, understood, interrupting);
    }

    /** What the agent says and does. */
    private static final class Answer implements DialogModel.Listener {
        private final List<String> said = new ArrayList<>();
        private final List<String> done = new ArrayList<>();
        private @Nullable ExpectedAnswer expected;

        @Override
        public void onExpectedAnswer(ExpectedAnswer answer) {
            expected = answer;
        }

        @Override
        public void onSentence(String text) {
            said.add(text);
        }

        @Override
        public void onTool(ToolRequest request) {
            String where = request.parametersJson().replaceAll(".*\"destination\":\"([^\"]*)\".*|.*", "$1");
            boolean isOurs =
                    request.name().equals("transfer_call") || request.name().equals("hang_up");
            String with = isOurs ? where : request.parametersJson();
            done.add(with.isEmpty() ? "[" + request.name() + "]" : "[" + request.name() + " " + with + "]");
        }

        @Override
        public void onDone() {}

        @Override
        public void onFailed(DialogModel.Failure failure, String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public String toString() {
            List<String> all = new ArrayList<>(said);
            all.addAll(done);
            return all.isEmpty() ? "" : "agent: " + String.join(" ", all) + "\n";
        }
    }
}
