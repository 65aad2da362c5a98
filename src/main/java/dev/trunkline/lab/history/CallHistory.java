package dev.trunkline.lab.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What happened, as all who were there tell it. Thread-safe; whoever reads it reads what has been told by then, by time. */
public final class CallHistory {

    /** Words are told apart by their numbers modulo this. */
    public static final int WORDS = 64;

    private final List<HistoryEvent> told = new ArrayList<>();

    /** Something happened. */
    public synchronized void add(HistoryEvent event) {
        told.add(event);
    }

    /** All of this happened. */
    public synchronized void addAll(Collection<? extends HistoryEvent> events) {
        told.addAll(events);
    }

    /** Everything, oldest first. */
    public List<HistoryEvent> all() {
        List<HistoryEvent> all;
        synchronized (this) {
            all = new ArrayList<>(told);
        }
        all.sort(Comparator.comparingLong(HistoryEvent::nanos));
        return all;
    }

    /** Everything of one kind, oldest first. */
    public <T extends HistoryEvent> List<T> of(Class<T> kind) {
        return all().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Each call's own, by its name, in the order in which calls began. */
    public Map<String, OfCall> calls() {
        Map<String, List<HistoryEvent>> byCall = all().stream()
                .filter(event -> !event.call().isEmpty())
                .collect(Collectors.groupingBy(HistoryEvent::call, LinkedHashMap::new, Collectors.toList()));
        Map<String, OfCall> calls = new LinkedHashMap<>();
        byCall.forEach((call, events) -> calls.put(call, new OfCall(call, events)));
        return calls;
    }

    /** One call's history, oldest first. Immutable. */
    public record OfCall(String call, List<HistoryEvent> events) {
        public OfCall {
            events = List.copyOf(events);
        }

        /**
         * Chats that were lost: whose socket broke, or which the bridge gave up before it opened the next one. Of two chats
         * that take over from each other the next one opens first.
         */
        public List<HistoryEvent.ChatClosed> losses() {
            List<HistoryEvent.ChatOpened> opened = of(HistoryEvent.ChatOpened.class);
            return of(HistoryEvent.ChatClosed.class).stream()
                    .filter(closed -> !closed.goodbye()
                            || (opened.stream().anyMatch(next -> next.nanos() > closed.nanos())
                                    && opened.stream()
                                            .filter(other -> !other.chat().equals(closed.chat()))
                                            .noneMatch(other -> isOpenAt(other, closed.nanos()))))
                    .toList();
        }

        private boolean isOpenAt(HistoryEvent.ChatOpened chat, long nanos) {
            return chat.nanos() < nanos
                    && of(HistoryEvent.ChatClosed.class).stream()
                            .noneMatch(closed -> closed.chat().equals(chat.chat()) && closed.nanos() < nanos);
        }

        /** What is of one kind. */
        public <T extends HistoryEvent> List<T> of(Class<T> kind) {
            return events.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }
}
