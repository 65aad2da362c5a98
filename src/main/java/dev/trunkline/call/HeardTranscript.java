package dev.trunkline.call;

import dev.trunkline.ai.HeardLine;
import dev.trunkline.ai.HeardLine.Speaker;
import dev.trunkline.bounded.BoundedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What caller and agent have said to each other in this call, as far as it was heard: what an AI goes on by that has no memory of it.
 * Bounded, the oldest goes first. Confined to the call's loop.
 */
final class HeardTranscript {

    private static final int MOST_LINES = 40;
    private static final int MOST_CHARACTERS = 16_000;

    private static final int MOST_BEGUN = 64;

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Long> begun =
            new BoundedMap<>(MOST_BEGUN); // what the agent is saying: where the lines stood when it began
    private int characters;
    private long position; // how many there have been
    private String lastHeard = ""; // the agent's last message, if it was heard to its end

    /** @param number grows with every line that was added; one of the agent's stands where it began */
    private record Entry(HeardLine line, long number) {}

    /** @param before what was heard on earlier streams of the call */
    HeardTranscript(List<HeardLine> before) {
        before.forEach(line -> add(line.speaker(), line.text(), position));
    }

    /** Something happened in the call. */
    void onEvent(CallEvent event) {
        if (event instanceof TalkEvent.CallerSaid said && !said.interim()) {
            add(Speaker.CALLER, said.text(), position);
        } else if (event instanceof TalkEvent.AgentBegins begins) {
            begun.put(begins.messageId(), position);
        } else if (event instanceof TalkEvent.AgentHeard heard) {
            Long began = begun.remove(heard.messageId());
            add(Speaker.AGENT, heard.heardText(), began == null ? position : began);
            lastHeard = heard.interrupted() ? "" : heard.messageId();
        } else if (event instanceof TalkEvent.AgentSaysMore more
                && more.messageId().equals(lastHeard)) {
            addToLast(more.more());
        }
    }

    private void add(Speaker speaker, String text, long began) {
        lastHeard = "";
        if (text.isBlank()) {
            return;
        }
        int at = entries.size();
        while (at > 0 && isAnsweredBy(entries.get(at - 1), began)) {
            at--;
        }
        HeardLine line = new HeardLine(speaker, end(text.strip()));
        entries.add(at, new Entry(line, position++));
        characters += line.text().length();
        forgetOldest();
    }

    /** Whether the caller has said this after the agent began to say what stands at {@code began}. */
    private static boolean isAnsweredBy(Entry entry, long began) {
        return entry.line.speaker() == Speaker.CALLER && entry.number >= began;
    }

    private void addToLast(String more) {
        for (int at = entries.size() - 1; at >= 0; at--) {
            Entry entry = entries.get(at);
            if (entry.line.speaker() == Speaker.AGENT) {
                HeardLine longer = new HeardLine(Speaker.AGENT, end(entry.line.text() + more));
                entries.set(at, new Entry(longer, entry.number));
                characters += longer.text().length() - entry.line.text().length();
                break;
            }
        }
        forgetOldest();
    }

    private void forgetOldest() {
        while (entries.size() > MOST_LINES || characters > MOST_CHARACTERS) {
            characters -= entries.remove(0).line.text().length();
        }
    }

    private static String end(String text) {
        return text.substring(Math.max(0, text.length() - MOST_CHARACTERS));
    }

    /** How many lines there have been. */
    long position() {
        return position;
    }

    /**
     * All of it that is kept, the newest last.
     *
     * @param stillHeard what the agent is saying, as far as the caller will have heard it soon; "" for nothing
     * @param owed what the caller said last, if the AI will be given it to answer; "" for nothing
     */
    List<HeardLine> with(String stillHeard, String owed) {
        List<HeardLine> known = since(0, stillHeard);
        if (!known.isEmpty() && known.get(known.size() - 1).equals(new HeardLine(Speaker.CALLER, end(owed.strip())))) {
            known.remove(known.size() - 1);
        }
        return known;
    }

    /** The same of what came later than that. */
    List<HeardLine> since(long earlier, String stillHeard) {
        List<HeardLine> newest = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.number >= earlier) {
                newest.add(entry.line);
            }
        }
        if (!stillHeard.isEmpty()) {
            newest.add(new HeardLine(Speaker.AGENT, stillHeard));
        }
        return newest;
    }
}
