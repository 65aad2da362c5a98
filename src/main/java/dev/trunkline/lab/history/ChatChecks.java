package dev.trunkline.lab.history;

import dev.trunkline.lab.history.HistoryEvent.ChatClosed;
import dev.trunkline.lab.history.HistoryEvent.ChatOpened;
import dev.trunkline.lab.history.HistoryEvent.StreamClosed;
import dev.trunkline.lab.history.HistoryEvent.StreamOpened;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** I10 and I11: which chats there are, and what they hear. */
final class ChatChecks {

    /** A chat may outlive its call, or its successor's beginning, so long: a rollover, a goodbye on its way. */
    private static final long OVERLAP_NANOS = TimeUnit.SECONDS.toNanos(3);

    private ChatChecks() {}

    static void chatsBelongToCalls(CallHistory history, Findings findings) {
        for (CallHistory.OfCall call : history.calls().values()) {
            new OpenChats(call, findings).check();
        }
    }

    /** Confined to one thread. */
    private static final class OpenChats {
        private final CallHistory.OfCall call;
        private final Findings findings;
        private final Map<String, Long> openedNanos = new HashMap<>();
        private final List<String> inOrder = new ArrayList<>();
        private final boolean hasPhone;
        private int streams;
        private long withoutStreamNanos;

        OpenChats(CallHistory.OfCall call, Findings findings) {
            this.call = call;
            this.findings = findings;
            this.hasPhone = !call.of(StreamOpened.class).isEmpty();
            this.withoutStreamNanos =
                    call.events().isEmpty() ? 0 : call.events().get(0).nanos();
        }

        void check() {
            for (HistoryEvent event : call.events()) {
                look(event.nanos());
                if (event instanceof StreamOpened) {
                    streams++;
                } else if (event instanceof StreamClosed) {
                    streams--;
                    withoutStreamNanos = event.nanos();
                } else if (event instanceof ChatOpened opened) {
                    openedNanos.put(opened.chat(), opened.nanos());
                    inOrder.add(opened.chat());
                } else if (event instanceof ChatClosed closed) {
                    openedNanos.remove(closed.chat());
                    inOrder.remove(closed.chat());
                }
            }
            if (!inOrder.isEmpty() && hasPhone && streams == 0) {
                findings.add(call.call(), withoutStreamNanos, inOrder.size() + " chats are open in the end");
            }
        }

        private void look(long nowNanos) {
            if (inOrder.size() > 1) {
                long newestNanos = openedNanos.getOrDefault(inOrder.get(inOrder.size() - 1), nowNanos);
                if (nowNanos - newestNanos > OVERLAP_NANOS) {
                    findings.add(call.call(), newestNanos, inOrder.size() + " chats at the same time");
                    inOrder.subList(0, inOrder.size() - 1).clear(); // told once
                }
            }
            if (hasPhone && streams == 0 && !inOrder.isEmpty() && nowNanos - withoutStreamNanos > OVERLAP_NANOS) {
                findings.add(call.call(), nowNanos, "a chat without a phone");
                inOrder.clear();
            }
        }
    }

    static void wordsInOrder(CallHistory history, Findings findings) {
        for (CallHistory.OfCall call : history.calls().values()) {
            Map<String, Integer> last = new HashMap<>();
            Map<String, Set<Integer>> heard = new HashMap<>();
            for (SpokenWords.Hearing hearing : SpokenWords.of(call).hearings()) {
                boolean isNew = heard.computeIfAbsent(hearing.chat(), chat -> new HashSet<>())
                        .add(hearing.number());
                Integer before = last.put(hearing.chat(), hearing.number());
                if (!isNew) {
                    findings.add(
                            call.call(), hearing.nanos(), "word " + hearing.number() + " was heard twice by one chat");
                } else if (before != null && hearing.number() < before) {
                    findings.add(
                            call.call(),
                            hearing.nanos(),
                            "word " + hearing.number() + " was heard after word " + before);
                }
            }
        }
    }
}
