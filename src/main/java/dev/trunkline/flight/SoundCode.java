package dev.trunkline.flight;

import dev.trunkline.audio.SoundFormat;
import dev.trunkline.audio.SoundFormat.Encoding;

/** How the format of sound stands in a flight: twice its rate, and one more for mu-law. */
public final class SoundCode {

    private SoundCode() {}

    /** The number of a format. */
    static long of(SoundFormat format) {
        return 2L * format.sampleRateHz() + (format.encoding() == Encoding.MU_LAW ? 1 : 0);
    }

    /**
     * The format of a number.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static SoundFormat format(long code) {
        return new SoundFormat((code & 1) == 0 ? Encoding.LINEAR16 : Encoding.MU_LAW, Math.toIntExact(code / 2));
    }
}
