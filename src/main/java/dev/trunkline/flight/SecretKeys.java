package dev.trunkline.flight;

import dev.trunkline.call.DigitRequest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Knows while a caller enters what nobody is to know. The flight then holds silence for his sound, because keys can be heard, and
 * one and the same digit for his keys: the call behaves the same, because it counts them and looks for the one that ends them.
 * Confined to the call's loop.
 */
final class SecretKeys {

    private static final byte SILENCE = (byte) 0xff; // in mu-law
    private static final char ANY_DIGIT = '0';

    private @Nullable DigitRequest asked;
    private boolean wasAsked;
    private long untilNanos;
    private byte[] silence = new byte[0];

    void asked(DigitRequest request) {
        asked = request.masked() ? request : null;
    }

    /** Those that were asked for last are known, since {@code nowNanos}; their last tone may still sound. */
    void known(long nowNanos) {
        if (asked != null) {
            asked = null;
            wasAsked = true;
            untilNanos = nowNanos + DigitRequest.LAST_TONE_NANOS;
        }
    }

    /** What is written down for a key. */
    char shown(char key) {
        DigitRequest request = asked;
        boolean ends = request != null && request.terminator() != null && request.terminator() == key;
        return request == null || ends ? key : ANY_DIGIT;
    }

    /** What is written down for the caller's sound. */
    byte[] shown(byte[] muLaw, int lengthBytes, long nowNanos) {
        boolean isSecret = asked != null || (wasAsked && untilNanos - nowNanos > 0);
        if (!isSecret) {
            return muLaw;
        }
        if (silence.length < lengthBytes) {
            silence = new byte[lengthBytes];
            Arrays.fill(silence, SILENCE);
        }
        return silence;
    }
}
