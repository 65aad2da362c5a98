package dev.trunkline.bridge;

import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallListener;
import java.util.List;

/** Tells several listeners. Immutable. */
public record CallListeners(List<CallListener> listeners) implements CallListener {

    public CallListeners {
        listeners = List.copyOf(listeners);
    }

    @Override
    public void onEvent(String callSid, long atNanos, CallEvent event) {
        for (CallListener listener : listeners) {
            listener.onEvent(callSid, atNanos, event);
        }
    }
}
