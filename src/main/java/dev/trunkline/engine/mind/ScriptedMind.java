package dev.trunkline.engine.mind;

import dev.trunkline.engine.mind.Script.Phrases;
import dev.trunkline.engine.mind.Script.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A contact centre's agent that follows a script ({@code script.yaml}): no network, no model, the same words for the same
 * conversation. It remembers nothing but what stands in the conversation itself. Thread-safe.
 */
public final class ScriptedMind implements Mind {

    static final String TRANSFER = "transfer_call";
    private static final Pattern PRESSED =
            Pattern.compile("press(?:ed|es)?(?: the)?(?: (?:key|digit|number))? ([0-9*#]+)|^([0-9*#]+)$");
    private static final Pattern UNANSWERED = Pattern.compile(
            "not (?:been )?answer|no.answer|unanswered|nobody|no one|did not (?:pick|answer)|busy|failed|could not be reached");

    private final Script script = Script.bundled();

    @Override
    public Thinking think(Conversation conversation, Listener listener) {
        conversation.occasion().choose(new Reply(conversation)).tell(listener);
        return () -> {};
    }

    @Override
    public List<String> openings() {
        List<String> openings = new ArrayList<>(List.of(
                script.phrases().interrupted(),
                script.phrases().transferred(),
                script.phrases().notUnderstood().get(0)));
        script.topics().stream()
                .filter(topic -> !topic.sentences().isEmpty())
                .forEach(topic -> openings.add(topic.sentences().get(0)));
        return openings;
    }

    /** What is said, then done. */
    private record Answer(List<String> says, @Nullable ToolRequest does) {

        static Answer of(List<String> says) {
            return new Answer(says, null);
        }

        static Answer of(String... says) {
            return new Answer(List.of(says), null);
        }

        Answer after(String first) {
            List<String> all = new ArrayList<>(List.of(first));
            all.addAll(says);
            return new Answer(all, does);
        }

        void tell(Listener listener) {
            says.forEach(listener::onSentence);
            if (does != null) {
                listener.onTool(does);
            }
            listener.onDone();
        }
    }

    /** One answer in the making. */
    private final class Reply implements Occasion.Cases<Answer> {

        private final Conversation conversation;
        private final Phrases phrases = script.phrases();

        Reply(Conversation conversation) {
            this.conversation = conversation;
        }

        @Override
        public Answer callerSpoke(Occasion.CallerSpoke occasion) {
            String digit = pressed(occasion.text());
            Topic topic = digit == null && occasion.understood() ? script.topicOf(occasion.text()) : null;
            if (topic == null) {
                String key = digit == null ? unansweredDigit() : digit;
                if (key != null) {
                    return digit(key);
                }
                return occasion.interrupting() ? Answer.of(phrases.interrupted(), phrases.pleaseGoOn()) : puzzled();
            }
            Answer answer = about(topic, occasion.text());
            boolean acknowledge = occasion.interrupting() && topic.deed() == Script.Deed.NOTHING && !isStop(topic);
            return acknowledge ? answer.after(phrases.interrupted()) : answer;
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
            return occasion.tool().equals(ToolRequest.HANG_UP) ? Answer.of() : Answer.of(phrases.whatNext());
        }

        @Override
        public Answer toolFailed(Occasion.ToolFailed occasion) {
            List<String> usual =
                    occasion.tool().equals(TRANSFER) ? phrases.transferFailed() : List.of(phrases.toolFailed());
            return occasion.content().isEmpty() ? Answer.of(usual) : Answer.of(occasion.content());
        }

        @Override
        public Answer callerSilent(Occasion.CallerSilent occasion) {
            String digit = unansweredDigit();
            if (digit != null) {
                return digit(digit);
            }
            return Answer.of(occasion.times() == 1 ? phrases.stillThere() : phrases.stillThereAgain());
        }

