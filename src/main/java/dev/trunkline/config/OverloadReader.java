package dev.trunkline.config;

import org.jspecify.annotations.Nullable;

/** Reads how many callers are let in, and what becomes of the others. Confined to one thread. */
final class OverloadReader {

    private static final String NONE = "none";
    private static final String QUEUE = "queue";

    private final Values values;

    OverloadReader(Values values) {
        this.values = values;
    }

    OverloadConfig read() {
        Integer maxChats = values.optionalNumber(FarEndKey.MAX_CHATS);
        Integer reserved = values.optionalNumber(FarEndKey.RESERVED_CHATS);
        if (reserved != null && maxChats == null) {
            values.mistake(FarEndKey.RESERVED_CHATS, "needs " + Values.name(FarEndKey.MAX_CHATS));
        }
        if (reserved != null && maxChats != null && reserved >= maxChats) {
            values.mistake(
                    FarEndKey.RESERVED_CHATS,
                    "leaves no chat for a call: " + Values.name(FarEndKey.MAX_CHATS) + " is " + maxChats
                            + "; give less");
        }
        return new OverloadConfig(
                maxChats == null ? 0 : maxChats,
                reserved,
                values.number(ServerKey.OVERLOAD_LOOP_LAG),
                "0".equals(values.text(ServerKey.OVERLOAD_MEMORY)) ? 0 : values.number(ServerKey.OVERLOAD_MEMORY),
                values.number(ServerKey.OVERLOAD_CALLS_PER_CALLER),
                values.number(ServerKey.OVERLOAD_CALLS_PER_CALLER_IN_TEN_MINUTES),
                waiting());
    }

    private OverloadConfig.@Nullable Waiting waiting() {
        String way = values.oneOf(ServerKey.OVERLOAD_WAITING);
        int places = values.number(ServerKey.OVERLOAD_MAX_WAITING);
        int seconds = values.number(ServerKey.OVERLOAD_WAIT_SECONDS);
        String words = values.isEmptied(ServerKey.OVERLOAD_WAITING_WORDS)
                ? ""
                : String.valueOf(values.text(ServerKey.OVERLOAD_WAITING_WORDS));
        OverloadConfig.Waiting waiting = new OverloadConfig.Waiting(
                way.equals(QUEUE), places, seconds, words, values.url(ServerKey.OVERLOAD_WAITING_MUSIC));
        return way.equals(NONE) ? null : waiting;
    }
}
