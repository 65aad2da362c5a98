package dev.trunkline.record;

import org.jspecify.annotations.Nullable;

/**
 * One call in a list of many. Immutable; its component names are the JSON of {@code GET /api/records} and the columns of its CSV.
 *
 * @param startedAt ISO 8601, UTC
 * @param end how it ended; null while it is live
 * @param farEnd who answered last, by its name in the list; empty when nobody did
 * @param turnMaxMillis its slowest answer, or null when there was none
 * @param lines how many sentences were said
 * @param cost in {@code currency}; both are null where no prices are configured
 */
public record CallSummary(
        String callSid,
        String startedAt,
        long durationMillis,
        String route,
        String from,
        String to,
        @Nullable String end,
        @Nullable String endedBy,
        @Nullable String blame,
        @Nullable String transferredTo,
        String farEnd,
        @Nullable Long greetingMillis,
        @Nullable Long turnP50Millis,
        @Nullable Long turnMaxMillis,
        int turns,
        int bargeIns,
        int lines,
        @Nullable Double cost,
        @Nullable String currency) {

    /** What a list says of a record. */
    public static CallSummary of(CallRecord record) {
        CallRecord.Figures figures = record.figures();
        CallRecord.Cost cost = record.cost();
        return new CallSummary(
                record.callSid(),
                record.startedAt(),
                record.durationMillis(),
                record.route(),
                record.from(),
                record.to(),
                record.end(),
                record.endedBy(),
                record.blame(),
                record.transferredTo(),
                record.farEnd(),
                record.greetingMillis(),
                figures.turnP50Millis(),
                figures.turnMaxMillis(),
                figures.turns(),
                figures.bargeIns(),
                record.transcript().size(),
                cost == null ? null : cost.total(),
                cost == null ? null : cost.currency());
    }
}
