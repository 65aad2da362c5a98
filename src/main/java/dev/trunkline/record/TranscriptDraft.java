package dev.trunkline.record;

import dev.trunkline.ai.GrownText;
import dev.trunkline.call.CardNumbers;
import dev.trunkline.call.TalkEvent.AgentHeard;
import dev.trunkline.call.TalkEvent.AgentSays;
import dev.trunkline.call.TalkEvent.AgentSaysMore;
import dev.trunkline.call.TalkEvent.CallerSaid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was said, line by line, while some of it is still being said. Guarded by whoever has it. */
final class TranscriptDraft {

    private static final int SCORES_KEPT = 5;

    private final int maxLines;
    private final List<Draft> lines = new ArrayList<>();
    private final Map<String, Draft> openSentences = new LinkedHashMap<>();
    private String heardLast = ""; // the sentence that was over last
    private @Nullable Draft lastHeard;

    /** @param maxLines more are not kept */
    TranscriptDraft(int maxLines) {
        this.maxLines = maxLines;
    }

    /** A line that is still being written. */
    private static final class Draft {
        private final String who;
        private String text;
        private final Map<String, Double> scores;
        private @Nullable Long startMillis;
        private @Nullable Long spokenMillis;
        private @Nullable Long heardMillis;
        private boolean interrupted;
        private String heardText = "";

        Draft(String who, String text, Map<String, Double> scores) {
            this.who = who;
            this.text = GrownText.of("", text);
            this.scores = strongest(scores);
        }

        /** No piece of a sentence need be a card for the whole to have one. */
        CallRecord.Line line() {
            String masked = CardNumbers.masked(text);
            String maskedHeard = text.startsWith(heardText)
                    ? masked.substring(0, heardText.length())
                    : CardNumbers.masked(heardText);
            return new CallRecord.Line(
                    who, masked, startMillis, spokenMillis, heardMillis, interrupted, maskedHeard, scores);
        }
    }

    void callerSaid(CallerSaid said, long atMillis) {
        Draft line = new Draft("caller", said.text(), said.scores());
        line.startMillis = atMillis;
        line.heardText = line.text;
        add(line);
    }

    void agentSays(AgentSays says) {
        Draft line = new Draft("agent", says.text(), says.scores());
        openSentences.put(says.messageId(), line);
        add(line);
    }

    /** Also of a sentence that is over: of one that was heard to its end, all that it says was heard. */
    void agentSaysMore(AgentSaysMore says) {
        Draft line = openSentences.get(says.messageId());
        Draft last = lastHeard;
        if (line != null) {
            line.text = GrownText.of(line.text, says.more());
        } else if (last != null && says.messageId().equals(heardLast)) {
            last.text = GrownText.of(last.text, says.more());
            last.heardText = last.interrupted ? last.heardText : GrownText.of(last.heardText, says.more());
        }
    }

    void agentBegins(String messageId, long atMillis) {
        Draft line = openSentences.get(messageId);
        if (line != null) {
            line.startMillis = atMillis;
        }
    }

    /** A sentence is over; false when it was none of ours. */
    boolean agentHeard(AgentHeard heard) {
        Draft line = openSentences.remove(heard.messageId());
        if (line == null) {
            return false;
        }
        line.spokenMillis = heard.spokenMillis();
        line.heardMillis = heard.heardMillis();
        line.heardText = GrownText.of("", heard.heardText());
        line.interrupted = heard.interrupted();
        heardLast = heard.messageId();
        lastHeard = line;
        return true;
    }

    List<CallRecord.Line> lines() {
        return lines.stream().map(Draft::line).toList();
    }

    private void add(Draft line) {
        if (lines.size() < maxLines) {
            lines.add(line);
        }
    }

    private static Map<String, Double> strongest(Map<String, Double> scores) {
        if (scores.isEmpty()) {
            return Map.of();
        }
        Map<String, Double> strongest = new LinkedHashMap<>();
        scores.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
                .limit(SCORES_KEPT)
                .forEach(score -> strongest.put(score.getKey(), score.getValue()));
        return strongest;
    }
}
