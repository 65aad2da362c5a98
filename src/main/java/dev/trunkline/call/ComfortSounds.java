package dev.trunkline.call;

import dev.trunkline.audio.MuLaw;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What callers hear whose agent is missing: a soft tone in pulses, and words. Made once for all calls; the words may come
 * later, and be replaced. Thread-safe.
 */
public final class ComfortSounds {

    static final int FRAME_BYTES = 160; // 20 ms

    private static final int RATE_HZ = 8_000;
    private static final double TONE_HZ = 392; // a low G: no tone of any telephone network, and not near one
    private static final int CYCLE_MILLIS = 1_500;
    private static final int FADE_MILLIS = 40;
    private static final double FULL_SCALE = 32_124; // the loudest that mu-law knows

    private final byte @Nullable [] tone; // one cycle
    private final int pulseBytes;
    private volatile byte @Nullable [] words;

    private ComfortSounds(byte @Nullable [] tone, int pulseBytes) {
        this.tone = tone;
        this.pulseBytes = pulseBytes;
    }

    /** Silence, until there are words. */
    public static ComfortSounds silent() {
        return new ComfortSounds(null, 0);
    }

    /**
     * A tone, and no words yet.
     *
     * @param levelDb of its loudest moment against full scale
     * @param pulseMillis how long it sounds in every one and a half seconds, or more when it is longer than that
     */
    public static ComfortSounds tone(double levelDb, int pulseMillis) {
        int pulse = wholeFrames(pulseMillis * RATE_HZ / 1_000);
        int cycle = Math.max(CYCLE_MILLIS * RATE_HZ / 1_000, pulse + FRAME_BYTES);
        byte[] muLaw = new byte[wholeFrames(cycle)];
        Arrays.fill(muLaw, MuLaw.SILENCE);
        double peak = FULL_SCALE * Math.pow(10, levelDb / 20);
        int fade = Math.min(FADE_MILLIS * RATE_HZ / 1_000, pulse / 2);
        for (int i = 0; i < pulse; i++) {
            double edge = Math.min(1, Math.min(i, pulse - 1 - i) / (double) fade);
            double envelope = (1 - Math.cos(Math.PI * edge)) / 2;
            muLaw[i] = MuLaw.encode((short) (peak * envelope * Math.sin(2 * Math.PI * TONE_HZ * i / RATE_HZ)));
        }
        return new ComfortSounds(muLaw, pulse);
    }

    /**
     * The sounds of another one.
     *
     * @param tone of {@link #tone()}
     * @param pulseBytes of {@link #pulseBytes()}
     * @param words of {@link #words()}
     */
    public static ComfortSounds of(byte @Nullable [] tone, int pulseBytes, byte @Nullable [] words) {
        ComfortSounds sounds = new ComfortSounds(tone, pulseBytes);
        sounds.words = words;
        return sounds;
    }

    /** From now on callers are told this. */
    public void say(byte[] muLaw) {
        byte[] padded = Arrays.copyOf(muLaw, wholeFrames(muLaw.length));
        Arrays.fill(padded, muLaw.length, padded.length, MuLaw.SILENCE);
        words = padded;
    }

    private static int wholeFrames(int bytes) {
        return (bytes + FRAME_BYTES - 1) / FRAME_BYTES * FRAME_BYTES;
    }

    /** One pulse and the pause after it, to be played again and again; null for none. Not to be changed. */
    public byte @Nullable [] tone() {
        return tone;
    }

    /** Where the pause begins. */
    public int pulseBytes() {
        return pulseBytes;
    }

    /** What callers are told; null for nothing. Not to be changed. */
    public byte @Nullable [] words() {
        return words;
    }
}
