package dev.trunkline.engine.mind.script;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.SentenceCutter;
import dev.trunkline.engine.mind.ToolDefinition;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.mind.script.Script.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the script has to say for one trigger. Confined to one generation. */
final class ScriptedReply implements Trigger.Cases<ScriptedReply.Answer> {

    static final String TRANSFER = "transfer_call";
    private static final String DEMONSTRATION = "demonstration"; // whoever has heard the word need not be told again
    private static final Pattern UNANSWERED = Pattern.compile(
            "not (?:been )?answer|no.answer|unanswered|nobody|no one|did not (?:pick|answer)|busy|failed|could not be reached");

    private final Script script;
    private final DialogRequest request;
    private final ScriptHistory history;

    ScriptedReply(Script script, DialogRequest request) {
        this.script = script;
        this.request = request;
        this.history = new ScriptHistory(script, request.messages());
    }

    /** What is said, then done. Immutable. */
    record Answer(List<String> says, @Nullable ToolRequest does) {

        static final Answer NOTHING = of(List.of());

        static Answer of(List<String> says) {
            return new Answer(says, null);
        }

        static Answer of(String... says) {
            return of(List.of(says));
        }

        Answer after(String first) {
            List<String> all = new ArrayList<>(List.of(first));
            all.addAll(says);
            return new Answer(all, does);
        }

        void tell(DialogModel.Listener listener) {
            says.forEach(listener::onSentence);
            if (does != null) {
                listener.onTool(does);
            }
            listener.onDone();
        }
    }

    @Override
    public Answer begun(Trigger.Begun trigger) {
        return trigger.greeting().isBlank()
                ? say(Phrase.GREETING)
                : Answer.of(SentenceCutter.split(trigger.greeting()));
    }

    @Override
    public Answer ending(Trigger.Ending trigger) {
        return say(Phrase.ENDING);
    }

    @Override
    public Answer callerSpoke(Trigger.CallerSpoke trigger) {
        String keys = DtmfMentions.in(trigger.text());
        Topic topic = keys == null && trigger.understood() ? script.topicOf(trigger.text()) : null;
        if (topic != null) {
            Answer answer = about(topic, trigger.text());
            return trigger.interrupting() && topic.outcome().acknowledges()
                    ? answer.after(script.line(Phrase.INTERRUPTED))
                    : answer;
        }
        String pressed = keys == null ? unansweredKeys() : keys;
        if (pressed != null) {
            return about(pressed);
        }
        return trigger.interrupting() && !isPuzzledAlready()
                ? Answer.of(script.line(Phrase.INTERRUPTED), script.line(Phrase.PLEASE_GO_ON))
                : puzzled();
    }

    /** The answer, after the words that this is a demonstration, unless the caller has heard so. */
    Answer introduced(Answer answer) {
        boolean isKnown = Stream.concat(history.heard(), answer.says().stream())
                .anyMatch(sentence -> sentence.contains(DEMONSTRATION));
        return answer.says().isEmpty() || isKnown ? answer : answer.after(script.line(Phrase.DEMONSTRATION));
    }

    @Override
    public Answer resumed(Trigger.Resumed trigger) {
        String context = String.join(" ", request.contexts()).toLowerCase(Locale.ROOT);
        return say(UNANSWERED.matcher(context).find() ? Phrase.TRANSFER_UNANSWERED : Phrase.BACK_AGAIN);
    }

    @Override
    public Answer toolSucceeded(Trigger.ToolSucceeded trigger) {
        if (trigger.tool().equals(TRANSFER)) {
            return say(Phrase.TRANSFERRED);
        }
        return trigger.tool().equals(ToolRequest.HANG_UP) ? Answer.NOTHING : say(Phrase.WHAT_NEXT);
    }

    @Override
    public Answer toolFailed(Trigger.ToolFailed trigger) {
        if (!trigger.content().isBlank()) {
            return Answer.of(SentenceCutter.split(trigger.content()));
        }
        return say(trigger.tool().equals(TRANSFER) ? Phrase.TRANSFER_FAILED : Phrase.TOOL_FAILED);
    }

    @Override
    public Answer callerSilent(Trigger.CallerSilent trigger) {
        String keys = unansweredKeys();
        if (keys != null) {
            return about(keys);
        }
        return say(trigger.times() == 1 ? Phrase.STILL_THERE : Phrase.STILL_THERE_AGAIN);
    }

    @Override
    public Answer told(Trigger.Told trigger) {
        String keys = DtmfMentions.in(trigger.context());
        return keys == null ? Answer.NOTHING : about(keys);
    }

    private Answer say(Phrase phrase) {
        return Answer.of(script.says(phrase));
    }

    private Answer about(Topic topic, String said) {
        return switch (topic.outcome().action()) {
            case NOTHING -> Answer.of(possible(topic));
            case TRANSFER -> transfer(topic, said);
            case HANG_UP -> hangUp(topic.says());
            case REPEAT -> repeat();
            case ACCEPT -> accept(said);
            case DECLINE -> decline();
        };
    }

