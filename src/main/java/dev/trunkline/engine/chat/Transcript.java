package dev.trunkline.engine.chat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a chat has sent so far, for those who join later: its first message, and of all others the newest. Sound and words
 * have bounds of their own, so that long speeches cost no words. Confined to the chat's loop.
 */
final class Transcript {

    private final Shelf sound;
    private final Shelf words;
    private byte @Nullable [] first;
    private long count;

    Transcript(long maxSoundBytes, long maxWordsBytes) {
        this.sound = new Shelf(maxSoundBytes);
        this.words = new Shelf(maxWordsBytes);
    }

    /** A frame and its place in the order of all. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Numbered(long number, byte[] frame) {}

    /**
     * A frame was sent.
     *
     * @param isSound whether it is {@code audio_output}
     */
    void add(byte[] frame, boolean isSound) {
        if (first == null) {
            first = frame;
        } else {
            (isSound ? sound : words).add(new Numbered(count++, frame));
        }
    }

    /** What is kept, in the order in which it was sent. */
    List<byte[]> frames() {
        List<byte[]> all = new ArrayList<>(sound.frames.size() + words.frames.size() + 1);
        if (first != null) {
            all.add(first);
        }
        var sounds = new ArrayDeque<>(sound.frames);
        for (Numbered word : words.frames) {
            while (!sounds.isEmpty() && sounds.getFirst().number < word.number) {
                all.add(sounds.removeFirst().frame);
            }
            all.add(word.frame);
        }
        sounds.forEach(rest -> all.add(rest.frame));
        return all;
    }

    /** Keeps the newest. */
    private static final class Shelf {
        private final Deque<Numbered> frames = new ArrayDeque<>();
        private final long maxBytes;
        private long bytes;

        Shelf(long maxBytes) {
            this.maxBytes = maxBytes;
        }

        void add(Numbered frame) {
            frames.add(frame);
            bytes += frame.frame.length;
            while (bytes > maxBytes) {
                bytes -= frames.removeFirst().frame.length;
            }
        }
    }
}
