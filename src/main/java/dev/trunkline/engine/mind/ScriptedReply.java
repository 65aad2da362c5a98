package dev.trunkline.engine.mind;

import dev.trunkline.engine.mind.Script.Phrases;
import dev.trunkline.engine.mind.Script.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the script has to say on one occasion. Confined to one thought. */
final class ScriptedReply implements Occasion.Cases<ScriptedReply.Answer> {

    static final String TRANSFER = "transfer_call";
    private static final String DEMONSTRATION = "demonstration"; // whoever has heard the word need not be told again
    private static final Pattern UNANSWERED = Pattern.compile(
            "not (?:been )?answer|no.answer|unanswered|nobody|no one|did not (?:pick|answer)|busy|failed|could not be reached");

    private final Script script;
    private final Phrases phrases;
    private final Conversation conversation;
    private final SoFar soFar;

    ScriptedReply(Script script, Conversation conversation) {
        this.script = script;
        this.phrases = script.phrases();
        this.conversation = conversation;
        this.soFar = new SoFar(script, conversation.lines());
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

        void tell(Mind.Listener listener) {
            says.forEach(listener::onSentence);
            if (does != null) {
                listener.onTool(does);
            }
            listener.onDone();
        }
    }

    @Override
    public Answer begun(Occasion.Begun occasion) {
        return occasion.greeting().isBlank()
                ? Answer.of(phrases.greeting())
                : Answer.of(SentenceCutter.split(occasion.greeting()));
    }

    @Override
    public Answer ending(Occasion.Ending occasion) {
        return Answer.of(phrases.ending());
    }

    @Override
    public Answer callerSpoke(Occasion.CallerSpoke occasion) {
        String keys = Keys.in(occasion.text());
        Topic topic = keys == null && occasion.understood() ? script.topicOf(occasion.text()) : null;
        if (topic != null) {
            Answer answer = about(topic, occasion.text());
            return occasion.interrupting() && topic.acknowledges() ? answer.after(phrases.interrupted()) : answer;
        }
        String pressed = keys == null ? unansweredKeys() : keys;
        if (pressed != null) {
            return about(pressed);
        }
        return occasion.interrupting() && !isPuzzledAlready()
                ? Answer.of(phrases.interrupted(), phrases.pleaseGoOn())
                : puzzled();
    }

    /** The answer, after the words that this is a demonstration, unless the caller has heard so. */
    Answer introduced(Answer answer) {
        boolean isKnown = Stream.concat(soFar.heard(), answer.says().stream())
                .anyMatch(sentence -> sentence.contains(DEMONSTRATION));
        return answer.says().isEmpty() || isKnown ? answer : answer.after(phrases.demonstration());
    }

    @Override
    public Answer resumed(Occasion.Resumed occasion) {
        String context = String.join(" ", conversation.contexts()).toLowerCase(Locale.ROOT);
        return Answer.of(UNANSWERED.matcher(context).find() ? phrases.transferUnanswered() : phrases.backAgain());
    }

    @Override
    public Answer toolSucceeded(Occasion.ToolSucceeded occasion) {
        if (occasion.tool().equals(TRANSFER)) {
            return Answer.of(phrases.transferred());
        }
        return occasion.tool().equals(ToolRequest.HANG_UP) ? Answer.NOTHING : Answer.of(phrases.whatNext());
    }

    @Override
    public Answer toolFailed(Occasion.ToolFailed occasion) {
        if (!occasion.content().isBlank()) {
            return Answer.of(SentenceCutter.split(occasion.content()));
        }
        return Answer.of(occasion.tool().equals(TRANSFER) ? phrases.transferFailed() : phrases.toolFailed());
    }

    @Override
    public Answer callerSilent(Occasion.CallerSilent occasion) {
        String keys = unansweredKeys();
        if (keys != null) {
            return about(keys);
        }
        return occasion.times() == 1 ? Answer.of(phrases.stillThere()) : Answer.of(phrases.stillThereAgain());
    }

    @Override
    public Answer told(Occasion.Told occasion) {
        String keys = Keys.in(occasion.context());
        return keys == null ? Answer.NOTHING : about(keys);
    }

    private Answer about(Topic topic, String said) {
        return switch (topic.deed()) {
            case NOTHING -> Answer.of(possible(topic));
            case TRANSFER -> transfer(topic, said);
            case HANG_UP -> hangUp(topic.sentences());
            case REPEAT -> repeat();
            case ACCEPT -> accept(said);
            case DECLINE -> decline();
        };
    }

    private Answer about(String keys) {
        if (keys.length() > 1) {
            String spelled = Keys.spelled(keys);
            return Answer.of(phrases.enteredDigits().stream()
                    .map(sentence -> sentence.replace("{digits}", spelled))
                    .toList());
        }
        String topic = script.digits().get(keys);
        Answer answer = topic == null ? Answer.of(phrases.nothingBehind()) : about(script.named(topic), "");
        return answer.after(phrases.pressedDigit(keys));
    }

