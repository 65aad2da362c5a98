package dev.trunkline.call;

import dev.trunkline.audio.SoundFormat;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Sound of the agent that came faster than one tick may convert it, in order. Confined to the call's loop. */
final class ParkedAgentSound {

    private static final int MANY_BYTES = 8 << 20; // a minute and a half at 48 kHz
    private static final int FEW_BYTES = 2 << 20;
    private static final byte[] NOTHING = {};

    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private long bytes;
    private boolean crowded;
    private boolean fresh = true; // the first chunk was not begun

    /** A piece of a message, or the end of a turn. */
    static final class Chunk {
        private final String messageId;
        private final SoundFormat format;
        private final byte[] sound;

        private Chunk(String messageId, SoundFormat format, byte[] sound) {
            this.messageId = messageId;
            this.format = format;
            this.sound = sound;
        }

        String messageId() {
            return messageId;
        }

        SoundFormat format() {
            return format;
        }

        byte[] sound() {
            return sound;
        }

        boolean isTurnEnd() {
            return sound.length == 0;
        }
    }

    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return chunks.isEmpty();
    }

    /** Copies a chunk. */
    void add(String messageId, SoundFormat format, byte[] sound, int offset, int lengthBytes) {
        chunks.addLast(new Chunk(messageId, format, Arrays.copyOfRange(sound, offset, offset + lengthBytes)));
        bytes += lengthBytes;
        crowded |= bytes > MANY_BYTES;
    }

    void addTurnEnd() {
        chunks.addLast(new Chunk("", SoundFormat.PHONE, NOTHING));
    }

    boolean endsTurn() {
        return chunks.stream().anyMatch(Chunk::isTurnEnd);
    }

    /** The message that the newest of it belongs to, or {@code otherwise} when nothing but the end of a turn is here. */
    String lastMessageId(String otherwise) {
        for (var newestFirst = chunks.descendingIterator(); newestFirst.hasNext(); ) {
            Chunk chunk = newestFirst.next();
            if (!chunk.isTurnEnd()) {
                return chunk.messageId();
            }
        }
        return otherwise;
    }

    @Nullable
    Chunk first() {
        return chunks.peekFirst();
    }

    /** Whether the first chunk was not asked about before. */
    boolean takeFresh() {
        boolean was = fresh;
        fresh = false;
        return was;
    }

    void removeFirst() {
        bytes -= chunks.removeFirst().sound.length;
        crowded &= bytes > FEW_BYTES;
        fresh = true;
    }

    void clear() {
        chunks.clear();
        bytes = 0;
        crowded = false;
        fresh = true;
    }

    boolean isCrowded() {
        return crowded;
    }
}
