package dev.trunkline.engine.mind.remote;

import dev.trunkline.engine.mind.Line;
import dev.trunkline.engine.mind.ToolRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A conversation's lines in the order that chat completions demand: every call of a tool is followed at once by its answer,
 * whatever was said in between, and none is left without one. Not thread-safe.
 */
final class Transcript {

    private static final String PENDING = "There is no answer yet.";
    private static final String DONE = "Done.";

    /** Hears a conversation, oldest first. */
    interface Teller {

        /** The caller or the agent spoke. */
        void onWords(Line line);

        /** The agent called tools, all at once. */
        void onCalls(List<Call> calls);

        /** A tool answered a call that is not, or no longer, part of what is told. */
        void onLooseAnswer(String content);
    }

    /**
     * A call of a tool.
     *
     * @param answer never missing; may be that there is none yet
     */
    record Call(Line.ToolUse tool, String answer) {}

    private final List<Line> lines;
    private final Set<Integer> told = new HashSet<>();

    private Transcript(List<Line> lines) {
        this.lines = lines;
    }

    /** Tells {@code lines}. */
    static void tell(List<Line> lines, Teller teller) {
        new Transcript(lines).tell(teller);
    }

    private void tell(Teller teller) {
        for (int i = 0; i < lines.size(); i++) {
            if (!told.add(i)) {
                continue;
            }
            Line line = lines.get(i);
            if (line.who() == Line.Who.AGENT && line.tool() != null) {
                teller.onCalls(callsFrom(i));
            } else if (line.who() == Line.Who.TOOL) {
                teller.onLooseAnswer(line.text());
            } else if (!line.text().isBlank()) {
                teller.onWords(line);
            }
        }
    }

    /** The call at {@code first}, and those made with it. */
    private List<Call> callsFrom(int first) {
        int end = first;
        while (end < lines.size() && callAt(end) != null) {
            told.add(end++);
        }
        List<Call> calls = new ArrayList<>();
        for (int i = first; i < end; i++) {
            Line.ToolUse tool = callAt(i);
            if (tool != null) {
                calls.add(new Call(tool, answerTo(tool, end)));
            }
        }
        return calls;
    }

    private Line.@Nullable ToolUse callAt(int index) {
        Line line = lines.get(index);
        return line.who() == Line.Who.AGENT ? line.tool() : null;
    }

    private String answerTo(Line.ToolUse tool, int from) {
        for (int i = from; i < lines.size(); i++) {
            Line line = lines.get(i);
            boolean isAnswer = line.who() == Line.Who.TOOL
                    && line.tool() != null
                    && line.tool().id().equals(tool.id());
            if (isAnswer && told.add(i)) {
                return line.text().isBlank() ? DONE : line.text();
            }
        }
        return tool.name().equals(ToolRequest.HANG_UP) ? DONE : PENDING;
    }
}