    private Answer accept(String said) {
        if (isOffered()) {
            return transfer(script.named("person"), said);
        }
        return isAskedForMore() ? Answer.of(phrases.pleaseGoOn()) : Answer.of(phrases.allRight());
    }

    private Answer decline() {
        if (isAskedForMore()) {
            return hangUp(phrases.declined());
        }
        return Answer.of(isOffered() ? phrases.allRight() : phrases.nothingElse());
    }

    Answer transfer(Topic topic, String said) {
        Tool tool = conversation.tool(TRANSFER);
        if (tool == null) {
            return Answer.of(phrases.cannotTransfer());
        }
        String destination = Destinations.choose(tool, topic.to(), said, soFar.desks());
        boolean isOther = topic.to() != null && !destination.contains(topic.to());
        List<String> says = (isOther ? script.named("person") : topic).sentences();
        String wish = topic.name().equals("person") ? "a person" : topic.name();
        String parameters = Destinations.parameters(destination, "The caller asked for " + wish + ".", soFar.summary());
        return new Answer(says, new ToolRequest(TRANSFER, parameters, false));
    }

    Answer hangUp(List<String> farewell) {
        boolean isOffered = conversation.tool(ToolRequest.HANG_UP) != null;
        return new Answer(farewell, new ToolRequest(ToolRequest.HANG_UP, "{}", !isOffered));
    }

    private Answer repeat() {
        List<String> said = new ArrayList<>(soFar.lastAnswer());
        script.digits().keySet().forEach(key -> said.remove(phrases.pressedDigit(key)));
        said.remove(phrases.stillThere());
        said.removeAll(phrases.stillThereAgain());
        return Answer.of(said.isEmpty() ? phrases.nothingToRepeat() : said);
    }

    private Answer puzzled() {
        List<String> before = soFar.lastAnswer();
        boolean isAlone = conversation.tool(TRANSFER) == null;
        boolean isThird = before.contains(phrases.notUnderstoodAgain().get(0))
                || before.contains(phrases.notUnderstoodAgainAlone().get(0));
        if (isThird) {
            return handOn();
        }
        if (before.contains(phrases.notUnderstood().get(0))) {
            return Answer.of(puzzledAgain());
        }
        return Answer.of(isAlone ? phrases.notUnderstoodAlone() : phrases.notUnderstood());
    }

    List<String> puzzledAgain() {
        return conversation.tool(TRANSFER) == null ? phrases.notUnderstoodAgainAlone() : phrases.notUnderstoodAgain();
    }

    private boolean isPuzzledAlready() {
        List<String> before = soFar.lastAnswer();
        return before.contains(phrases.pleaseGoOn())
                || before.contains(phrases.notUnderstood().get(0))
                || before.contains(phrases.notUnderstoodAgain().get(0))
                || before.contains(phrases.notUnderstoodAgainAlone().get(0));
    }

    /** To a person, if there is one and has not been tried for the same reason; else the call ends. */
    Answer handOn() {
        boolean isTried = soFar.agentHasSaid(phrases.handedOn().get(1));
        if (conversation.tool(TRANSFER) == null || isTried) {
            return hangUp(phrases.givenUp());
        }
        Tool tool = Objects.requireNonNull(conversation.tool(TRANSFER));
        String destination = Destinations.choose(tool, null, "", soFar.desks());
        String parameters =
                Destinations.parameters(destination, "The automatic assistant could not help.", soFar.summary());
        return new Answer(phrases.handedOn(), new ToolRequest(TRANSFER, parameters, false));
    }

    boolean canHandOn() {
        return conversation.tool(TRANSFER) != null || canHangUp();
    }

    boolean canHangUp() {
        return conversation.tool(ToolRequest.HANG_UP) != null
                || conversation.builtinTools().contains(ToolRequest.HANG_UP);
    }

    /** What it says, without the offer of what this chat cannot do. */
    private List<String> possible(Topic topic) {
        List<String> alone = topic.alone();
        if (conversation.tool(TRANSFER) != null) {
            return topic.sentences();
        }
        return (alone == null ? topic.sentences() : alone)
                .stream()
                        .map(sentence -> sentence.equals(phrases.offer()) ? phrases.whatNext() : sentence)
                        .toList();
    }

    private boolean isOffered() {
        return soFar.lastSentence().equals(phrases.offer());
    }

    private boolean isAskedForMore() {
        return soFar.lastSentence().startsWith(phrases.anythingElse());
    }

    /** Keys that the context tells of and that the agent has not spoken about yet. */
    @Nullable
    String unansweredKeys() {
        String keys = Keys.in(String.join(" ", conversation.contexts()));
        return keys == null || soFar.agentHasSaid(phrases.pressedDigit(keys)) ? null : keys;
    }
}
