package dev.trunkline.lab.farend;

/**
 * Hears numbered words in one caller's sound: {@link DualTone}s of at least 40 ms, each once. Confined to the chat's loop;
 * allocates nothing.
 */
final class NumberedWords {

    private static final int SURE_BLOCKS = 2;

    private final DualTone ear;
    private final short[] block;
    private int filled;
    private int last = DualTone.SILENCE;
    private int blocks;

    NumberedWords(int sampleRateHz) {
        this.ear = new DualTone(sampleRateHz);
        this.block = new short[ear.blockSamples()];
    }

    /** The word that has become sure with these bytes, or {@link DualTone#SILENCE} for none. */
    int hear(byte[] linear16, int lengthBytes) {
        int word = DualTone.SILENCE;
        for (int at = 0; at + 1 < lengthBytes; at += 2) {
            block[filled++] = (short) ((linear16[at] & 0xFF) | linear16[at + 1] << 8);
            if (filled == block.length) {
                filled = 0;
                int heard = hearBlock();
                word = heard >= 0 ? heard : word;
            }
        }
        return word;
    }

    /** Mixed blocks at a word's edges are neither the end of it nor another one. */
    private int hearBlock() {
        int heard = ear.detect(block, block.length);
        if (heard == DualTone.OTHER) {
            return heard;
        }
        blocks = heard == last ? blocks + 1 : 1;
        last = heard;
        return blocks == SURE_BLOCKS ? heard : DualTone.SILENCE;
    }
}
