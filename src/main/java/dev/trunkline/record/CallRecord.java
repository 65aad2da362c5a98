package dev.trunkline.record;

import java.util.List;
import java.util.Map;
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
 * @param greetingMillis stream start to the agent's first sound, or null before it
 * @param turnMillis EVI's transcript of the caller to the agent's first sound, turn by turn
 * @param framesLost what was dropped on either leg and should not have been
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
        @Nullable Long greetingMillis,
        List<Line> transcript,
        List<Long> turnMillis,
        List<Interruption> bargeIns,
        List<ToolUse> toolCalls,
        String digits,
        int underruns,
        int framesLost,
        Map<String, Integer> framesRejected,
        List<Moment> events) {

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

    /** Anything else worth knowing later. */
    public record Moment(long atMillis, String name, String detail) {}
}
