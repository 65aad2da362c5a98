package dev.trunkline.lab.phone;

import dev.trunkline.audio.MuLaw;
import dev.trunkline.speech.Speech;
import java.util.Arrays;

/** A piece of sound as a telephone line carries it: 8 kHz, with mu-law's own error. Immutable. */
public final class PhoneSound {

    /** No sound at all. */
    public static final PhoneSound NOTHING = new PhoneSound(new short[0]);

    private final short[] samples;
    private final int audibleFromBlock;
    private final int audibleToBlock;

    private PhoneSound(short[] samples) {
        this.samples = samples;
        int from = 0;
        int to = blocks();
        while (from < to && !Blocks.isAudible(samples, from * Blocks.SAMPLES)) {
            from++;
        }
        while (to > from && !Blocks.isAudible(samples, (to - 1) * Blocks.SAMPLES)) {
            to--;
        }
        this.audibleFromBlock = from;
        this.audibleToBlock = to;
    }

    /** Resamples and quantises {@code speech}; takes milliseconds for each of its seconds, so not on a loop. */
    public static PhoneSound of(Speech speech) {
        short[] heard = speech.at(Blocks.SAMPLE_RATE_HZ).samples().clone();
        for (int i = 0; i < heard.length; i++) {
            heard[i] = MuLaw.decode(MuLaw.encode(heard[i]));
        }
        return new PhoneSound(heard);
    }

    /** How many blocks it lasts; the last may be filled up with silence. */
    public int blocks() {
        return (samples.length + Blocks.SAMPLES - 1) / Blocks.SAMPLES;
    }

    /** The first block in which something is heard. */
    public int audibleFromBlock() {
        return audibleFromBlock;
    }

    /** The block after the last in which something is heard. */
    public int audibleToBlock() {
        return audibleToBlock;
    }

    /** Writes one block, silent where the sound is over. */
    public void copyBlock(int index, short[] block) {
        int from = Math.min(samples.length, index * Blocks.SAMPLES);
        int length = Math.min(Blocks.SAMPLES, samples.length - from);
        System.arraycopy(samples, from, block, 0, length);
        Arrays.fill(block, length, Blocks.SAMPLES, (short) 0);
    }
}
