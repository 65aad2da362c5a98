package dev.trunkline.engine.mind.script;

import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.SentenceCutter;
import dev.trunkline.engine.mind.ToolDefinition;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.mind.script.DialogueState.Filling;
import dev.trunkline.engine.mind.script.Move.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the script has to say for one trigger. Confined to one generation. */
final class ScriptedReply implements Trigger.Cases<ScriptAnswer> {

    static final String TRANSFER = "transfer_call";
    private static final String DEMONSTRATION = "demonstration"; // whoever has heard the word need not be told again
    private static final Pattern UNANSWERED = Pattern.compile(
            "not (?:been )?answer|no.answer|unanswered|nobody|no one|did not (?:pick|answer)|busy|failed|could not be reached");

    private final Script script;
    private final Dialogue dialogue;
    private final DialogRequest request;
    private final ScriptHistory history;
    private final Completion completion;
    private @Nullable Filling filling;

    ScriptedReply(Script script, Understanding understanding, Dialogue dialogue, Found found, DialogRequest request) {
        this.script = script;
        this.dialogue = dialogue;
        this.request = request;
        this.history = new ScriptHistory(script, understanding, request.messages());
        this.completion = new Completion(script, found, request, history.turns());
    }

    /** The form that the answer asks for, once it was chosen; null for none. */
    @Nullable
    Filling filling() {
        return filling;
    }

    @Override
    public ScriptAnswer begun(Trigger.Begun trigger) {
        return trigger.greeting().isBlank()
                ? say(Phrase.GREETING)
                : ScriptAnswer.of(SentenceCutter.split(trigger.greeting()));
    }

    @Override
    public ScriptAnswer ending(Trigger.Ending trigger) {
        return say(Phrase.ENDING);
    }

    @Override
    public ScriptAnswer callerSpoke(Trigger.CallerSpoke trigger) {
        String keys = DtmfMentions.in(trigger.text());
        String pressed = keys == null ? unansweredKeys() : keys;
        DialogueState state = new DialogueReplay(script, dialogue).before(request);
        boolean isUnderstood = keys == null && trigger.understood();
        if (isUnderstood || (pressed == null && state.filling() != null)) {
            Turn turn = dialogue.take(state, isUnderstood ? trigger.text() : "");
            filling = turn.next().filling();
            ScriptAnswer answer = after(turn.move(), trigger);
            if (answer != null) {
                return answer;
            }
        }
        if (pressed != null) {
            return about(pressed, state);
        }
        return trigger.interrupting() && !isPuzzledAlready()
                ? ScriptAnswer.of(wording(Phrase.INTERRUPTED), wording(Phrase.PLEASE_GO_ON))
                : puzzled();
    }

    /** Null for what was not understood. */
    private @Nullable ScriptAnswer after(Move move, Trigger.CallerSpoke trigger) {
        if (move instanceof Move.Puzzled) {
            return null;
        }
        if (move instanceof Move.Answer said) {
            ScriptAnswer answer = about(said.intent(), trigger.text());
            return trigger.interrupting() && said.intent().outcome().acknowledges()
                    ? answer.after(wording(Phrase.INTERRUPTED))
                    : answer;
        }
        if (move instanceof Move.Say say) {
            return ScriptAnswer.of(completion.filled(say.sentences(), say.values()));
        }
        if (move instanceof Move.Aside aside) {
            List<String> says =
                    new ArrayList<>(about(aside.intent(), trigger.text()).says());
            says.remove(script.line(Phrase.ANYTHING_ELSE) + "?");
            says.addAll(completion.filled(aside.sentences(), aside.values()));
            return ScriptAnswer.of(says);
        }
        if (move instanceof Move.Complete complete) {
            return completion.of(complete, intent -> about(intent, trigger.text()));
        }
        return handOn();
    }

    /** The answer, after the words that this is a demonstration, unless the caller has heard so. */
    ScriptAnswer introduced(ScriptAnswer answer) {
        boolean isKnown = Stream.concat(history.heard(), answer.says().stream())
                .anyMatch(sentence -> sentence.contains(DEMONSTRATION));
        return answer.says().isEmpty() || isKnown ? answer : answer.after(script.line(Phrase.DEMONSTRATION));
    }

    @Override
    public ScriptAnswer resumed(Trigger.Resumed trigger) {
        String context = String.join(" ", request.contexts()).toLowerCase(Locale.ROOT);
        return say(UNANSWERED.matcher(context).find() ? Phrase.TRANSFER_UNANSWERED : Phrase.BACK_AGAIN);
    }

