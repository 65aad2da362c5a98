package dev.trunkline.continuity;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where the states of calls are kept beside the memory of this process: on its disk, or where other nodes find them. It is
 * advice: nothing here blocks or fails, and a store that is broken costs continuity and nothing else. Thread-safe.
 */
public interface CallStateStore extends AutoCloseable {

    /** Nothing is kept: what a process knows ends with it. */
    CallStateStore NONE = new CallStateStore() {};

    /** Writes it behind, soon; of several states of a call the newest. */
    default void write(RememberedCall call) {}

    /** The same when a stream of it begins here: whoever had it before is told that it has moved. */
    default void claim(RememberedCall call) {}

    /** The call is over. */
    default void erase(String callSid) {}

    /** Whether other processes write here as well, so that reading tells more than was remembered. */
    default boolean isShared() {
        return false;
    }

    /**
     * What is kept of a call.
     *
     * @return done soon, within some tenths of a second, and never with a failure; null when nothing is known
     */
    default CompletionStage<@Nullable RememberedCall> read(String callSid) {
        return CompletableFuture.completedFuture(null);
    }

    /** What an earlier process with the same store left behind, when this one began. */
    default List<RememberedCall> restored() {
        return List.of();
    }

    /** From now on tells what other nodes do with calls. */
    default void listen(Others others) {}

    /** Writes what is left, for a short time, and ends. */
    @Override
    default void close() {}

    /** What other nodes do. Called on a thread of the store; must not block. */
    interface Others {

        /** A newer stream of the call began on another node, or somewhere. */
        void claimed(String callSid, long generation);

        /** Another node knows that the call is over. */
        void over(String callSid);

        /** This node's claim was heard, as the given generation. */
        void owned(String callSid, RememberedCall.Owner owner);

        /** The calls that have sound here now, to be written once more, in case that the store has lost them. */
        List<RememberedCall> live();
    }
}
