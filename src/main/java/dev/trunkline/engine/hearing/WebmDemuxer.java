package dev.trunkline.engine.hearing;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds the Opus packets in a WebM recording, as browsers' {@code MediaRecorder} makes them, however it is cut in pieces.
 * Containers are entered, never measured, so that lengths may be unknown or lie; everything else is skipped. Holds one block
 * at most. Confined to the chat's loop.
 *
 * <p>Source: RFC 8794 (EBML), RFC 9559 (Matroska).
 */
final class WebmDemuxer {

    private static final int MAX_HEAD_BYTES = 12;
    private static final int MAX_ID_BYTES = 4;
    private static final int MAX_BLOCK_BYTES = 64 * 1024; // the longest Opus packet has 61,298 bytes
    private static final int MAX_VALUE_BYTES = 64;
    private static final long MAX_SKIPPED_BYTES = 16 * 1024 * 1024; // more is no element but rubbish
    private static final int BLOCK_HEAD_BYTES = 3; // after the track's number: 2 of time, 1 of flags
    private static final int LACING = 0x06;

    private static final int EBML = 0x1A45DFA3;
    private static final int SEGMENT = 0x18538067;
    private static final int CLUSTER = 0x1F43B675;
    private static final int BLOCK_GROUP = 0xA0;
    private static final int BLOCK = 0xA1;
    private static final int SIMPLE_BLOCK = 0xA3;
    private static final int TRACKS = 0x1654AE6B;
    private static final int TRACK_ENTRY = 0xAE;
    private static final int TRACK_NUMBER = 0xD7;
    private static final int CODEC_ID = 0x86;
    private static final int CONTENT_ENCODINGS = 0x6D80;

    private static final String OPUS = "A_OPUS";

    private final Listener listener;
    private final byte[] head = new byte[MAX_HEAD_BYTES];
    private int headFill;
    private int id;
    private byte @Nullable [] body;
    private int bodyFill;
    private long skipBytes;
    private boolean bad;

    // The entry that is being read, and the track that was found.
    private long entryNumber;
    private boolean entryIsOpus;
    private boolean entryIsEncoded;
    private long track;

    /** Hears of what is in a recording. */
    interface Listener {

        /** A recording begins; it has nothing to do with what came before. */
        void onRecording();

        /** The next packet, valid only during the call. */
        void onPacket(byte[] bytes, int offset, int length);
    }

    WebmDemuxer(Listener listener) {
        this.listener = listener;
    }

    /**
     * Reads on.
     *
     * @return false when this is not WebM, or has no Opus in it; nothing more will come then
     */
    boolean accept(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && !bad) {
            if (skipBytes > 0) {
                int length = (int) Math.min(skipBytes, bytes.length - at);
                skipBytes -= length;
                at += length;
            } else if (body != null) {
                at += fillBody(body, bytes, at);
            } else {
                head[headFill++] = bytes[at++];
                readHead();
            }
        }
        return !bad;
    }

    private int fillBody(byte[] open, byte[] bytes, int at) {
        int length = Math.min(open.length - bodyFill, bytes.length - at);
        System.arraycopy(bytes, at, open, bodyFill, length);
        bodyFill += length;
        if (bodyFill == open.length) {
            body = null;
            onBody(open);
        }
        return length;
    }

    /** An element's head is its number and its length, both as long as their leading zeros say. */
    private void readHead() {
        int idBytes = Integer.numberOfLeadingZeros(head[0] & 0xFF) - 23;
        if (idBytes > MAX_ID_BYTES) {
            bad = true;
            return;
        }
        if (headFill <= idBytes) {
            return;
        }
        int sizeBytes = Integer.numberOfLeadingZeros(head[idBytes] & 0xFF) - 23;
        if (sizeBytes > Long.BYTES) {
            bad = true;
        } else if (headFill == idBytes + sizeBytes) {
            headFill = 0;
            id = (int) number(head, 0, idBytes);
            long marker = 1L << (7 * sizeBytes);
            long size = number(head, idBytes, sizeBytes) & (marker - 1);
            onHead(size, size == marker - 1);
        }
    }

    private void onHead(long sizeBytes, boolean isUnknown) {
        switch (id) {
            case SEGMENT, TRACKS, BLOCK_GROUP -> {}
            case CLUSTER -> bad = track == 0;
            case TRACK_ENTRY -> {
                entryNumber = 0;
                entryIsOpus = false;
                entryIsEncoded = false;
            }
            default -> onLeaf(sizeBytes, isUnknown);
        }
    }

    private void onLeaf(long sizeBytes, boolean isUnknown) {
        if (isUnknown || sizeBytes > MAX_SKIPPED_BYTES) {
            bad = true;
            return;
        }
        switch (id) {
            case EBML -> {
                track = 0;
                skipBytes = sizeBytes;
                listener.onRecording();
            }
            case CONTENT_ENCODINGS -> {
                entryIsEncoded = true;
                skipBytes = sizeBytes;
                findTrack();
            }
            case TRACK_NUMBER, CODEC_ID -> collect(sizeBytes, MAX_VALUE_BYTES);
            case BLOCK, SIMPLE_BLOCK -> collect(sizeBytes, MAX_BLOCK_BYTES);
            default -> skipBytes = sizeBytes;
        }
    }

    private void collect(long sizeBytes, int maxBytes) {
        if (sizeBytes > maxBytes) {
            skipBytes = sizeBytes; // a picture, perhaps
        } else if (sizeBytes > 0) {
            body = new byte[(int) sizeBytes];
            bodyFill = 0;
        }
    }

    private void onBody(byte[] value) {
        switch (id) {
            case TRACK_NUMBER -> {
                entryNumber = number(value, 0, Math.min(value.length, Long.BYTES));
                findTrack();
            }
            case CODEC_ID -> {
                entryIsOpus = new String(value, StandardCharsets.ISO_8859_1).equals(OPUS);
                findTrack();
            }
            default -> onBlock(value);
        }
    }

    /** The first Opus track whose packets are stored as they are. */
    private void findTrack() {
        if (entryIsEncoded && track == entryNumber) {
            track = 0;
        } else if (track == 0 && entryIsOpus && !entryIsEncoded) {
            track = entryNumber;
        }
    }

    private void onBlock(byte[] block) {
        int numberBytes = Integer.numberOfLeadingZeros(block[0] & 0xFF) - 23;
        int packetAt = numberBytes + BLOCK_HEAD_BYTES;
        if (numberBytes > Long.BYTES || packetAt >= block.length) {
            return;
        }
        long number = number(block, 0, numberBytes) & ((1L << (7 * numberBytes)) - 1);
        if (number != track) {
            return;
        }
        if ((block[packetAt - 1] & LACING) != 0) {
            bad = true; // nobody laces Opus
            return;
        }
        listener.onPacket(block, packetAt, block.length - packetAt);
    }

    private static long number(byte[] bytes, int offset, int length) {
        long number = 0;
        for (int i = 0; i < length; i++) {
            number = (number << 8) | (bytes[offset + i] & 0xFF);
        }
        return number;
    }
}
