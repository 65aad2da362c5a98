package dev.trunkline.lab.history;

import dev.trunkline.lab.history.HistoryEvent.ChatClosed;
import dev.trunkline.lab.history.HistoryEvent.ChatOpened;
import dev.trunkline.lab.history.HistoryEvent.Cleared;
import dev.trunkline.lab.history.HistoryEvent.Heard;
import dev.trunkline.lab.history.HistoryEvent.StreamClosed;
import dev.trunkline.lab.history.HistoryEvent.StreamOpened;
import dev.trunkline.lab.history.HistoryEvent.WordSaid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Adds up a {@link Continuity}. Confined to one thread. */
final class ContinuityCount {

    private static final long STAYED_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(1); // what is said last may not arrive
    private static final long AUDIBLE_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    private final CallHistory history;
    private final List<Long> outages = new ArrayList<>();
    private final List<Long> silences = new ArrayList<>();
    private int calls;
    private int droppedLegs;
    private int losses;
    private int resumed;
    private int wrongGroup;
    private int abandoned;
    private int longSilences;
    private int toneless;
    private long said;
    private long lost;
    private long saidInGaps;
    private long lostInGaps;
    private long repeated;
    private long doubled;

    /** Between a chat's loss and the next one. */
    private record Gap(long fromNanos, long toNanos) {}

    ContinuityCount(CallHistory history) {
        this.history = history;
    }

    Continuity total() {
        for (CallHistory.OfCall call : history.calls().values()) {
            if (!call.of(StreamOpened.class).isEmpty()) {
                calls++;
                count(call);
            }
        }
        long originNanos = history.all().stream()
                .mapToLong(HistoryEvent::nanos)
                .findFirst()
                .orElse(0);
        return new Continuity(
                calls,
                droppedLegs,
                losses,
                resumed,
                wrongGroup,
                abandoned,
                new Gaps(outages),
                new Gaps(silences),
                longSilences,
                toneless,
                Invariant.ONE_GREETING.check(history).size(),
                new Continuity.Words(said, lost, saidInGaps, lostInGaps, repeated, doubled),
                Invariants.check(history),
                originNanos);
    }

    private void count(CallHistory.OfCall call) {
        droppedLegs += (int) call.of(StreamClosed.class).stream()
                .filter(closed -> !closed.ended())
                .count();
        long endNanos = call.of(StreamClosed.class).stream()
                .mapToLong(StreamClosed::nanos)
                .max()
                .orElse(Long.MAX_VALUE);
        Map<String, ChatOpened> opened = new HashMap<>();
        call.of(ChatOpened.class).forEach(chat -> opened.put(chat.chat(), chat));
        List<Gap> gaps = new ArrayList<>();
        for (ChatClosed closed : call.losses()) {
            ChatOpened was = opened.get(closed.chat());
            if (was != null && endNanos - closed.nanos() > STAYED_NANOS) {
                losses++;
                ChatOpened next = next(call, was);
                gaps.add(new Gap(closed.nanos(), next == null ? endNanos : next.nanos()));
                follow(call, was, closed, next);
            }
        }
        countWords(call, gaps, endNanos);
    }

    private static @Nullable ChatOpened next(CallHistory.OfCall call, ChatOpened was) {
        List<ChatOpened> all = call.of(ChatOpened.class);
        int at = all.indexOf(was);
        return at + 1 < all.size() ? all.get(at + 1) : null;
    }

    private void follow(CallHistory.OfCall call, ChatOpened was, ChatClosed closed, @Nullable ChatOpened next) {
        if (next == null) {
            abandoned++;
            return;
        }
        if (next.group().equals(was.group())) {
            resumed++;
        } else {
            wrongGroup++;
        }
        outages.add(Findings.millis(Math.max(0, next.nanos() - closed.nanos())));
        long quietNanos = closed.nanos();
        for (Heard heard : call.of(Heard.class)) {
            if (heard.isAgent() && heard.generation() == next.generation() && heard.nanos() > next.nanos()) {
                silence(call, next, quietNanos, Math.max(quietNanos, heard.nanos()));
                return;
            }
            if (heard.isAgent()) {
                quietNanos = Math.max(quietNanos, heard.toNanos());
            }
        }
    }

    /** An agent whom the caller interrupts meanwhile is silent for good reason. */
    private void silence(CallHistory.OfCall call, ChatOpened next, long fromNanos, long toNanos) {
        boolean isInterrupted = call.of(Cleared.class).stream()
                .anyMatch(cleared -> cleared.nanos() >= fromNanos - AUDIBLE_NANOS && cleared.nanos() <= toNanos);
        if (isInterrupted) {
            return;
        }
        silences.add(Findings.millis(toNanos - fromNanos));
        long faultyUntilNanos = Math.min(toNanos, next.nanos());
        if (Findings.millis(faultyUntilNanos - fromNanos) > Continuity.TONE_DUE_MILLIS) {
            longSilences++;
            boolean isAnythingHeard = call.of(Heard.class).stream()
                    .anyMatch(heard -> !heard.isAgent()
                            && Math.min(heard.toNanos(), toNanos) - Math.max(heard.nanos(), fromNanos)
                                    >= AUDIBLE_NANOS);
            toneless += isAnythingHeard ? 0 : 1;
        }
    }

    private void countWords(CallHistory.OfCall call, List<Gap> gaps, long endNanos) {
        SpokenWords words = SpokenWords.of(call);
        Set<Integer> heard = words.heardNumbers();
        for (WordSaid word : words.said()) {
            if (word.nanos() < endNanos - FAREWELL_NANOS) {
                boolean isInGap =
                        gaps.stream().anyMatch(gap -> word.nanos() >= gap.fromNanos() && word.nanos() < gap.toNanos());
                boolean isLost = !heard.contains(word.number());
                said++;
                lost += isLost ? 1 : 0;
                saidInGaps += isInGap ? 1 : 0;
                lostInGaps += isInGap && isLost ? 1 : 0;
            }
        }
        Map<Integer, List<String>> chats = new HashMap<>();
        words.hearings()
                .forEach(hearing -> chats.computeIfAbsent(hearing.number(), number -> new ArrayList<>())
                        .add(hearing.chat()));
        for (List<String> by : chats.values()) {
            long distinct = by.stream().distinct().count();
            repeated += distinct > 1 ? 1 : 0;
            doubled += by.size() > distinct ? 1 : 0;
        }
    }
}
