package dev.trunkline.lab.carrier.media;

import dev.trunkline.audio.MuLaw;
import dev.trunkline.lab.phone.Blocks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a server has sent and the telephone has yet to play: audio and marks, in order (docs "Media Streams - WebSocket
 * messages"). A mark comes back when all audio before it has been played, at once when there is none. Confined to the
 * call's loop.
 */
final class PlayoutBuffer {

    /** What Twilio queues at most: ten minutes (error 31931). */
    static final long MAX_BYTES = 600L * Blocks.SAMPLE_RATE_HZ;

    /** After this much emptiness a new piece of speech begins. */
    private static final int SILENCE_BLOCKS = Blocks.of(400);

    private final Deque<Item> queue = new ArrayDeque<>();
    private final List<String> passedMarks = new ArrayList<>();
    private final Consumer<String> marks;
    private final DryListener dryListener;
    private int block;
    private int emptySinceBlock = -SILENCE_BLOCKS;
    private boolean playing;
    private boolean cleared = true;
    private long queuedBytes;
    private long playedBytes;
    private long playedSinceSilenceBytes;

    /** @param marks gets the name of each mark that is due */
    PlayoutBuffer(Consumer<String> marks, DryListener dryListener) {
        this.marks = marks;
        this.dryListener = dryListener;
    }

    /** Is told when audio goes on after the buffer had been empty for some blocks, unless it had been cleared. */
    interface DryListener {
        void ranDry(int blocks);
    }

    /** Audio (then {@code mark} is null) or a mark (then there are no bytes). */
    private static final class Item {
        final byte[] audio;
        final @Nullable String mark;
        int played;

        Item(byte[] audio, @Nullable String mark) {
            this.audio = audio;
            this.mark = mark;
        }
    }

    /** Takes audio; returns false, and takes nothing, when there is no room. */
    boolean offer(byte[] audio) {
        if (queuedBytes + audio.length > MAX_BYTES) {
            return false;
        }
        if (audio.length > 0) {
            queue.add(new Item(audio, null));
            queuedBytes += audio.length;
        }
        return true;
    }

    void mark(String name) {
        if (queue.isEmpty() && !playing) {
            marks.accept(name);
        } else {
            queue.add(new Item(new byte[0], name));
        }
    }

    /** Throws all audio away and gives back all marks; returns how many bytes were thrown away. */
    long clear() {
        Deque<Item> dropped = new ArrayDeque<>(queue);
        queue.clear();
        long droppedBytes = queuedBytes;
        queuedBytes = 0;
        playing = false;
        cleared = true;
        emptySinceBlock = block;
        playedSinceSilenceBytes = 0;
        giveBackPassedMarks();
        for (Item item : dropped) {
            if (item.mark != null) {
                marks.accept(item.mark);
            }
        }
        return droppedBytes;
    }

    void playBlock(short[] samples) {
        giveBackPassedMarks();
        int filled = 0;
        while (filled < Blocks.SAMPLES && !queue.isEmpty()) {
            Item item = queue.element();
            while (filled < Blocks.SAMPLES && item.played < item.audio.length) {
                samples[filled++] = MuLaw.decode(item.audio[item.played++]);
            }
            if (item.played == item.audio.length) {
                queue.remove();
                pass(item, filled);
            }
        }
        Arrays.fill(samples, filled, Blocks.SAMPLES, (short) 0);
        account(filled);
    }

    long playedBytes() {
        return playedBytes;
    }

    long playedSinceSilenceBytes() {
        return playedSinceSilenceBytes;
    }

    private void account(int filled) {
        if (filled > 0) {
            int emptyBlocks = block - emptySinceBlock;
            if (!playing && emptyBlocks > 0 && !cleared) {
                dryListener.ranDry(emptyBlocks);
            }
            if (!playing && (cleared || emptyBlocks >= SILENCE_BLOCKS)) {
                playedSinceSilenceBytes = 0;
            }
            playing = true;
            cleared = false;
        } else if (playing) {
            playing = false;
            emptySinceBlock = block;
        }
        queuedBytes -= filled;
        playedBytes += filled;
        playedSinceSilenceBytes += filled;
        block++;
    }

    private void pass(Item item, int filled) {
        if (item.mark != null && filled > 0) {
            passedMarks.add(item.mark); // what was before it is being played in this very block
        } else if (item.mark != null) {
            marks.accept(item.mark);
        }
    }

    private void giveBackPassedMarks() {
        passedMarks.forEach(marks);
        passedMarks.clear();
    }
}
