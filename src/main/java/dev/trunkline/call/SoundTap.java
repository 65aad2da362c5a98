package dev.trunkline.call;

/**
 * Hears a live call: both directions, as the phone gives and is given them. Every method runs on the call's loop, must return at
 * once and must not allocate; whoever has more to do puts a {@link SoundQueue} here and reads that on a thread of his own. Times
 * are those of the call's {@link dev.trunkline.time.Scheduler}; {@link SoundTaps#beganNanos} is the time of the stream's beginning.
 *
 * <p>Sound is G.711 mu-law, 8,000 bytes a second, usually 160 bytes (20 ms) a time, valid only until the method returns. Silence
 * between two pieces is told by their times alone: a tap that draws or writes a time line fills the gaps.
 */
public interface SoundTap {

    /** Whose sound the phone is given. */
    enum Voice {
        /** The agent, the keys that it presses, and what callers hear while it is missing. */
        AGENT,
        /** A person who has taken over. */
        OPERATOR
    }

    /**
     * The caller's sound, with silence in the place of what the carrier lost. Nothing comes while it is {@link #onSecret secret}.
     *
     * @param atNanos when it arrived: its last byte was spoken before
     */
    void onCaller(byte[] muLaw, int lengthBytes, long atNanos);

    /**
     * Sound that the phone is given, ahead of the ear by up to the lead (160 ms; a second where so configured).
     *
     * @param heardAtNanos when its first byte will be heard, unless it is {@link #onCleared taken back}; pieces of one sentence
     *     follow each other without a gap and without overlap
     */
    void onPlayout(Voice voice, byte[] muLaw, int lengthBytes, long heardAtNanos);

    /** Whatever the phone was given for {@code atNanos} and later is not heard: the caller interrupted, or the agent was stopped. */
    void onCleared(long atNanos);

    /** Nobody is to hear the caller until this is told with false: masked digits are collected, or the goodbye is protected. */
    default void onSecret(boolean isSecret, long atNanos) {}

    /** The stream is over, and what was given for later is not heard. Nothing follows. */
    default void onEnded(long atNanos) {}
}
