package dev.trunkline.engine.controlplane;

import dev.trunkline.net.connection.MemoryBudget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a chat has sent so far, for those who join later: its first message, and of all others the newest. Sound and words
 * have bounds of their own, so that long speeches cost no words. Confined to the chat's loop.
 */
final class ObserverReplay {

    /** A minute of 48 kHz, or two of 24 kHz, as WAV in base64. */
    private static final long MAX_SOUND_BYTES = 8 * 1024 * 1024;

    /** A thousand messages with all their scores, or far more without. */
    private static final long MAX_WORDS_BYTES = 2 * 1024 * 1024;

    private final ReplayBuffer sound;
    private final ReplayBuffer words;
    private byte @Nullable [] first;
    private long count;

    /** @param budget that all transcripts of an engine share */
    ObserverReplay(MemoryBudget budget) {
        this.sound = new ReplayBuffer(MAX_SOUND_BYTES, budget);
        this.words = new ReplayBuffer(MAX_WORDS_BYTES, budget);
    }

    /**
     * A frame was sent.
     *
     * @param isSound whether it is {@code audio_output}
     */
    void add(byte[] frame, boolean isSound) {
        if (first == null) {
            first = frame;
        } else {
            (isSound ? sound : words).add(new ReplayBuffer.Numbered(count++, frame));
        }
    }

    /** What is kept, in the order in which it was sent. */
    List<byte[]> frames() {
        List<byte[]> all =
                new ArrayList<>(sound.frames().size() + words.frames().size() + 1);
        if (first != null) {
            all.add(first);
        }
        var sounds = new ArrayDeque<>(sound.frames());
        for (ReplayBuffer.Numbered word : words.frames()) {
            while (!sounds.isEmpty() && sounds.getFirst().number() < word.number()) {
                all.add(sounds.removeFirst().frame());
            }
            all.add(word.frame());
        }
        sounds.forEach(rest -> all.add(rest.frame()));
        return all;
    }

    /** Nobody can join any more. */
    void forget() {
        sound.clear();
        words.clear();
    }
}
