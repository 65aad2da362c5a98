package dev.trunkline.call;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A voice of the bridge's own, for words that a far end cannot be trusted to say as they are. One for each call; on the call's loop. */
public interface OwnVoice {

    /** There is none. */
    OwnVoice NONE = new OwnVoice() {
        @Override
        public boolean isThere() {
            return false;
        }

        @Override
        public void say(String words, Consumer<byte @Nullable []> then) {
            throw new IllegalStateException("there is no voice");
        }
    };

    /** Whether it can say something now. */
    boolean isThere();

    /**
     * Turns words into sound, elsewhere, and returns at once.
     *
     * @param then is told on the call's loop, once, and never inside this call: mu-law at 8 kHz, or null when it failed
     */
    void say(String words, Consumer<byte @Nullable []> then);
}
