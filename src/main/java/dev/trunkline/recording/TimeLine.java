package dev.trunkline.recording;

import dev.trunkline.audio.MuLaw;
import dev.trunkline.call.SoundTap;
import java.io.IOException;
import java.util.Arrays;

/**
 * Lays out what a tap hears as two channels in step with the call's time: the caller on the left, whom he hears on the right. What has
 * come stays open to change for {@value #OPEN_MILLIS} ms, because an interruption takes back what the phone was given ahead; then it
 * is given to a {@link StereoSound}. Where nothing was told there is silence. Confined to the writer's thread.
 *
 * <p>The caller's pieces follow each other by their length, as in the telephone network, and not by when they arrived, which jitters;
 * the clock puts them right when they stay behind it. The agent's stand where the playout ledger says that they are heard.
 */
final class TimeLine implements SoundTap {

    /** Samples a second, one byte each. */
    static final int RATE_HZ = 8_000;

    private static final int OPEN_MILLIS = 1_300; // the longest lead is a second
    private static final int WINDOW = 1 << 15; // four seconds of each channel
    private static final long NANOS_PER_SAMPLE = 1_000_000_000L / RATE_HZ;
    private static final long OPEN = (long) OPEN_MILLIS * RATE_HZ / 1_000;
    private static final int PIECES_LOOKED_AT = 50; // a second of them
    private static final int STEP = RATE_HZ / 20; // 50 ms: less is jitter
    private static final int AHEAD =
            RATE_HZ / 10; // a caller whose sound has come faster than time goes: it had waited somewhere
    private static final int QUIET = 200; // of 32,124
    private static final int SNAP = RATE_HZ / 25; // 40 ms: sound that is on no ledger jitters
    private static final int BLOCK = 1_600;

    private final long beganNanos;
    private final byte[] caller = silence(WINDOW);
    private final byte[] heard = silence(WINDOW);
    private final byte[] block = new byte[2 * BLOCK];
    private long written; // samples of each channel that are final
    private long callerNext = -1;
    private long callerFloor;
    private long leastLag = Long.MAX_VALUE;
    private long behind;
    private int looked;
    private long operatorNext;
    private long high; // behind the last sample that is not silence for certain
    private long seen; // the time of the last event
    private long end = Long.MAX_VALUE;
    private boolean isPaused;
    private boolean isMute;
    private long lost;

    /** Where it goes. */
    interface StereoSound {

        /**
         * Writes the next of it.
         *
         * @param interleaved mu-law, caller and heard in turn; valid until this returns
         */
        void write(byte[] interleaved, int frames) throws IOException;
    }

    TimeLine(long beganNanos) {
        this.beganNanos = beganNanos;
    }

    static byte[] silence(int bytes) {
        byte[] silent = new byte[bytes];
        Arrays.fill(silent, MuLaw.SILENCE);
        return silent;
    }

    private long sample(long atNanos) {
        return Math.max(0, atNanos - beganNanos) / NANOS_PER_SAMPLE;
    }

    @Override
    public void onCaller(byte[] muLaw, int lengthBytes, long atNanos) {
        long arrived = sample(atNanos);
        seen = Math.max(seen, arrived);
        if (isPaused) {
            return;
        }
        long by = Math.max(callerFloor, arrived - lengthBytes);
        long from = callerNext < written ? by : callerNext; // who was silent for long begins anew
        keepInStep(by - from);
        if (from - by > AHEAD && isQuiet(muLaw, lengthBytes)) {
            return; // a pause is shorter then by as much as he is ahead
        }
        put(caller, from, muLaw, lengthBytes, false);
        callerNext = from + lengthBytes + behind;
        behind = 0;
    }

    /** What arrives late came late: only if all of a second's pieces are behind the clock is something missing before them. */
    private void keepInStep(long lag) {
        leastLag = Math.min(leastLag, lag);
        if (++looked == PIECES_LOOKED_AT) {
            behind = leastLag > STEP ? leastLag : 0;
            leastLag = Long.MAX_VALUE;
            looked = 0;
        }
    }

