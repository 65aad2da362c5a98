package dev.trunkline.continuity;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Things that may be used once, on whichever node, such as a stream's token. Thread-safe; nothing here blocks. */
public interface OneTimeUses {

    /** Nobody else is asked: who asks knows what this process has seen. */
    OneTimeUses NONE = (name, remembered) -> CompletableFuture.completedFuture(Use.UNKNOWN);

    /** What is known of a use. */
    enum Use {
        FIRST,
        AGAIN,
        /** Nobody could tell in time. */
        UNKNOWN
    }

    /**
     * Uses it.
     *
     * @param name not the thing itself: a hash of it
     * @param remembered for how long no second use is the first
     * @return done within some tenths of a second, never with a failure; of many at once one is {@code FIRST}
     */
    CompletionStage<Use> use(String name, Duration remembered);
}
