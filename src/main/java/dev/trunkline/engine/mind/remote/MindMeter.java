package dev.trunkline.engine.mind.remote;

import dev.trunkline.engine.mind.Mind;

/** Hears how quick remote minds are. Thread-safe; must not block. */
public interface MindMeter {

    /** Measures nothing. */
    MindMeter NONE = new MindMeter() {};

    /** A thought was asked for. It is followed by at most one of each of the others; by none when it is called off at once. */
    default void thoughtStarted() {}

    /**
     * The model's first token came: a word, part of a tool call, or reasoning that is not spoken.
     *
     * @param afterNanos since the thought was asked for
     */
    default void firstToken(long afterNanos) {}

    /**
     * The first sentence can be spoken.
     *
     * @param afterNanos since the thought was asked for
     */
    default void firstSentence(long afterNanos) {}

    /** The thought failed, for this reason; also where the mind itself only tells that it is broken. */
    default void failed(Mind.Failure failure) {}
}
