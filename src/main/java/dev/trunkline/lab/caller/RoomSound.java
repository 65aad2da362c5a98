package dev.trunkline.lab.caller;

import dev.trunkline.lab.phone.Blocks;

/** What a microphone picks up beside the caller: noise, and the loudspeaker. Confined to the call's loop. */
final class RoomSound {

    // The room answers too: two walls, at 7 and 17 ms, 6 and 9 dB softer than the loudspeaker itself.
    private static final int[] WALL_SAMPLES = {0, 56, 136};
    private static final double[] WALL_GAIN = {1, 0.5, 0.35};

    private final short[] noise;
    private final short[] played;
    private final int delaySamples;
    private final double echoGain;
    private int noiseAt;
    private int playedAt;

    RoomSound(CallerRoom room) {
        var sound = room.noise();
        this.noise =
                sound == null ? new short[0] : sound.at(Blocks.SAMPLE_RATE_HZ).samples();
        CallerRoom.Echo echo = room.echo();
        this.delaySamples = echo == null ? 0 : echo.delayMillis() * Blocks.SAMPLE_RATE_HZ / 1_000;
        this.echoGain = echo == null ? 0 : Math.pow(10, echo.gainDb() / 20);
        this.played = new short[delaySamples + WALL_SAMPLES[WALL_SAMPLES.length - 1] + Blocks.SAMPLES];
    }

    /** Adds it to what the caller says in a block. */
    void add(short[] agentBlock, short[] block) {
        if (noise.length == 0 && echoGain == 0) {
            return;
        }
        for (int i = 0; i < block.length; i++) {
            double sum = block[i] + echo(agentBlock[i]);
            if (noise.length > 0) {
                sum += noise[noiseAt];
                noiseAt = (noiseAt + 1) % noise.length;
            }
            block[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sum)));
        }
    }

    private double echo(short now) {
        if (echoGain == 0) {
            return 0;
        }
        played[playedAt] = now;
        double sum = 0;
        for (int i = 0; i < WALL_SAMPLES.length; i++) {
            int back = playedAt - delaySamples - WALL_SAMPLES[i];
            sum += played[Math.floorMod(back, played.length)] * WALL_GAIN[i];
        }
        playedAt = (playedAt + 1) % played.length;
        return sum * echoGain;
    }
}
