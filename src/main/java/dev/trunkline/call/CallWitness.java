package dev.trunkline.call;

import org.jspecify.annotations.Nullable;

/** May stand between a call and everything around it, to write down what passes. Thread-safe. */
@FunctionalInterface
public interface CallWitness {

    /** Sees nothing. */
    CallWitness NOBODY = (setup, ports) -> null;

    /**
     * A call is about to be put together; on its loop.
     *
     * @return who stands between, or null when this call is not witnessed
     */
    @Nullable
    Witnessed witness(CallSetup setup, CallPorts ports);

    /** One call that is witnessed. Confined to its loop. */
    interface Witnessed {

        /**
         * Puts the call together.
         *
         * @return the call as its phone, and others than its AI, are to see it
         */
        RunningCall begin();
    }
}
