package dev.trunkline.lab.history;

import dev.trunkline.lab.history.HistoryEvent.ChatClosed;
import dev.trunkline.lab.history.HistoryEvent.ChatOpened;
import dev.trunkline.lab.history.HistoryEvent.Cleared;
import dev.trunkline.lab.history.HistoryEvent.Heard;
import dev.trunkline.lab.history.HistoryEvent.StreamClosed;
import dev.trunkline.lab.history.HistoryEvent.StreamOpened;
import dev.trunkline.lab.history.HistoryEvent.TurnAccounted;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** I2 to I6: what is heard at the phone. */
final class SoundChecks {

    private static final long FRAME_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long STALE_NANOS = TimeUnit.MILLISECONDS.toNanos(40);
    private static final long LONGEST_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long ROUNDING_MILLIS = 25; // a frame, and what hangs in a filter

    private SoundChecks() {}

    /** Of two chats neither at once nor in turns: who has been followed by a newer one is not heard again. */
    static void oneGeneration(CallHistory history, Findings findings) {
        for (CallHistory.OfCall call : history.calls().values()) {
            Heard before = null;
            for (Heard heard : agents(call)) {
                if (before != null && heard.generation() != before.generation()) {
                    if (before.toNanos() - heard.nanos() > FRAME_NANOS) {
                        findings.add(
                                call.call(),
                                heard.nanos(),
                                "chats " + before.generation() + " and " + heard.generation() + " are heard at once");
                    }
                    if (heard.nanos()
                            > followedNanos(call, heard.generation(), heard.nanos()) + LONGEST_SILENCE_NANOS) {
                        findings.add(
                                call.call(),
                                heard.nanos(),
                                "chat " + heard.generation() + " is heard again after chat " + before.generation());
                    }
                }
                before = heard;
            }
        }
    }

    /** When the chat that had this number then was followed by another; for ever when it was not. */
    private static long followedNanos(CallHistory.OfCall call, int generation, long nanos) {
        List<ChatOpened> opened = call.of(ChatOpened.class);
        for (int i = opened.size() - 1; i >= 0; i--) {
            if (opened.get(i).generation() == generation && opened.get(i).nanos() <= nanos) {
                return i + 1 < opened.size() ? opened.get(i + 1).nanos() : Long.MAX_VALUE - LONGEST_SILENCE_NANOS;
            }
        }
        return Long.MAX_VALUE - LONGEST_SILENCE_NANOS;
    }

    static void nothingStale(CallHistory history, Findings findings) {
        for (CallHistory.OfCall call : history.calls().values()) {
            List<Heard> agents = agents(call);
            for (Cleared clear : call.of(Cleared.class)) {
                Heard ended = null;
                for (Heard heard : agents) {
                    ended = heard.nanos() < clear.nanos() ? heard : ended;
                }
                for (Heard heard : agents) {
                    boolean isSameTurn = ended != null
                            && heard.generation() == ended.generation()
                            && heard.turn() == ended.turn()
                            && heard.greeting() == ended.greeting();
                    boolean isSoon = heard.nanos() - clear.nanos() < LONGEST_SILENCE_NANOS;
                    if (isSameTurn && isSoon && heard.toNanos() > clear.nanos() + STALE_NANOS) {
                        findings.add(
                                call.call(),
                                clear.nanos(),
                                Findings.millis(heard.toNanos() - clear.nanos()) + " ms of turn " + heard.turn()
                                        + " after the clear");
                    }
                }
            }
        }
    }

    static void soundAddsUp(CallHistory history, Findings findings) {
        for (TurnAccounted turn : history.of(TurnAccounted.class)) {
            long missing = turn.receivedMillis() - turn.playedMillis() - turn.trimmedMillis() - turn.clearedMillis();
            if (Math.abs(missing) > ROUNDING_MILLIS) {
                findings.add(
                        turn.call(),
                        turn.nanos(),
                        "of turn " + turn.turn() + " " + turn.receivedMillis() + " ms were received, and "
                                + (turn.receivedMillis() - missing) + " ms accounted for");
            }
        }
    }

    /** A fault is known from when a chat is lost until the next one is heard, as long as the phone is there. */
    static void noLongSilence(CallHistory history, Findings findings) {
        for (CallHistory.OfCall call : history.calls().values()) {
            List<Heard> sounds = call.of(Heard.class);
            for (ChatClosed lost : call.losses()) {
                long untilNanos = end(call, lost.nanos());
                long silentNanos = lost.nanos();
                for (Heard sound : sounds) {
                    if (sound.toNanos() <= silentNanos || silentNanos >= untilNanos) {
                        continue;
                    }
                    long quietNanos = Math.min(sound.nanos(), untilNanos) - silentNanos;
                    if (quietNanos > LONGEST_SILENCE_NANOS) {
                        findings.add(
                                call.call(),
                                silentNanos,
                                Findings.millis(quietNanos) + " ms of silence after a chat was lost");
                    }
                    silentNanos = Math.max(silentNanos, sound.toNanos());
                    if (sound.isAgent() && sound.nanos() > lost.nanos() && isNewer(call, sound, lost)) {
                        silentNanos = untilNanos; // no fault any more
                    }
                }
                if (untilNanos - silentNanos > LONGEST_SILENCE_NANOS) {
                    findings.add(
                            call.call(),
                            silentNanos,
                            Findings.millis(untilNanos - silentNanos) + " ms of silence after a chat was lost");
                }
            }
        }
    }

    private static boolean isNewer(CallHistory.OfCall call, Heard sound, ChatClosed lost) {
        return call.of(ChatOpened.class).stream()
                .noneMatch(opened -> opened.chat().equals(lost.chat()) && opened.generation() == sound.generation());
    }

    /** When the call's last stream ended behind this moment; the last that is known of it when it did not. */
    private static long end(CallHistory.OfCall call, long nanos) {
        return call.of(StreamClosed.class).stream()
                .mapToLong(StreamClosed::nanos)
                .filter(closed -> closed > nanos)
                .max()
                .orElseGet(() -> call.of(StreamOpened.class).isEmpty()
                        ? call.events().get(call.events().size() - 1).nanos()
                        : nanos);
    }

    static void oneGreeting(CallHistory history, Findings findings) {
        for (CallHistory.OfCall call : history.calls().values()) {
            Heard greeting = null;
            for (Heard heard : agents(call)) {
                // A greeting with a hole in it is still one.
                boolean isAnother = greeting != null
                        && (heard.generation() != greeting.generation()
                                || heard.nanos() - greeting.toNanos() > LONGEST_SILENCE_NANOS);
                if (heard.greeting() && isAnother) {
                    findings.add(call.call(), heard.nanos(), "greeted again");
                }
                greeting = heard.greeting() ? heard : greeting;
            }
        }
    }

    private static List<Heard> agents(CallHistory.OfCall call) {
        return call.of(Heard.class).stream().filter(Heard::isAgent).toList();
    }
}
