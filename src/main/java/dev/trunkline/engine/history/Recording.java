package dev.trunkline.engine.history;

import java.util.List;

/**
 * The sound of one chat while it goes on. Times are nanoseconds since the chat began. Confined to the chat's loop, which
 * it never blocks; what cannot be written is logged and counted.
 */
public interface Recording {

    /** Records nothing. */
    Recording NONE = new Recording() {
        @Override
        public void user(short[] samples, long nowNanos) {}

        @Override
        public void agent(List<String> wavsBase64, long fromNanos) {}

        @Override
        public void postpone(long fromNanos, long byNanos) {}

        @Override
        public void cut(long nowNanos) {}

        @Override
        public void close() {}
    };

    /**
     * The user made a sound.
     *
     * @param samples 16 bit at 8 kHz; may be reused after the call
     * @param nowNanos when it arrived
     */
    void user(short[] samples, long nowNanos);

    /**
     * The agent's sound was sent.
     *
     * @param wavsBase64 whole WAV files of 16-bit mono, in order, as they were sent
     * @param fromNanos when the user begins to hear it; at or after the end of what was sent before
     */
    void agent(List<String> wavsBase64, long fromNanos);

    /** The agent's sound was held: what the user was to hear from {@code fromNanos} on is heard so much later. */
    void postpone(long fromNanos, long byNanos);

    /** The user was spared the rest: of the agent's sound everything from {@code nowNanos} on was not heard. */
    void cut(long nowNanos);

    /** The chat ended. */
    void close();
}
