package dev.trunkline.audio;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A queue of sound between one writer and one reader, which may be different threads: wait-free, without locks. It is a
 * chain of blocks; in steady state the one block is used round and round and nothing is allocated. When the writer runs
 * far ahead (an AI sends faster than real time) it appends blocks, up to a limit, and the reader drops them as they empty, for
 * whichever ring of its thread needs one next.
 */
public final class AudioRing {

    private static final VarHandle WRITTEN;
    private static final VarHandle READ;
    private static final VarHandle NEXT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WRITTEN = lookup.findVarHandle(Block.class, "written", long.class);
            READ = lookup.findVarHandle(Block.class, "read", long.class);
            NEXT = lookup.findVarHandle(Block.class, "next", Block.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int blockBytes;
    private final int maxBlocks;

    private Block writing; // the writer's
    private int blocksAppended; // the writer's
    private Block reading; // the reader's
    private volatile int blocksDropped; // written by the reader only

    /**
     * @param blockBytes size of a block, rounded up to a power of two; allocated at once
     * @param maxBytes the most that the ring may hold, in whole blocks
     */
    public AudioRing(int blockBytes, int maxBytes) {
        this.blockBytes = Integer.highestOneBit(Math.max(1, blockBytes - 1)) << 1;
        this.maxBlocks = Math.max(1, maxBytes / this.blockBytes);
        this.writing = new Block(this.blockBytes);
        this.reading = writing;
    }

    /**
     * Appends sound; for the writer.
     *
     * @return how many bytes were taken: {@code length}, or less when the ring is full
     */
    public int write(byte[] source, int offset, int length) {
        int taken = writing.write(source, offset, length);
        while (taken < length && blocksAppended - blocksDropped + 1 < maxBlocks) {
            Block block = SpareBlocks.ofThisThread().take(blockBytes);
            taken += block.write(source, offset + taken, length - taken);
            NEXT.setRelease(writing, block);
            writing = block;
            blocksAppended++;
        }
        return taken;
    }

    /**
     * Takes sound out; for the reader.
     *
     * @return how many bytes were given: {@code length}, or less when there are no more
     */
    public int read(byte[] target, int offset, int length) {
        int given = 0;
        while (given < length) {
            given += reading.read(target, offset + given, length - given);
            if (given < length && !toNextBlock()) {
                break;
            }
        }
        return given;
    }

    /** How many bytes the reader could take now; for the reader. */
    public int availableBytes() {
        int available = 0;
        for (Block block = reading; block != null; block = block.next()) {
            available += block.availableBytes();
        }
        return available;
    }

    /**
     * Drops everything written so far; for the reader.
     *
     * @return how many bytes that were
     */
    public int clear() {
        int dropped = 0;
        do {
            dropped += reading.skipAll();
        } while (toNextBlock());
        return dropped;
    }

    /** A block that has a next one is never written again, so it is done when it is empty. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // the reader is the only writer of it
    private boolean toNextBlock() {
        Block next = reading.next();
        if (next == null || reading.availableBytes() > 0) {
            return next != null;
        }
        Block empty = reading;
        reading = next;
        SpareBlocks.ofThisThread().put(empty);
        blocksDropped++;
        return true;
    }

    /** Blocks that a thread's rings have read to the end; a few, that a call's long answer does not stay for ever. */
    private static final class SpareBlocks {
        private static final int MAX_BYTES = 4 << 20; // eight minutes of mu-law, for all calls of a loop
        private static final ThreadLocal<SpareBlocks> OF_THREAD = ThreadLocal.withInitial(SpareBlocks::new);

        private final @Nullable Block[] ofSize = new Block[Integer.SIZE]; // a chain for each power of two
        private int bytes;

        static SpareBlocks ofThisThread() {
            return OF_THREAD.get();
        }

        Block take(int sizeBytes) {
            int size = Integer.numberOfTrailingZeros(sizeBytes);
            Block block = ofSize[size];
            if (block == null) {
                return new Block(sizeBytes);
            }
            ofSize[size] = block.next();
            bytes -= sizeBytes;
            block.renew();
            return block;
        }

        /** @param block neither its reader nor its writer comes back to it */
        void put(Block block) {
            int size = Integer.numberOfTrailingZeros(block.bytes.length);
            if (bytes + block.bytes.length > MAX_BYTES) {
                NEXT.set(block, null); // even a dead one keeps its successors alive until the old generation is swept
                return;
            }
            NEXT.set(block, ofSize[size]);
            ofSize[size] = block;
            bytes += block.bytes.length;
        }
    }

    private static final class Block {
        private final byte[] bytes;
        private long written;
        private long read;

        @SuppressWarnings("UnusedVariable") // through NEXT
        private @Nullable Block next;

        Block(int sizeBytes) {
            this.bytes = new byte[sizeBytes];
        }

        void renew() {
            written = 0;
            read = 0;
            NEXT.set(this, null);
        }

        @Nullable
        Block next() {
            return (Block) NEXT.getAcquire(this);
        }

        int availableBytes() {
            return (int) ((long) WRITTEN.getAcquire(this) - read);
        }

        int write(byte[] source, int offset, int length) {
            long from = written;
            int free = bytes.length - (int) (from - (long) READ.getAcquire(this));
            int taken = Math.min(free, length);
            int start = (int) from & (bytes.length - 1);
            int untilEnd = Math.min(taken, bytes.length - start);
            System.arraycopy(source, offset, bytes, start, untilEnd);
            System.arraycopy(source, offset + untilEnd, bytes, 0, taken - untilEnd);
            WRITTEN.setRelease(this, from + taken);
            return taken;
        }

        int read(byte[] target, int offset, int length) {
            int given = Math.min(availableBytes(), length);
            int start = (int) read & (bytes.length - 1);
            int untilEnd = Math.min(given, bytes.length - start);
            System.arraycopy(bytes, start, target, offset, untilEnd);
            System.arraycopy(bytes, 0, target, offset + untilEnd, given - untilEnd);
            READ.setRelease(this, read + given);
            return given;
        }

        int skipAll() {
            int skipped = availableBytes();
            READ.setRelease(this, read + skipped);
            return skipped;
        }
    }
}
