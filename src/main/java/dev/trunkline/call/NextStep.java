package dev.trunkline.call;

import org.jspecify.annotations.Nullable;

/** What the carrier is to do with a call when its stream has ended. Immutable. */
public sealed interface NextStep {

    /** The conversation is over. */
    record HangUp() implements NextStep {}

    /**
     * A person takes over.
     *
     * @param destination its name in the configuration
     * @param number what is dialled: from the configuration, never from the model
     * @param callerId what the person's phone shows, or null for the carrier's default
     * @param ringSeconds how long it may ring
     */
    record Transfer(
            String destination, String number, @Nullable String callerId, int ringSeconds) implements NextStep {}

    /** Another stream, which goes on with the conversation. */
    record GoOn() implements NextStep {}

    /**
     * We cannot serve this caller.
     *
     * @param words what the caller is told
     * @param number who is dialled after that, or null to hang up
     */
    record Apologise(String words, @Nullable String number) implements NextStep {}
}
