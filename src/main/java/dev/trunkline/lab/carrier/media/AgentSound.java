package dev.trunkline.lab.carrier.media;

import dev.trunkline.lab.phone.Blocks;
import java.util.Arrays;

/** Whatever is played at the telephone at the moment. Confined to the call's loop. */
@FunctionalInterface
public interface AgentSound {

    /** Nothing is played. */
    AgentSound SILENCE = block -> Arrays.fill(block, (short) 0);

    /** Writes the next {@link Blocks#SAMPLES} samples. */
    void nextBlock(short[] block);
}
