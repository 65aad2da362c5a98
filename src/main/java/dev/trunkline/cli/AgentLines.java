package dev.trunkline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.lab.phone.PhoneRecord.Span;
import dev.trunkline.lab.report.call.CallReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The agent's sentences out of the bridge's record, laid on the phone's clock. The bridge counts from when it read the
 * stream's start and knows when it sent a sound; the phone counts from when it sent the start and knows when the sound was
 * heard. So each sentence begins where the phone began to hear it, and what lies between the two clocks is what the bridge's
 * other times are moved by. Immutable.
 */
final class AgentLines {

    private static final long FARTHEST_FIRST_MILLIS = 10_000; // a starved machine hears the greeting seconds late
    private static final long FARTHEST_MILLIS = 400;

    private final List<CallReport.Utterance> lines = new ArrayList<>();
    private final long behindMillis;

    /**
     * @param bridge its record, or a missing node
     * @param heard when the phone heard something, in order
     * @param streamMillis when the phone sent the first stream's start
     */
    AgentLines(JsonNode bridge, List<Span> heard, long streamMillis) {
        long shiftMillis = streamMillis;
        long leastMillis = Long.MAX_VALUE;
        long fromMillis = Long.MIN_VALUE;
        for (JsonNode line : bridge.path("transcript")) {
            if (!line.path("who").asText().equals("agent")
                    || !line.path("startMillis").isNumber()) {
                continue;
            }
            long sentMillis = line.path("startMillis").asLong();
            Span sound = nearest(
                    heard,
                    sentMillis + shiftMillis,
                    fromMillis,
                    lines.isEmpty() ? FARTHEST_FIRST_MILLIS : FARTHEST_MILLIS);
            long startMillis = sound == null ? sentMillis + shiftMillis : sound.startMillis();
            if (sound != null) {
                shiftMillis = startMillis - sentMillis;
                leastMillis = Math.min(leastMillis, shiftMillis);
            }
            fromMillis = startMillis + 1;
            lines.add(line(line, startMillis, end(heard, startMillis, line)));
        }
        this.behindMillis = leastMillis == Long.MAX_VALUE ? streamMillis : Math.max(streamMillis, leastMillis);
    }

    /** What the phone heard next to {@code millis}, and not before an earlier sentence. */
    private static @Nullable Span nearest(List<Span> heard, long millis, long fromMillis, long farthestMillis) {
        Span nearest = null;
        for (Span span : heard) {
            long away = Math.abs(span.startMillis() - millis);
            boolean nearer = nearest == null || away < Math.abs(nearest.startMillis() - millis);
            if (span.startMillis() >= fromMillis && away <= farthestMillis && nearer) {
                nearest = span;
            }
        }
        return nearest;
    }

    /** The bridge counts the silence at the ends of a sentence, too; where the phone heard an end close by, it was there. */
    private static long end(List<Span> heard, long startMillis, JsonNode line) {
        long endMillis = startMillis + line.path("heardMillis").asLong(0);
        for (Span span : heard) {
            if (span.endMillis() > startMillis && Math.abs(span.endMillis() - endMillis) <= FARTHEST_MILLIS) {
                return span.endMillis();
            }
        }
        return endMillis;
    }

    private static CallReport.Utterance line(JsonNode line, long startMillis, long endMillis) {
        long heardMillis = line.path("heardMillis").asLong(0);
        boolean interrupted = line.path("interrupted").asBoolean();
        return new CallReport.Utterance(
                CallReport.Who.AGENT,
                line.path("text").asText(),
                startMillis,
                endMillis,
                heardMillis,
                line.path("spokenMillis").asLong(heardMillis),
                interrupted,
                interrupted ? line.path("heardText").asText() : null,
                scores(line));
    }

    static Map<String, Double> scores(JsonNode line) {
        Map<String, Double> scores = new LinkedHashMap<>();
        line.path("scores")
                .properties()
                .forEach(score -> scores.put(score.getKey(), score.getValue().asDouble()));
        return scores;
    }

    List<CallReport.Utterance> lines() {
        return lines;
    }

    /** A time of the bridge's record on the phone's clock. */
    long atPhone(long bridgeMillis) {
        return bridgeMillis + behindMillis;
    }
}
