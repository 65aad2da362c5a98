package dev.trunkline.bridge;

import dev.trunkline.ai.AiConnector;
import dev.trunkline.call.OwnVoice;
import dev.trunkline.call.RunningCall;
import dev.trunkline.phone.PhoneEvents;
import dev.trunkline.time.Scheduler;

/** Calls that we have placed ourselves: what stands around them, so that it can be found out who answers. Thread-safe. */
@FunctionalInterface
public interface PlacedCalls {

    /** There are none. */
    PlacedCalls NONE = callSid -> Placed.NOT_OURS;

    /** What stands around this call; {@link Placed#NOT_OURS} when it came in. */
    Placed of(String callSid);

    /** Whether we have placed this call, and it was answered. */
    default boolean has(String callSid) {
        return of(callSid) != Placed.NOT_OURS;
    }

    /** One call's. On the call's loop. */
    interface Placed {

        /** Nothing stands around it. */
        Placed NOT_OURS = new Placed() {};

        /**
         * What the call reaches its AI through.
         *
         * @param voice the call's own, for words that the AI would not say word for word
         */
        default AiConnector around(AiConnector connector, OwnVoice voice) {
            return connector;
        }

        /** What the phone tells instead of the call. */
        default PhoneEvents around(RunningCall call, Scheduler scheduler) {
            return call;
        }
    }
}
