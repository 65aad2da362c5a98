package dev.trunkline.audio;

import java.util.Arrays;

/**
 * The tones of telephone keys, in mu-law at 8 kHz: two sines for each, 100 ms and as long a pause, at -9 dBm0 each. Source:
 * ITU-T Q.23 (frequencies), Q.24 (40 ms are the least that is recognised), and what telephones send.
 */
public final class DtmfTones {

    /** What can be played: the sixteen keys; {@code w} for half a second, {@code W} for a second. */
    public static final String KEYS = "0123456789*#ABCDwW";

    private static final int RATE_HZ = 8_000;
    private static final int TONE_MILLIS = 100;
    private static final int GAP_MILLIS = 100;
    private static final int RAMP_MILLIS = 2; // a tone that begins at once is heard as a click as well
    private static final double AMPLITUDE =
            32_124 * Math.pow(10, (-9 - 3.17) / 20); // mu-law's loudest sine has 3.17 dBm0
    private static final String ROWS = "123A456B789C*0#D";
    private static final int[] LOW_HZ = {697, 770, 852, 941};
    private static final int[] HIGH_HZ = {1_209, 1_336, 1_477, 1_633};

    private DtmfTones() {}

    /** How long they last, with the pause after the last one. */
    public static int millis(String keys) {
        return keys.chars().map(key -> millis((char) key)).sum();
    }

    /** Which of them were heard when so much of their sound was: those whose tone was. */
    public static String heardOf(String keys, long millis) {
        long endMillis = 0;
        for (int i = 0; i < keys.length(); i++) {
            endMillis += millis(keys.charAt(i));
            if (endMillis - GAP_MILLIS > millis) {
                return keys.substring(0, i);
            }
        }
        return keys;
    }

    private static int millis(char key) {
        return key == 'w' ? 500 : key == 'W' ? 1_000 : TONE_MILLIS + GAP_MILLIS;
    }

    /**
     * The sound.
     *
     * @throws IllegalArgumentException when a key is none of {@link #KEYS}
     */
    public static byte[] muLaw(String keys) {
        byte[] sound = new byte[millis(keys) * RATE_HZ / 1_000];
        Arrays.fill(sound, MuLaw.SILENCE);
        int at = 0;
        for (int i = 0; i < keys.length(); i++) {
            char key = keys.charAt(i);
            if (KEYS.indexOf(key) < 0) {
                throw new IllegalArgumentException("no such key");
            }
            if (Character.toLowerCase(key) != 'w') {
                tone(sound, at, ROWS.indexOf(key));
            }
            at += millis(key) * RATE_HZ / 1_000;
        }
        return sound;
    }

    private static void tone(byte[] sound, int at, int key) {
        int length = TONE_MILLIS * RATE_HZ / 1_000;
        double ramp = (double) RAMP_MILLIS * RATE_HZ / 1_000;
        for (int i = 0; i < length; i++) {
            double radians = 2 * Math.PI * i / RATE_HZ;
            double sum = Math.sin(radians * LOW_HZ[key / 4]) + Math.sin(radians * HIGH_HZ[key % 4]);
            double envelope = Math.min(1, Math.min(i, length - 1 - i) / ramp);
            sound[at + i] = MuLaw.encode((short) Math.round(AMPLITUDE * envelope * sum));
        }
    }
}
