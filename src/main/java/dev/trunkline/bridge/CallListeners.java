package dev.trunkline.bridge;

import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallListener;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells several listeners; one that fails costs the others nothing, nor the call. Immutable. */
public record CallListeners(List<CallListener> listeners) implements CallListener {

    private static final Logger LOG = LoggerFactory.getLogger(CallListeners.class);

    public CallListeners {
        listeners = List.copyOf(listeners);
    }

    @Override
    public void onEvent(String callSid, long atNanos, CallEvent event) {
        for (CallListener listener : listeners) {
            try {
                listener.onEvent(callSid, atNanos, event);
            } catch (RuntimeException bug) {
                LOG.atError()
                        .addKeyValue("callSid", callSid)
                        .addKeyValue("event", event.getClass().getSimpleName())
                        .setCause(bug)
                        .log("a listener failed");
            }
        }
    }
}
