package dev.trunkline.testing;

import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallListener;
import java.util.ArrayList;
import java.util.List;

/** Keeps all events, in order. */
public final class RecordingListener implements CallListener {

    private final List<CallEvent> events = new ArrayList<>();

    @Override
    public void onEvent(String callSid, long atNanos, CallEvent event) {
        events.add(event);
    }

    public List<CallEvent> events() {
        return List.copyOf(events);
    }

    /** All events of one kind. */
    public <E extends CallEvent> List<E> all(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The one event of this kind. */
    public <E extends CallEvent> E only(Class<E> kind) {
        List<E> found = all(kind);
        if (found.size() != 1) {
            throw new AssertionError("expected one " + kind.getSimpleName() + " in " + events);
        }
        return found.get(0);
    }

    public <E extends CallEvent> E last(Class<E> kind) {
        List<E> found = all(kind);
        if (found.isEmpty()) {
            throw new AssertionError("expected a " + kind.getSimpleName() + " in " + events);
        }
        return found.get(found.size() - 1);
    }

    /** The kinds of all events, in order, by name. */
    public List<String> kinds() {
        return events.stream().map(event -> event.getClass().getSimpleName()).toList();
    }
}
