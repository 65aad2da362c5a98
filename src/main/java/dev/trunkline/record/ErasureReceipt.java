package dev.trunkline.record;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was erased of somebody. Immutable; its component names are the JSON of {@code DELETE /api/callers/{number}}.
 *
 * @param number whose, with its middle masked
 * @param erasedAt ISO 8601, UTC
 * @param askedBy the name of the operator's token
 * @param erased how much, by place
 * @param liveCalls how many calls of theirs go on, and will be recorded when they end
 * @param error which place may still have something, and what to do; null when none has
 */
public record ErasureReceipt(
        String number,
        String erasedAt,
        String askedBy,
        Map<String, Long> erased,
        int liveCalls,
        @Nullable String error) {}
