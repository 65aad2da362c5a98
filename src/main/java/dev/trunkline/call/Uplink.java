package dev.trunkline.call;

import dev.trunkline.ai.AiLeg;
import dev.trunkline.audio.CallerPath;
import dev.trunkline.audio.MuLaw;
import dev.trunkline.audio.SoundFormat;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The caller's sound on its way to the AI. It is kept until an AI has heard it for certain, and longer while it holds words that
 * nobody has understood: what no leg could be given, what a leg was given and may never have read, and what it read and was lost
 * before it made words of it goes to the next leg, in order, at the pace at which that one takes it. When there is too much, the
 * oldest goes. Confined to the call's loop.
 */
final class Uplink {

    /** No position. */
    static final long NOTHING = -1;

    private static final int FRAME_BYTES = 160;
    private static final int FRAMES_AT_A_TIME = 100; // two seconds of sound; the loop has other calls, too
    /** Sent sound that was never confirmed: a leg that hears nothing is found out before that. */
    private static final int MOST_DOUBTFUL_BYTES = 12 * CallerPath.PHONE_RATE_HZ;

    /** Of a sentence that an AI has heard and not understood. */
    private static final int MOST_UNFINISHED_BYTES = 30 * CallerPath.PHONE_RATE_HZ;

    private static final byte[] SILENCE = new byte[FRAME_BYTES];

    static {
        Arrays.fill(SILENCE, MuLaw.SILENCE);
    }

    private static final int SPEECH_LEVEL = 800; // of 32,124: some 30 dB below the loudest, well above a line's noise
    private static final int SPEECH_FRAMES = 15; // 300 ms: a word, not a cough or a click

    private final int keepBytes;
    private final SoundTape tape = new SoundTape();
    private final byte[] frame = new byte[FRAME_BYTES];
    private SoundFormat hears = SoundFormat.PHONE; // the present leg
    private @Nullable CallerPath path; // null where nothing is to be converted
    private long legBeganBytes; // where the present leg's hearing begins
    private long sentBytes; // and how far it was given everything
    private long heardBytes; // for certain
    private long retainedBytes = NOTHING; // from there on it is kept, though it was heard

    /** @param keepBytes how much of the caller's sound is kept, as mu-law */
    Uplink(int keepBytes) {
        this.keepBytes = keepBytes;
    }

    /**
     * The AI hears this at once, or as soon as it has heard what came before; flushed.
     *
     * @return whether nothing had to be dropped for it
     */
    boolean send(AiLeg ai, byte[] muLaw, int lengthBytes) {
        boolean atOnce = sentBytes == tape.endBytes() && ai.hasRoom();
        boolean whole = keep(muLaw, lengthBytes);
        if (!atOnce) {
            deliver(ai);
            return whole;
        }
        give(ai, muLaw, lengthBytes);
        sentBytes = tape.endBytes();
        forgetBefore(sentBytes - MOST_DOUBTFUL_BYTES);
        ai.flush();
        return true;
    }

    /** The AI hears silence for as long: by it a caller who is not to be heard differs from one who is gone. */
    boolean sendSilence(AiLeg ai, int lengthBytes) {
        boolean whole = true;
        for (int left = lengthBytes; left > 0; left -= SILENCE.length) {
            whole &= send(ai, SILENCE, Math.min(SILENCE.length, left));
        }
        return whole;
    }

    /**
     * Nobody hears this now; it is kept.
     *
     * @return whether nothing had to be dropped for it
     */
    boolean keep(byte[] muLaw, int lengthBytes) {
        int newBytes = Math.min(lengthBytes, keepBytes);
        tape.forgetBefore(tape.endBytes() + newBytes - keepBytes);
        tape.append(muLaw, lengthBytes - newBytes, newBytes);
        boolean whole = newBytes == lengthBytes && sentBytes >= tape.startBytes();
        sentBytes = Math.max(sentBytes, tape.startBytes());
        return whole;
    }