    @Override
    public ScriptAnswer toolSucceeded(Trigger.ToolSucceeded trigger) {
        if (trigger.tool().equals(TRANSFER)) {
            return say(Phrase.TRANSFERRED);
        }
        if (trigger.tool().equals(ToolRequest.HANG_UP)) {
            return ScriptAnswer.NOTHING;
        }
        ScriptAnswer answer = completion.ofTool(trigger);
        return answer == null ? say(Phrase.WHAT_NEXT) : answer;
    }

    @Override
    public ScriptAnswer toolFailed(Trigger.ToolFailed trigger) {
        if (!trigger.content().isBlank()) {
            return ScriptAnswer.of(SentenceCutter.split(trigger.content()));
        }
        ScriptAnswer answer = completion.ofFailedTool(trigger.tool());
        if (answer != null) {
            return answer;
        }
        return say(trigger.tool().equals(TRANSFER) ? Phrase.TRANSFER_FAILED : Phrase.TOOL_FAILED);
    }

    @Override
    public ScriptAnswer callerSilent(Trigger.CallerSilent trigger) {
        String keys = unansweredKeys();
        if (keys != null) {
            return about(keys, new DialogueReplay(script, dialogue).before(request));
        }
        return say(trigger.times() == 1 ? Phrase.STILL_THERE : Phrase.STILL_THERE_AGAIN);
    }

    @Override
    public ScriptAnswer told(Trigger.Told trigger) {
        String keys = DtmfMentions.in(trigger.context());
        return keys == null ? ScriptAnswer.NOTHING : about(keys, new DialogueReplay(script, dialogue).before(request));
    }

    private ScriptAnswer say(Phrase phrase) {
        return ScriptAnswer.of(completion.filled(script.says(phrase), Map.of()));
    }

    private String wording(Phrase phrase) {
        return Wording.choose(script.line(phrase), history.turns());
    }

    private ScriptAnswer about(Intent intent, String said) {
        return switch (intent.outcome().action()) {
            case NOTHING, FORGET -> ScriptAnswer.of(completion.filled(possible(intent), Map.of()));
            case TRANSFER -> transfer(intent, said);
            case HANG_UP -> hangUp(completion.filled(intent.says(), Map.of()));
            case REPEAT -> repeat();
            case ACCEPT -> accept(said);
            case DECLINE -> decline();
        };
    }

    private ScriptAnswer about(String keys, DialogueState state) {
        Turn turn = dialogue.pressed(state, keys);
        String spelled = DtmfMentions.spelled(keys);
        if (state.filling() != null && !(turn.move() instanceof Move.Puzzled)) {
            Trigger.CallerSpoke silent = new Trigger.CallerSpoke("", true, false);
            ScriptAnswer answer = Objects.requireNonNull(after(turn.move(), silent));
            return answer.after(script.line(keys.length() > 1 ? Phrase.ENTERED_DIGITS : Phrase.PRESSED_DIGIT)
                    .replace("{digits}", spelled)
                    .replace("{digit}", spelled));
        }
        if (keys.length() > 1) {
            return ScriptAnswer.of(script.says(Phrase.ENTERED_DIGITS).stream()
                    .map(sentence -> sentence.replace("{digits}", spelled))
                    .toList());
        }
        ScriptAnswer answer = after(turn.move(), new Trigger.CallerSpoke("", true, false));
        return (answer == null ? say(Phrase.NOTHING_BEHIND) : answer).after(script.pressed(keys));
    }

    private ScriptAnswer accept(String said) {
        if (isOffered()) {
            return transfer(script.named("person"), said);
        }
        return say(isAskedForMore() ? Phrase.PLEASE_GO_ON : Phrase.ALL_RIGHT);
    }

    private ScriptAnswer decline() {
        if (isAskedForMore()) {
            return hangUp(completion.filled(script.says(Phrase.DECLINED), Map.of()));
        }
        return say(isOffered() ? Phrase.ALL_RIGHT : Phrase.NOTHING_ELSE);
    }

    ScriptAnswer transfer(Intent intent, String said) {
        ToolDefinition tool = request.tool(TRANSFER);
        if (tool == null) {
            return say(Phrase.CANNOT_TRANSFER);
        }
        String to = intent.outcome().to();
        String destination = TransferDestinations.choose(tool, to, said, history.desks());
        boolean isOther = to != null && !destination.contains(to);
        Intent person = script.find("person");
        List<String> says = (isOther && person != null ? person : intent).says();
        String wish = intent.name().equals("person") ? "a person" : intent.name();
        String parameters =
                TransferDestinations.parameters(destination, "The caller asked for " + wish + ".", history.summary());
        return new ScriptAnswer(completion.filled(says, Map.of()), new ToolRequest(TRANSFER, parameters, false), null);
    }

