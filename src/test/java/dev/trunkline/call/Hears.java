package dev.trunkline.call;

/** Has taps hear sound without a call. */
public final class Hears {

    private Hears() {}

    /** The caller, now. */
    public static void caller(SoundTaps taps, byte[] muLaw) {
        taps.onCaller(muLaw, muLaw.length, false, taps.nowNanos());
    }
}