    private Answer about(String keys) {
        if (keys.length() > 1) {
            String spelled = DtmfMentions.spelled(keys);
            return Answer.of(script.says(Phrase.ENTERED_DIGITS).stream()
                    .map(sentence -> sentence.replace("{digits}", spelled))
                    .toList());
        }
        String topic = script.digits().get(keys);
        Answer answer = topic == null ? say(Phrase.NOTHING_BEHIND) : about(script.named(topic), "");
        return answer.after(script.pressed(keys));
    }

    private Answer accept(String said) {
        if (isOffered()) {
            return transfer(script.named("person"), said);
        }
        return say(isAskedForMore() ? Phrase.PLEASE_GO_ON : Phrase.ALL_RIGHT);
    }

    private Answer decline() {
        if (isAskedForMore()) {
            return hangUp(script.says(Phrase.DECLINED));
        }
        return say(isOffered() ? Phrase.ALL_RIGHT : Phrase.NOTHING_ELSE);
    }

    Answer transfer(Topic topic, String said) {
        ToolDefinition tool = request.tool(TRANSFER);
        if (tool == null) {
            return say(Phrase.CANNOT_TRANSFER);
        }
        String destination = TransferDestinations.choose(tool, topic.outcome().to(), said, history.desks());
        boolean isOther = topic.outcome().to() != null
                && !destination.contains(topic.outcome().to());
        List<String> says = (isOther ? script.named("person") : topic).says();
        String wish = topic.name().equals("person") ? "a person" : topic.name();
        String parameters =
                TransferDestinations.parameters(destination, "The caller asked for " + wish + ".", history.summary());
        return new Answer(says, new ToolRequest(TRANSFER, parameters, false));
    }

    Answer hangUp(List<String> farewell) {
        boolean isOffered = request.tool(ToolRequest.HANG_UP) != null;
        return new Answer(farewell, new ToolRequest(ToolRequest.HANG_UP, "{}", !isOffered));
    }

    private Answer repeat() {
        List<String> said = new ArrayList<>(history.lastAnswer());
        script.digits().keySet().forEach(key -> said.remove(script.pressed(key)));
        said.remove(script.line(Phrase.STILL_THERE));
        said.removeAll(script.says(Phrase.STILL_THERE_AGAIN));
        return said.isEmpty() ? say(Phrase.NOTHING_TO_REPEAT) : Answer.of(said);
    }

    private Answer puzzled() {
        boolean isAlone = request.tool(TRANSFER) == null;
        boolean isThird = hasJustSaid(Phrase.NOT_UNDERSTOOD_AGAIN) || hasJustSaid(Phrase.NOT_UNDERSTOOD_AGAIN_ALONE);
        if (isThird) {
            return handOn();
        }
        if (hasJustSaid(Phrase.NOT_UNDERSTOOD)) {
            return puzzledAgain();
        }
        return say(isAlone ? Phrase.NOT_UNDERSTOOD_ALONE : Phrase.NOT_UNDERSTOOD);
    }

    Answer puzzledAgain() {
        return say(request.tool(TRANSFER) == null ? Phrase.NOT_UNDERSTOOD_AGAIN_ALONE : Phrase.NOT_UNDERSTOOD_AGAIN);
    }

    private boolean hasJustSaid(Phrase phrase) {
        return history.agentHasJustSaid(script.line(phrase));
    }

    private boolean isPuzzledAlready() {
        return hasJustSaid(Phrase.PLEASE_GO_ON)
                || hasJustSaid(Phrase.NOT_UNDERSTOOD)
                || hasJustSaid(Phrase.NOT_UNDERSTOOD_AGAIN)
                || hasJustSaid(Phrase.NOT_UNDERSTOOD_AGAIN_ALONE);
    }

    /** To a person, if there is one and has not been tried for the same reason; else the call ends. */
    Answer handOn() {
        boolean isTried = history.agentHasSaid(script.says(Phrase.HANDED_ON).get(1));
        if (request.tool(TRANSFER) == null || isTried) {
            return hangUp(script.says(Phrase.GIVEN_UP));
        }
        ToolDefinition tool = Objects.requireNonNull(request.tool(TRANSFER));
        String destination = TransferDestinations.choose(tool, null, "", history.desks());
        String parameters = TransferDestinations.parameters(
                destination, "The automatic assistant could not help.", history.summary());
        return new Answer(script.says(Phrase.HANDED_ON), new ToolRequest(TRANSFER, parameters, false));
    }

    boolean canHandOn() {
        return request.tool(TRANSFER) != null || canHangUp();
    }

    boolean canHangUp() {
        return request.tool(ToolRequest.HANG_UP) != null
                || request.builtinTools().contains(ToolRequest.HANG_UP);
    }

    /** What it says, without the offer of what this chat cannot do. */
    private List<String> possible(Topic topic) {
        if (request.tool(TRANSFER) != null) {
            return topic.says();
        }
        List<String> says = new ArrayList<>(topic.saysAlone());
        says.replaceAll(
                sentence -> sentence.equals(script.line(Phrase.OFFER)) ? script.line(Phrase.WHAT_NEXT) : sentence);
        return says;
    }

    private boolean isOffered() {
        return history.lastSentence().equals(script.line(Phrase.OFFER));
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