        private Answer about(Topic topic, String said) {
            return switch (topic.deed()) {
                case NOTHING -> Answer.of(topic.sentences());
                case TRANSFER -> transfer(topic, said);
                case HANG_UP -> hangUp(topic.sentences());
                case REPEAT -> repeat();
                case ACCEPT ->
                    lastOffered("person") ? transfer(script.named("person"), said) : Answer.of(phrases.allRight());
                case DECLINE -> lastOffered("else") ? hangUp(phrases.declined()) : Answer.of(phrases.allRight());
            };
        }

        private Answer transfer(Topic topic, String said) {
            Tool tool = conversation.tool(TRANSFER);
            if (tool == null) {
                return Answer.of(phrases.cannotTransfer());
            }
            String destination = Destinations.choose(tool, topic.to(), said);
            String parameters = Destinations.parameters(
                    destination,
                    "The caller asked for " + (topic.name().equals("person") ? "a person" : topic.name()) + ".",
                    "The caller said: " + said);
            return new Answer(topic.sentences(), new ToolRequest(TRANSFER, parameters, false));
        }

        private Answer hangUp(List<String> farewell) {
            boolean isOffered = conversation.tool(ToolRequest.HANG_UP) != null;
            return new Answer(farewell, new ToolRequest(ToolRequest.HANG_UP, "{}", !isOffered));
        }

        /** Everything the agent said since the caller's last words but one. */
        private Answer repeat() {
            List<String> said = new ArrayList<>();
            List<Line> lines = conversation.lines();
            int i = lines.size() - 1;
            while (i >= 0 && !isSaid(lines.get(i))) {
                i--;
            }
            for (; i >= 0 && isSaid(lines.get(i)); i--) {
                said.add(0, lines.get(i).text());
            }
            return said.isEmpty() ? Answer.of(phrases.anythingToRepeat()) : Answer.of(said);
        }

        private Answer digit(String digit) {
            if (digit.length() > 1) {
                String spelled = String.join(" ", digit.split(""));
                return Answer.of(phrases.enteredDigits().replace("{digits}", spelled), phrases.whatNext());
            }
            String topic = script.digits().get(digit);
            if (topic == null) {
                return Answer.of(phrases.unknownDigit().replace("{digit}", digit), phrases.whatNext());
            }
            return about(script.named(topic), "").after(phrases.pressedDigit().replace("{digit}", digit));
        }

        private Answer puzzled() {
            boolean again = phrases.notUnderstood().contains(lastSaid());
            return Answer.of(again ? phrases.notUnderstoodAgain() : phrases.notUnderstood());
        }

        private boolean isStop(Topic topic) {
            return topic.name().equals("stop");
        }

        private boolean lastOffered(String what) {
            return lastSaid().contains(what) && lastSaid().endsWith("?");
        }

        /** The agent's words; its calls of tools are lines as well. */
        private static boolean isSaid(Line line) {
            return line.who() == Line.Who.AGENT && line.tool() == null;
        }

        private String lastSaid() {
            return conversation.lines().stream()
                    .filter(Reply::isSaid)
                    .reduce((before, last) -> last)
                    .map(Line::text)
                    .orElse("");
        }

        /** A key that the context tells of and that the agent has not spoken about yet. */
        private @Nullable String unansweredDigit() {
            String digit = pressed(String.join(" ", conversation.contexts()));
            if (digit == null) {
                return null;
            }
            String mention = phrases.pressedDigit().replace("{digit}", digit);
            boolean answered = conversation.lines().stream()
                    .anyMatch(line -> isSaid(line) && line.text().equals(mention));
            return answered ? null : digit;
        }

        /** The last key that {@code text} tells of. */
        private @Nullable String pressed(String text) {
            String digit = null;
            for (Matcher found = PRESSED.matcher(text.toLowerCase(Locale.ROOT)); found.find(); ) {
                digit = found.group(1) == null ? found.group(2) : found.group(1);
            }
            return digit;
        }
    }
}