    ScriptAnswer hangUp(List<String> farewell) {
        boolean isOffered = request.tool(ToolRequest.HANG_UP) != null;
        return new ScriptAnswer(farewell, new ToolRequest(ToolRequest.HANG_UP, "{}", !isOffered), null);
    }

    private ScriptAnswer repeat() {
        List<String> said = new ArrayList<>(history.lastAnswer());
        script.keys().keySet().forEach(key -> said.remove(script.pressed(key)));
        said.removeAll(Wording.of(script.line(Phrase.STILL_THERE)));
        said.removeAll(script.says(Phrase.STILL_THERE_AGAIN));
        return said.isEmpty() ? say(Phrase.NOTHING_TO_REPEAT) : ScriptAnswer.of(said);
    }

    private ScriptAnswer puzzled() {
        int before = history.saidInARow(Stream.of(
                        Phrase.NOT_UNDERSTOOD,
                        Phrase.NOT_UNDERSTOOD_ALONE,
                        Phrase.NOT_UNDERSTOOD_AGAIN,
                        Phrase.NOT_UNDERSTOOD_AGAIN_ALONE)
                .flatMap(phrase -> Wording.of(script.line(phrase)).stream())
                .toList());
        int personAfter = script.settings().personAfter();
        if (before >= personAfter) {
            return handOn();
        }
        if (before == personAfter - 1) {
            return puzzledAgain();
        }
        return say(request.tool(TRANSFER) == null ? Phrase.NOT_UNDERSTOOD_ALONE : Phrase.NOT_UNDERSTOOD);
    }

    ScriptAnswer puzzledAgain() {
        return say(request.tool(TRANSFER) == null ? Phrase.NOT_UNDERSTOOD_AGAIN_ALONE : Phrase.NOT_UNDERSTOOD_AGAIN);
    }

    private boolean isPuzzledAlready() {
        return Stream.of(
                        Phrase.PLEASE_GO_ON,
                        Phrase.NOT_UNDERSTOOD,
                        Phrase.NOT_UNDERSTOOD_AGAIN,
                        Phrase.NOT_UNDERSTOOD_AGAIN_ALONE)
                .anyMatch(phrase -> history.agentHasJustSaid(script.line(phrase)));
    }

    /** To a person, if there is one and has not been tried for the same reason; else the call ends. */
    ScriptAnswer handOn() {
        List<String> handedOn = script.says(Phrase.HANDED_ON);
        boolean isTried =
                history.agentHasSaid(handedOn.get(handedOn.size() - 1)) && history.agentHasSaid(handedOn.get(0));
        ToolDefinition tool = request.tool(TRANSFER);
        if (tool == null || isTried) {
            return hangUp(completion.filled(script.says(Phrase.GIVEN_UP), Map.of()));
        }
        String destination = TransferDestinations.choose(tool, null, "", history.desks());
        String parameters = TransferDestinations.parameters(
                destination, "The automatic assistant could not help.", history.summary());
        return new ScriptAnswer(
                completion.filled(handedOn, Map.of()), new ToolRequest(TRANSFER, parameters, false), null);
    }

    boolean canHandOn() {
        return request.tool(TRANSFER) != null || canHangUp();
    }

    boolean canHangUp() {
        return request.tool(ToolRequest.HANG_UP) != null
                || request.builtinTools().contains(ToolRequest.HANG_UP);
    }

    /** What it says, without the offer of what this chat cannot do. */
    private List<String> possible(Intent intent) {
        if (request.tool(TRANSFER) != null) {
            return intent.says();
        }
        List<String> says = new ArrayList<>(intent.saysAlone());
        says.replaceAll(
                sentence -> sentence.equals(script.line(Phrase.OFFER)) ? script.line(Phrase.WHAT_NEXT) : sentence);
        return says;
    }

    private boolean isOffered() {
        return Wording.of(script.line(Phrase.OFFER)).contains(history.lastSentence());
    }

    private boolean isAskedForMore() {
        return history.lastSentence().startsWith(script.line(Phrase.ANYTHING_ELSE));
    }

    /** Keys that the context tells of and that the agent has not spoken about yet. */
    @Nullable
    String unansweredKeys() {
        String keys = DtmfMentions.in(String.join(" ", request.contexts()));
        return keys == null || history.agentHasSaid(script.pressed(keys)) ? null : keys;
    }
}
