package dev.trunkline.continuity;

import dev.trunkline.ai.HeardLine;
import dev.trunkline.ai.HeardLine.Speaker;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of what caller and agent have said to each other, as far as it was heard: enough for an AI that cannot go on with its
 * own memory of the conversation. Bounded. Immutable; personal data.
 *
 * @param lines the newest last
 * @param unanswered what the caller said last, until the agent's answer was heard; "" when nothing is owed
 */
public record HeardSoFar(List<HeardLine> lines, String unanswered) {

    static final HeardSoFar NOTHING = new HeardSoFar(List.of(), "");

    private static final int MAX_LINES = 12;
    private static final int MAX_CHARACTERS = 1_500; // of all lines together
    private static final int MAX_LINE_CHARACTERS = 400;

    public HeardSoFar {
        lines = List.copyOf(lines);
    }

    HeardSoFar callerSaid(String text) {
        String kept = end(text);
        return new HeardSoFar(with(new HeardLine(Speaker.CALLER, kept)), kept);
    }

    HeardSoFar agentHeard(String text) {
        return text.isBlank() ? this : new HeardSoFar(with(new HeardLine(Speaker.AGENT, end(text))), unanswered);
    }

    /** The agent has said all it had to. */
    HeardSoFar answered() {
        return unanswered.isEmpty() ? this : new HeardSoFar(lines, "");
    }

    private List<HeardLine> with(HeardLine newest) {
        List<HeardLine> kept = new ArrayList<>(lines);
        kept.add(newest);
        int characters = kept.stream().mapToInt(line -> line.text().length()).sum();
        while (kept.size() > MAX_LINES || characters > MAX_CHARACTERS) {
            characters -= kept.remove(0).text().length();
        }
        return kept;
    }

    private static String end(String text) {
        return text.length() <= MAX_LINE_CHARACTERS ? text : text.substring(text.length() - MAX_LINE_CHARACTERS);
    }

    /** What people said stays out of logs. */
    @Override
    public String toString() {
        return "HeardSoFar[" + lines.size() + " lines]";
    }
}
