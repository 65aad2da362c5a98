package dev.trunkline.testing;

import dev.trunkline.call.OwnVoice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A voice of the bridge's own that a test lets speak. There is none until the test says so. */
public final class RecordingVoice implements OwnVoice {

    private final List<String> asked = new ArrayList<>();
    private final Deque<Consumer<byte @Nullable []>> waiting = new ArrayDeque<>();
    private boolean there;

    /** From now on there is one. */
    public void isHere() {
        there = true;
    }

    @Override
    public boolean isThere() {
        return there;
    }

    @Override
    public void say(String words, Consumer<byte @Nullable []> then) {
        asked.add(words);
        waiting.addLast(then);
    }

    /** All that it was asked for. */
    public List<String> asked() {
        return asked;
    }

    /** The oldest words that it was asked for are a tone now. */
    public void speaks(double hz, int millis) {
        waiting.removeFirst().accept(Wavs.muLawTone(hz, millis));
    }

    /** The oldest words that it was asked for cannot be said. */
    public void fails() {
        waiting.removeFirst().accept(null);
    }
}