    private static boolean isQuiet(byte[] muLaw, int lengthBytes) {
        for (int i = 0; i < lengthBytes; i++) {
            if (Math.abs(MuLaw.decode(muLaw[i])) > QUIET) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void onPlayout(Voice voice, byte[] muLaw, int lengthBytes, long heardAtNanos) {
        if (isPaused) {
            return;
        }
        long from = sample(heardAtNanos);
        boolean isOperator = voice == Voice.OPERATOR;
        if (isOperator && Math.abs(from - operatorNext) <= SNAP) {
            from = operatorNext;
        }
        put(heard, from, muLaw, lengthBytes, true);
        operatorNext = isOperator ? from + lengthBytes : operatorNext;
    }

    @Override
    public void onCleared(long atNanos) {
        forget(heard, sample(atNanos));
    }

    /** Both channels are silent from here on, though some of it was given before. */
    @Override
    public void onSecret(boolean isSecret, long atNanos) {
        long at = sample(atNanos);
        isPaused = isSecret;
        if (isSecret) {
            forget(caller, at);
            forget(heard, at);
        }
        callerNext = -1;
        callerFloor = at;
        leastLag = Long.MAX_VALUE;
        looked = 0;
    }

    @Override
    public void onEnded(long atNanos) {
        end = sample(atNanos);
        forget(caller, end);
        forget(heard, end);
    }

    /** From now on what comes is left out and counted, or not any more. */
    void mute(boolean isLeftOut) {
        isMute = isLeftOut;
    }

    private void put(byte[] channel, long from, byte[] muLaw, int lengthBytes, boolean mixes) {
        if (isMute || from + lengthBytes > written + WINDOW) {
            lost++;
            return;
        }
        int late = (int) Math.min(lengthBytes, Math.max(0, written - from));
        lost += late > lengthBytes / 2 ? 1 : 0;
        for (int i = late; i < lengthBytes; i++) {
            int place = (int) (from + i) & (WINDOW - 1);
            channel[place] = mixes ? mixed(channel[place], muLaw[i]) : muLaw[i];
        }
        high = Math.max(high, from + lengthBytes);
    }

    private static byte mixed(byte one, byte other) {
        if (one == MuLaw.SILENCE) {
            return other;
        }
        int sum = MuLaw.decode(one) + MuLaw.decode(other);
        return MuLaw.encode((short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sum)));
    }

    private void forget(byte[] channel, long from) {
        for (long at = Math.max(from, written); at < high; at++) {
            channel[(int) at & (WINDOW - 1)] = MuLaw.SILENCE;
        }
    }

    /** How many pieces are not on it and should be. */
    long lost() {
        return lost;
    }

    /** How long it is so far, in ms. */
    long millis() {
        return written * 1_000 / RATE_HZ;
    }

    /** Whether it has been told where it ends. */
    boolean hasEnd() {
        return end != Long.MAX_VALUE;
    }

    /** Whether all of it has been given on. */
    boolean isFinished() {
        return written >= end;
    }

    /** Gives on what cannot change any more, as far as events have been told. */
    void giveOn(StereoSound to) throws IOException {
        giveOnUntil(seen - OPEN, to);
    }

    /** The same when everything has been told that happened before {@code nowNanos}. */
    void giveOn(long nowNanos, StereoSound to) throws IOException {
        giveOnUntil(sample(nowNanos) - OPEN, to);
    }

    private void giveOnUntil(long open, StereoSound to) throws IOException {
        long until = end == Long.MAX_VALUE ? open : end;
        while (written < until) {
            int frames = (int) Math.min(BLOCK, until - written);
            for (int i = 0; i < frames; i++) {
                int place = (int) (written + i) & (WINDOW - 1);
                block[2 * i] = caller[place];
                block[2 * i + 1] = heard[place];
                caller[place] = MuLaw.SILENCE;
                heard[place] = MuLaw.SILENCE;
            }
            written += frames;
            to.write(block, frames);
        }
    }
}
