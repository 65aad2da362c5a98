package dev.trunkline.bridge;

import dev.trunkline.ai.AiConnector;
import dev.trunkline.call.Call;
import dev.trunkline.phone.PhoneEvents;
import dev.trunkline.time.Scheduler;
import org.jspecify.annotations.Nullable;

/** Calls that we have placed ourselves: what stands around them, so that it can be found out who answers. Thread-safe. */
@FunctionalInterface
public interface PlacedCalls {

    /** There are none. */
    PlacedCalls NONE = callSid -> null;

    /** What stands around this call, or null when it came in. */
    @Nullable
    Placed of(String callSid);

    /** One call's. On the call's loop. */
    interface Placed {

        /** What the call reaches its AI through. */
        AiConnector around(AiConnector connector);

        /** What the phone tells instead of the call. */
        PhoneEvents around(Call call, Scheduler scheduler);
    }
}