    /** A new leg hears from here on everything that no other has heard for certain; the first of it at once. */
    void begin(AiLeg ai) {
        if (!ai.hears().equals(hears)) {
            hears = ai.hears();
            path = hears.equals(SoundFormat.PHONE) ? null : new CallerPath(hears.sampleRateHz());
        } else if (path != null) {
            path.reset();
        }
        sentBytes = Math.max(heardBytes, tape.startBytes());
        legBeganBytes = sentBytes;
        deliver(ai);
    }

    private void give(AiLeg ai, byte[] muLaw, int lengthBytes) {
        CallerPath converting = path;
        if (converting == null) {
            ai.sendAudio(muLaw, lengthBytes);
        } else {
            int bytes = converting.convert(muLaw, 0, lengthBytes);
            ai.sendAudio(converting.linear16(), bytes);
        }
    }

    /** Delivers the next part of what waits for the present leg; flushed. At every tick, too: a leg has room again. */
    void deliver(AiLeg ai) {
        if (sentBytes == tape.endBytes()) {
            return;
        }
        for (int i = 0; i < FRAMES_AT_A_TIME && sentBytes < tape.endBytes() && ai.hasRoom(); i++) {
            int bytes = tape.read(sentBytes, frame, FRAME_BYTES);
            give(ai, frame, bytes);
            sentBytes += bytes;
        }
        forgetBefore(sentBytes - MOST_DOUBTFUL_BYTES);
        ai.flush();
    }

    /**
     * The present leg has heard so much for certain.
     *
     * @param soundBytes of all that it was given, as it hears it
     */
    void onHeard(long soundBytes) {
        heardBytes = Math.max(heardBytes, positionBytes(soundBytes));
        forgetBefore(heardBytes);
    }

    /**
     * Where that stands in the caller's sound.
     *
     * @param soundBytes of all that the present leg was given, as it hears it
     */
    long positionBytes(long soundBytes) {
        // What still hung in the resampler makes this a little less than was given, never more.
        long muLawBytes = soundBytes / hears.bytesPerSample() * CallerPath.PHONE_RATE_HZ / hears.sampleRateHz();
        return Math.min(sentBytes, legBeganBytes + muLawBytes);
    }

    private void forgetBefore(long position) {
        if (retainedBytes == NOTHING) {
            tape.forgetBefore(position);
        } else {
            tape.forgetBefore(Math.min(position, Math.max(retainedBytes, tape.endBytes() - MOST_UNFINISHED_BYTES)));
        }
    }

    /** How much sound the caller has made so far. */
    long positionBytes() {
        return tape.endBytes();
    }

    /** What comes from there on is kept, half a minute of it at most, though an AI has heard it; or {@link #NOTHING} is. */
    void retainFrom(long position) {
        retainedBytes = position;
    }

    /**
     * The present leg is given up, and what it was given is done with but for the caller's unfinished words: the next leg hears
     * those, and what the present one was not given.
     *
     * @param unfinishedBytes where they begin, or {@link #NOTHING}
     */
    void settle(long unfinishedBytes) {
        long doneBytes = unfinishedBytes == NOTHING ? sentBytes : Math.min(sentBytes, unfinishedBytes);
        heardBytes = Math.max(doneBytes, tape.startBytes());
    }

    /**
     * The present leg was lost before it showed that it had understood the caller: the next one hears his words from their
     * beginning.
     *
     * @param doubtfulBytes where that is, or {@link #NOTHING}
     */
    void doubtFrom(long doubtfulBytes) {
        if (doubtfulBytes != NOTHING) {
            heardBytes = Math.max(Math.min(heardBytes, doubtfulBytes), tape.startBytes());
        }
    }

    /** Whether somebody speaks in what no AI has heard for certain. */
    boolean holdsSpeech() {
        int loud = 0;
        for (long at = Math.max(heardBytes, tape.startBytes()); at < tape.endBytes(); at += FRAME_BYTES) {
            int bytes = tape.read(at, frame, FRAME_BYTES);
            long sum = 0;
            for (int i = 0; i < bytes; i++) {
                sum += Math.abs(MuLaw.decode(frame[i]));
            }
            loud += sum > (long) SPEECH_LEVEL * bytes ? 1 : 0;
        }
        return loud >= SPEECH_FRAMES;
    }
}
