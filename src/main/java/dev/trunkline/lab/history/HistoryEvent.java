package dev.trunkline.lab.history;

/**
 * Something that happened in a call, or to a node. All times are those of the clock that the processes of a machine share.
 * Immutable.
 */
public sealed interface HistoryEvent {

    long nanos();

    /** In which call: whatever names it for all who tell; "" when it is about a node. */
    String call();

    // At the carrier.

    /** A media stream of the call stands. */
    record StreamOpened(String call, long nanos) implements HistoryEvent {}

    /**
     * It is over.
     *
     * @param ended whether the call was meant to end: the caller hung up, or what came next said so
     */
    record StreamClosed(String call, boolean ended, long nanos) implements HistoryEvent {}

    /** The caller was let in: from now on the call is owed a record. */
    record Admitted(String call, long nanos) implements HistoryEvent {}

    /** The caller began to say the word of this number, counted from 0. */
    record WordSaid(String call, int number, long nanos) implements HistoryEvent {}

    /**
     * Something was audible at the phone from {@link #nanos} to {@code toNanos}.
     *
     * @param generation which chat of the conversation it came from, -1 for none: a comfort tone, a recording
     * @param turn which sound of that chat; distinct turns have distinct numbers
     * @param greeting whether it is a new conversation's greeting
     * @param soundNanos how much of that time: a short break in it is part of it, and no sound
     */
    record Heard(String call, int generation, int turn, boolean greeting, long nanos, long toNanos, long soundNanos)
            implements HistoryEvent {
        /** Not from an agent. */
        public static final int NOBODY = -1;

        public boolean isAgent() {
            return generation != NOBODY;
        }
    }

    /** The phone was told to throw away what it has not played. */
    record Cleared(String call, long nanos) implements HistoryEvent {}

    // At the far end.

    /**
     * A chat was settled.
     *
     * @param generation which chat of its conversation it is, by the number that {@link Heard} has
     */
    record ChatOpened(String call, String chat, String group, int generation, long nanos) implements HistoryEvent {}

    /**
     * A chat's socket is gone.
     *
     * @param goodbye whether the bridge closed it in order
     */
    record ChatClosed(String call, String chat, boolean goodbye, long nanos) implements HistoryEvent {}

    /** A word was heard, by its number modulo {@link CallHistory#WORDS}. */
    record WordHeard(String call, String chat, int code, long nanos) implements HistoryEvent {}

    /** The far end called a tool. */
    record ToolAsked(String call, String chat, String tool, long nanos) implements HistoryEvent {}

    /** The far end was answered. */
    record ToolAnswered(String call, String chat, String tool, long nanos) implements HistoryEvent {}

    // At the bridge, and at what it reaches.

    /** A tool did what it does, once more. */
    record ToolExecuted(String call, String tool, long nanos) implements HistoryEvent {}

    /** Somebody was allowed to ask for a transfer, and did. */
    record TransferAsked(String call, long nanos) implements HistoryEvent {}

    /** The carrier was told to dial. */
    record TransferDialled(String call, long nanos) implements HistoryEvent {}

    /**
     * A terminal record of an admitted call was written.
     *
     * @param end how it ended
     */
    record Recorded(String call, String end, long nanos) implements HistoryEvent {}

    /** What became of one turn's sound, in ms: all that came was played, trimmed, or cleared. */
    record TurnAccounted(
            String call,
            String turn,
            long receivedMillis,
            long playedMillis,
            long trimmedMillis,
            long clearedMillis,
            long nanos)
            implements HistoryEvent {}

    /** A node takes no new calls from now on. */
    record DrainBegan(String node, long nanos) implements HistoryEvent {
        @Override
        public String call() {
            return "";
        }
    }

    /** A node dialled out. */
    record DialledOut(String node, long nanos) implements HistoryEvent {
        @Override
        public String call() {
            return "";
        }
    }

    /** A node said how many calls are up. */
    record ActiveCalls(String node, int calls, long nanos) implements HistoryEvent {
        @Override
        public String call() {
            return "";
        }
    }
}
