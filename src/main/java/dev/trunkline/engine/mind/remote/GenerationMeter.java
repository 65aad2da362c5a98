package dev.trunkline.engine.mind.remote;

import dev.trunkline.engine.mind.DialogModel;

/** Is told how quick remote models are. Thread-safe; must not block. */
public interface GenerationMeter {

    /** Measures nothing. */
    GenerationMeter NONE = new GenerationMeter() {};

    /** A generation was asked for. It is followed by at most one of each of the others; by none when it is called off at once. */
    default void generationStarted() {}

    /**
     * The model's first token came: a word, part of a tool call, or reasoning that is not spoken.
     *
     * @param afterNanos since the generation was asked for
     */
    default void firstToken(long afterNanos) {}

    /**
     * The first sentence can be spoken.
     *
     * @param afterNanos since the generation was asked for
     */
    default void firstSentence(long afterNanos) {}

    /** The generation failed, for this reason; also where the model itself only tells that it is broken. */
    default void failed(DialogModel.Failure failure) {}
}
