package dev.trunkline.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.trunkline.call.TalkEvent.LineShared;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happened in one call, as it stands now. All times are milliseconds since its first stream began. Immutable; its
 * component names are the JSON of {@code GET /api/calls/{sid}}.
 *
 * @param state live or ended
 * @param startedAt ISO 8601, UTC
 * @param endedBy who ended the last stream, or null while it runs
 * @param end how, or null while it runs
 * @param transferredTo the destination's name, or null
 * @param chatGroupId the conversation that the call had last, by its far end's name for it, or null while there is none
 * @param formerChatGroupIds those that it had before, at other far ends or anew, the first first
 * @param greetingMillis stream start to the agent's first sound, or null before it
 * @param turnMillis from the far end's transcript of the caller to the agent's first sound, turn by turn
 * @param framesLost what was dropped on either leg and should not have been
 * @param farEnd who answered last, by its name in the list; empty while nobody has
 * @param notes what people noted about it
 * @param cost null where no prices are configured
 * @param recording null while there is none
 */
public record CallRecord(
        String callSid,
        String state,
        String route,
        String from,
        String to,
        String startedAt,
        long durationMillis,
        @Nullable String endedBy,
        @Nullable String end,
        @Nullable String blame,
        @Nullable String transferredTo,
        @Nullable String chatGroupId,
        List<String> formerChatGroupIds,
        @Nullable Long greetingMillis,
        List<Line> transcript,
        List<Long> turnMillis,
        List<Interruption> bargeIns,
        List<ToolUse> toolCalls,
        String digits,
        int underruns,
        int framesLost,
        Map<String, Integer> framesRejected,
        List<Moment> events,
        String farEnd,
        List<Note> notes,
        Figures figures,
        Usage usage,
        @Nullable Cost cost,
        @Nullable Recording recording) {

    /** How a call ended whose process was killed while it was live; its record stands as it was within a minute before. */
    public static final String PROCESS_DIED = "process_died";

    private static final String LIVE = "live";
    private static final String ENDED = "ended";

    /** Whether it goes on. */
    @JsonIgnore
    public boolean isLive() {
        return state.equals(LIVE);
    }

    /** All conversations of the call. */
    public Set<String> chatGroupIds() {
        Set<String> all = new LinkedHashSet<>(formerChatGroupIds);
        if (chatGroupId != null && !chatGroupId.isEmpty()) {
            all.add(chatGroupId);
        }
        return all;
    }

    /** When its first stream began, in ms since 1970. */
    public long beganMillis() {
        return Instant.parse(startedAt).toEpochMilli();
    }

    /** The same without the end of its lists, so that it has no more than so many of each. */
    public CallRecord shortened(int most) {
        List<Moment> known = first(events, most);
        known.add(new Moment(durationMillis, "record_shortened", "more was said and done than is kept"));
        return with(end, endedBy, blame, state, first(transcript, most), first(toolCalls, most), known);
    }

    private static <T> List<T> first(List<T> all, int most) {
        return new ArrayList<>(all.subList(0, Math.min(all.size(), most)));
    }

    /** The same of a call that nobody knows more of, for its process was killed. */
    public CallRecord died() {
        List<Moment> known = new ArrayList<>(events);
        known.add(new Moment(durationMillis, PROCESS_DIED, "the process was killed; what came after is not known"));
        return with(PROCESS_DIED, "us", "us", ENDED, transcript, toolCalls, known);
    }

    private CallRecord with(
            @Nullable String newEnd,
            @Nullable String newEndedBy,
            @Nullable String newBlame,
            String newState,
            List<Line> newTranscript,
            List<ToolUse> newToolCalls,
            List<Moment> newEvents) {
        return new CallRecord(
                callSid,
                newState,
                route,
                from,
                to,
                startedAt,
                durationMillis,
                newEndedBy,
                newEnd,
                newBlame,
                transferredTo,
                chatGroupId,
                formerChatGroupIds,
                greetingMillis,
                newTranscript,
                turnMillis,
                bargeIns,
                newToolCalls,
                digits,
                underruns,
                framesLost,
                framesRejected,
                newEvents,
                farEnd,
                notes,
                figures,
                usage,
                cost,
                recording);
    }

    /**
     * Something that was said.
     *
     * @param who caller or agent
     * @param startMillis when its sound began to be played; for a caller, when it was understood; null when it was never
     *     played
     * @param spokenMillis how long its sound is; null for a caller
     * @param heardMillis how much of it was played; null while it is being played, and for a caller
     * @param heardText the part that was heard
     * @param scores expression, the strongest
     */
    public record Line(
            String who,
            String text,
            @Nullable Long startMillis,
            @Nullable Long spokenMillis,
            @Nullable Long heardMillis,
            boolean interrupted,
            String heardText,
            Map<String, Double> scores) {}

    /**
     * The caller cut the agent off.
     *
     * @param clearMicros from hearing of it to the phone's having been told, in microseconds
     * @param heardMillis how much of the sentence had been heard
     * @param droppedMillis how much sound was not played
     */
    public record Interruption(long atMillis, String cause, long clearMicros, long heardMillis, long droppedMillis) {}

    /** A tool that the AI called; outcome, content and tookMillis are null until it is answered. */
    public record ToolUse(
            long atMillis,
            String name,
            String parameters,
            @Nullable String outcome,
            @Nullable String content,
            @Nullable Long tookMillis) {}

    /** What a person noted about the call; {@code by} is the name of his token. */
    public record Note(long atMillis, String by, String text) {}

    /**
     * How the two spoke together.
     *
     * @param turns answers that were heard
     * @param turnP50Millis of their delays the median, or null when there is none
     * @param turnP95Millis what one in twenty was slower than
     * @param turnMaxMillis the slowest
     * @param agentHeardMillis how much of the agent's sound was heard
     * @param agentUnheardMillis how much was made and never heard
     * @param talkOverMillis for how long both spoke at once; null until the first stream is over
     * @param longestSilenceMillis the longest time in which nobody was heard; null likewise
     */
    public record Figures(
            int turns,
            @Nullable Long turnP50Millis,
            @Nullable Long turnP95Millis,
            @Nullable Long turnMaxMillis,
            int bargeIns,
            long agentHeardMillis,
            long agentUnheardMillis,
            @Nullable Long talkOverMillis,
            @Nullable Long longestSilenceMillis) {

        static Figures of(List<Line> transcript, List<Long> turnMillis, int bargeIns, @Nullable LineShared shared) {
            List<Long> sorted = turnMillis.stream().sorted().toList();
            long heardMillis = 0;
            long unheardMillis = 0;
            for (Line line : transcript) {
                long heard = line.heardMillis() == null ? 0 : line.heardMillis();
                heardMillis += heard;
                unheardMillis += line.spokenMillis() == null ? 0 : Math.max(0, line.spokenMillis() - heard);
            }
            return new Figures(
                    sorted.size(),
                    quantile(sorted, 50),
                    quantile(sorted, 95),
                    quantile(sorted, 100),
                    bargeIns,
                    heardMillis,
                    unheardMillis,
                    shared == null ? null : shared.talkOverMillis(),
                    shared == null ? null : shared.longestSilenceMillis());
        }

        /** How the line was shared; null until the first stream is over. */
        @Nullable
        LineShared lineShared() {
            return talkOverMillis == null || longestSilenceMillis == null
                    ? null
                    : new LineShared(talkOverMillis, longestSilenceMillis);
        }

        /** The nearest rank. */
        private static @Nullable Long quantile(List<Long> sorted, int percent) {
            return sorted.isEmpty() ? null : sorted.get((sorted.size() * percent + 99) / 100 - 1);
        }
    }

    /** What of it costs money: how long the carrier streamed, and how long a far end was connected. */
    public record Usage(long carrierMillis, long farEndMillis) {}

    /**
     * What that costs by the configured prices, rounded to a hundredth of a cent.
     *
     * @param currency as configured, such as USD
     */
    public record Cost(String currency, double total, double carrier, double farEnd) {}

    /**
     * The sound of the call, which is in files of its own.
     *
     * @param format wav or opus
     * @param durationMillis of all streams of the call, pauses with them
     * @param complete whether all of it could be written
     */
    public record Recording(boolean available, String format, long durationMillis, boolean complete) {}

    /** Anything else worth knowing later. */
    public record Moment(long atMillis, String name, String detail) {}
}
