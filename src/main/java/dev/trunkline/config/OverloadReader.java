package dev.trunkline.config;

import org.jspecify.annotations.Nullable;

/** Reads how many callers are let in, and what becomes of the others. Confined to one thread. */
final class OverloadReader {

    private static final int LEAST_MEMORY_PERCENT = 50; // a collector leaves as much to be collected at any time
    private static final int MOST_MEMORY_PERCENT = 95;
    private static final String NONE = "none";
    private static final String QUEUE = "queue";

    private final Values values;

    OverloadReader(Values values) {
        this.values = values;
    }

    OverloadConfig read() {
        Integer maxChats = values.optionalNumber(ConfigKey.EVI_MAX_CHATS, 1, 100_000);
        Integer reserved = values.optionalNumber(ConfigKey.EVI_RESERVED_CHATS, 0, 100_000);
        if (reserved != null && maxChats == null) {
            values.mistake(ConfigKey.EVI_RESERVED_CHATS, "needs " + Values.name(ConfigKey.EVI_MAX_CHATS));
        }
        if (reserved != null && maxChats != null && reserved >= maxChats) {
            values.mistake(
                    ConfigKey.EVI_RESERVED_CHATS,
                    "leaves no chat for a call: " + Values.name(ConfigKey.EVI_MAX_CHATS) + " is " + maxChats
                            + "; give less");
        }
        return new OverloadConfig(
                maxChats == null ? 0 : maxChats,
                reserved,
                values.number(ConfigKey.OVERLOAD_LOOP_LAG, 0, 1_000),
                memoryPercent(),
                values.number(ConfigKey.OVERLOAD_CALLS_PER_CALLER, 0, 10_000),
                values.number(ConfigKey.OVERLOAD_CALLS_PER_CALLER_IN_TEN_MINUTES, 0, 10_000),
                waiting());
    }

    private int memoryPercent() {
        int percent = values.number(ConfigKey.OVERLOAD_MEMORY, 0, MOST_MEMORY_PERCENT);
        if (percent != 0 && percent < LEAST_MEMORY_PERCENT) {
            values.mistake(
                    ConfigKey.OVERLOAD_MEMORY,
                    "is " + percent + ", which a node in good health may be above; give " + LEAST_MEMORY_PERCENT
                            + " to " + MOST_MEMORY_PERCENT + ", or 0 for no limit");
        }
        return percent;
    }

    private OverloadConfig.@Nullable Waiting waiting() {
        String way = values.oneOf(ConfigKey.OVERLOAD_WAITING, NONE, "spoken", QUEUE);
        int places = values.number(ConfigKey.OVERLOAD_MAX_WAITING, 1, 10_000);
        int seconds = values.number(ConfigKey.OVERLOAD_WAIT_SECONDS, 10, 3_600);
        String words = values.isEmptied(ConfigKey.OVERLOAD_WAITING_WORDS)
                ? ""
                : String.valueOf(values.text(ConfigKey.OVERLOAD_WAITING_WORDS));
        OverloadConfig.Waiting waiting = new OverloadConfig.Waiting(
                way.equals(QUEUE),
                places,
                seconds,
                words,
                values.url(ConfigKey.OVERLOAD_WAITING_MUSIC, "https", "http"));
        return way.equals(NONE) ? null : waiting;
    }
}
