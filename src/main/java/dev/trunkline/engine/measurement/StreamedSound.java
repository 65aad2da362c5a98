package dev.trunkline.engine.measurement;

import dev.trunkline.speech.Speech;
import java.util.Arrays;

/**
 * The last of what a client has sent, so that a window can slide over several payloads. Remembers at most the longest window
 * that the latest payload asked for, or five seconds. Used by one message at a time.
 */
final class StreamedSound {

    private short[] recent = new short[0];
    private long heardSamples;

    /**
     * What a payload's models hear. Immutable.
     *
     * @param speech the payload, with what came before it as far as the window reaches
     * @param beginMillis where that begins in the stream, counted from its beginning or the last reset
     * @param endMillis where it ends
     */
    record Window(Speech speech, long beginMillis, long endMillis) {}

    void reset() {
        recent = new short[0];
        heardSamples = 0;
    }

    /** Takes a payload. */
    Window add(Speech payload, int windowMillis) {
        int windowSamples = millisToSamples(windowMillis);
        int added = payload.samples().length;
        int before = Math.max(0, Math.min(recent.length, windowSamples - added));
        short[] window = new short[before + added];
        System.arraycopy(recent, recent.length - before, window, 0, before);
        System.arraycopy(payload.samples(), 0, window, before, added);
        remember(payload.samples(), Math.max(windowSamples, millisToSamples(Media.MAX_AUDIO_MILLIS)));
        heardSamples += added;
        long begin = heardSamples - window.length;
        return new Window(new Speech(window, Media.RATE_HZ), samplesToMillis(begin), samplesToMillis(heardSamples));
    }

    private void remember(short[] payload, int mostSamples) {
        int kept = Math.max(0, Math.min(recent.length, mostSamples - payload.length));
        short[] all = Arrays.copyOfRange(recent, recent.length - kept, recent.length + payload.length);
        System.arraycopy(payload, 0, all, kept, payload.length);
        recent = all.length > mostSamples ? Arrays.copyOfRange(all, all.length - mostSamples, all.length) : all;
    }

    private static int millisToSamples(int millis) {
        return millis * (Media.RATE_HZ / 1_000);
    }

    private static long samplesToMillis(long samples) {
        return samples / (Media.RATE_HZ / 1_000);
    }
}
