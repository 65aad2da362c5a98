package dev.trunkline.speech.echo;

import java.util.Arrays;

/**
 * Tells, frame by frame, whether what comes from the caller's telephone is nothing but the agent's own sound, given back by a loudspeaker
 * or the network. Two means: while no echo is known, the likeness of the levels that come to those that were played some time
 * before; once one is known, what it explains: whatever is louder than that is the caller, however loud the echo. Costs nothing
 * while nothing is played, some microseconds a frame while something is, and allocates nothing. Confined to the chat's loop.
 */
public final class EchoGuard {

    private static final long FRAME_NANOS = BandLevels.FRAME_MILLIS * 1_000_000L;
    private static final int BANDS = BandMeter.BANDS;
    private static final int HISTORY = 128; // frames
    private static final int MOST_LAG = 40; // 800 ms: 600 there and back, and what the playout's estimate is wrong by
    private static final int WINDOW = 50; // a second, over which likeness is measured
    private static final long TAIL_NANOS = (MOST_LAG + 5) * FRAME_NANOS;
    private static final long DRIFT_NANOS = 5 * FRAME_NANOS; // sound that comes in bursts, not another time

    private static final float ABOVE_NOISE_DB = 6;
    private static final float LOUDEST_ECHO_DB = -4.5f; // against what was played: beyond, it is somebody who speaks
    private static final float DYNAMIC_DB = 25; // of what is played, as far as an echo shows it
    private static final int GUESS_FRAMES = 8; // of sound: less has no shape
    private static final float GUESS_LIKENESS = 0.5f;
    private static final float CHANGED_LIKENESS = 0.75f; // to believe in an echo where there was none
    private static final int KNOWN_FRAMES = 25;
    private static final float KNOWN_LIKENESS = 0.7f;
    private static final float LOST_LIKENESS = 0.25f;
    private static final int LOST_FRAMES = 100; // of sound that is not like it
    private static final int ABSENT_FRAMES = 40; // of loud playout that nothing came back of

    private static final float EXCESS_DB = 5; // of all bands together, and an echo's own fluctuation is less
    private static final float BAND_EXCESS_DB = 11;
    private static final float BAND_RELEVANT_DB = 12; // below the loudest
    private static final float TAIL_DB_PER_FRAME = 2.5f; // a room's
    private static final int CALLER_LASTS_FRAMES = 8; // consonants after a vowel, the pause before a stop
    private static final float GAIN_LEARNS = 0.06f;

    private final PlayedLevels played;
    private final BandMeter meter = new BandMeter();
    private final float[] heard = new float[BANDS * HISTORY];
    private final float[] sent = new float[BANDS * HISTORY];
    private final boolean[] sounding = new boolean[HISTORY];
    private final float[] now = new float[BANDS];
    private final float[] noise = new float[BANDS];
    private final float[] gain = new float[BANDS];
    private final float[] tail = new float[BANDS];
    private int frame = -1; // since the agent began to be heard
    private long playerNanos;
    private boolean known;
    private boolean absent;
    private int lag;
    private int unlikeFrames;
    private int unansweredFrames;
    private int callerLasts;
    private int lastExcess; // frames ago
    private int bestLag;

    /** @param played what the caller hears of the agent, and when */
    public EchoGuard(PlayedLevels played) {
        this.played = played;
        Arrays.fill(noise, BandMeter.SILENCE_DB + 10);
    }

    /**
     * Judges the next frame.
     *
     * @param samples 20 ms at 8 kHz
     * @param nowNanos by the clock of the agent's player
     * @return whether it holds nothing of the caller's; never when it is silent
     */
    public boolean isEcho(short[] samples, long nowNanos) {
        if (!played.isHeardWithin(TAIL_NANOS, nowNanos)) {
            frame = -1;
            return false;
        }
        boolean stood = follow(nowNanos);
        frame++;
        int at = frame % HISTORY;
        meter.measure(samples, 0, samples.length, now);
        System.arraycopy(now, 0, heard, at * BANDS, BANDS);
        if (stood) {
            Arrays.fill(sent, at * BANDS, (at + 1) * BANDS, BandMeter.SILENCE_DB);
        } else {
            played.copy(playerNanos, now);
            System.arraycopy(now, 0, sent, at * BANDS, BANDS);
        }
        sounding[at] = isSounding(at);
        return judge();
    }

    /** Moves on by a frame; tells whether the player stands still. What comes in bursts is not torn. */
    private boolean follow(long nowNanos) {
        if (frame < 0) {
            callerLasts = 0;
            lastExcess = HISTORY;
            unlikeFrames = 0;
            playerNanos = nowNanos;
            return false;
        }
        playerNanos += FRAME_NANOS;
        if (playerNanos - nowNanos > DRIFT_NANOS) {
            playerNanos = nowNanos + DRIFT_NANOS;
            return true;
        }
        if (nowNanos - playerNanos > DRIFT_NANOS) {
            playerNanos = nowNanos;
        }
        return false;
    }

    private boolean isSounding(int at) {
        boolean sounds = false;
        for (int band = 0; band < BANDS; band++) {
            float level = heard[at * BANDS + band];
            sounds |= level > noise[band] + ABOVE_NOISE_DB && level > BandMeter.SILENCE_DB + ABOVE_NOISE_DB;
            noise[band] = Math.min(level, noise[band] + 0.02f);
        }
        return sounds;
    }

    private boolean judge() {
        lastExcess++;
        if (known) {
            return judgeByGain();
        }
        if (!sounding[frame % HISTORY]) {
            notice();
            return false;
        }
        unansweredFrames = 0;
        if (isLouderThanAnyEcho()) {
            return false;
        }
        int frames = soundingFrames();
        if (frames < GUESS_FRAMES) {
            return !absent;
        }
        float likeness = bestLikeness();
        if (frames >= KNOWN_FRAMES && likeness >= (absent ? CHANGED_LIKENESS : KNOWN_LIKENESS)) {
            learn();
        }
        return likeness >= (absent ? CHANGED_LIKENESS : GUESS_LIKENESS);
    }

    /** Loud sound of which nothing comes back for so long has no echo. */
    private void notice() {
        int before = frame - MOST_LAG / 2;
        if (before >= 0 && loudest(sent, before % HISTORY) > -40) {
            absent |= ++unansweredFrames >= ABSENT_FRAMES;
        }
    }

    private boolean isLouderThanAnyEcho() {
        float loudestSent = BandMeter.SILENCE_DB;
        for (int before = 1; before <= Math.min(MOST_LAG, frame); before++) {
            loudestSent = Math.max(loudestSent, total(sent, (frame - before) % HISTORY));
        }
        return total(heard, frame % HISTORY) > loudestSent + LOUDEST_ECHO_DB;
    }

    private int soundingFrames() {
        int frames = 0;
        for (int i = Math.max(0, frame - WINDOW + 1); i <= frame; i++) {
            frames += sounding[i % HISTORY] ? 1 : 0;
        }
        return frames;
    }

    private float bestLikeness() {
        float best = -1;
        for (int each = 1; each <= MOST_LAG; each++) {
            float likeness = likeness(each);
            if (likeness > best) {
                best = likeness;
                bestLag = each;
            }
        }
        return best;
    }

    /** How like what came is to what was sent so many frames before: the correlation of levels, in all bands together. */
    private float likeness(int ofLag) {
        int to = frame;
        int from = Math.max(ofLag, frame - WINDOW + 1);
        int frames = to - from + 1;
        if (frames < GUESS_FRAMES) {
            return -1;
        }
        double together = 0;
        double ofHeard = 1;
        double ofSent = 1;
        for (int band = 0; band < BANDS; band++) {
            float floor = BandMeter.SILENCE_DB;
            for (int i = from; i <= to; i++) {
                floor = Math.max(floor, sent[(i - ofLag) % HISTORY * BANDS + band] - DYNAMIC_DB);
            }
            double sumHeard = 0;
            double sumSent = 0;
            double squaresHeard = 0;
            double squaresSent = 0;
            double products = 0;
            for (int i = from; i <= to; i++) {
                double came = heard[i % HISTORY * BANDS + band];
                double went = Math.max(floor, sent[(i - ofLag) % HISTORY * BANDS + band]);
                sumHeard += came;
                sumSent += went;
                squaresHeard += came * came;
                squaresSent += went * went;
                products += came * went;
            }
            together += products - sumHeard * sumSent / frames;
            ofHeard += squaresHeard - sumHeard * sumHeard / frames;
            ofSent += squaresSent - sumSent * sumSent / frames;
        }
        return (float) (together / Math.sqrt(ofHeard * ofSent));
    }

    /** There is an echo, of that lag: how loud it is, band by band, is the mean over what was clearly sent. */
    private void learn() {
        lag = bestLag;
        known = true;
        absent = false;
        unlikeFrames = 0;
        for (int band = 0; band < BANDS; band++) {
            double sum = 0;
            int frames = 0;
            for (int i = Math.max(lag, frame - WINDOW + 1); i <= frame; i++) {
                float went = sent[(i - lag) % HISTORY * BANDS + band];
                if (went > -45 && sounding[i % HISTORY]) {
                    sum += heard[i % HISTORY * BANDS + band] - went;
                    frames++;
                }
            }
            gain[band] = frames == 0 ? -30 : (float) (sum / frames);
        }
    }

    private boolean judgeByGain() {
        int at = frame % HISTORY;
        double explained = 0;
        double came = 0;
        boolean bandExceeds = false;
        float loudestBand = loudest(heard, at);
        for (int band = 0; band < BANDS; band++) {
            float expected = Math.max(expected(band), noise[band] + 2);
            float level = heard[at * BANDS + band];
            explained += power(expected);
            came += power(level);
            bandExceeds |= level > expected + BAND_EXCESS_DB
                    && level > noise[band] + 2 * ABOVE_NOISE_DB
                    && level > loudestBand - BAND_RELEVANT_DB;
        }
        boolean excess = sounding[at] && (bandExceeds || came > explained * power(EXCESS_DB));
        if (excess && lastExcess <= 2) {
            callerLasts = CALLER_LASTS_FRAMES;
        }
        lastExcess = excess ? 0 : lastExcess;
        boolean caller = callerLasts > 0;
        callerLasts -= caller ? 1 : 0;
        if (!sounding[at]) {
            return false;
        }
        if (!caller && !excess) {
            follow(at);
        }
        checkLag(at);
        return !caller;
    }

    /** What the echo brings now: the loudest of what was sent about then, or what is left of it in the room. */
    private float expected(int band) {
        float level = BandMeter.SILENCE_DB;
        for (int each = Math.max(0, lag - 1); each <= lag + 2; each++) {
            if (frame - each >= 0) {
                level = Math.max(level, sent[(frame - each) % HISTORY * BANDS + band]);
            }
        }
        tail[band] = Math.max(level + gain[band], tail[band] - TAIL_DB_PER_FRAME);
        return tail[band];
    }

    private void follow(int at) {
        for (int band = 0; band < BANDS; band++) {
            float went = sent[(frame - lag + HISTORY) % HISTORY * BANDS + band];
            if (frame >= lag && went > -45) {
                gain[band] += GAIN_LEARNS * (heard[at * BANDS + band] - went - gain[band]);
            }
        }
    }

    /** The way through the network may change, and what seemed an echo may be none. */
    private void checkLag(int at) {
        if (frame % 5 != 0 || soundingFrames() < KNOWN_FRAMES || !sounding[at]) {
            return;
        }
        float best = bestLikeness();
        if (best >= KNOWN_LIKENESS && Math.abs(bestLag - lag) > 1 && likeness(lag) < best - 0.2f) {
            learn();
        }
        unlikeFrames = best < LOST_LIKENESS ? unlikeFrames + 5 : 0;
        if (unlikeFrames >= LOST_FRAMES) {
            known = false;
        }
    }

    private static float loudest(float[] levels, int at) {
        float loudest = BandMeter.SILENCE_DB;
        for (int band = 0; band < BANDS; band++) {
            loudest = Math.max(loudest, levels[at * BANDS + band]);
        }
        return loudest;
    }

    private static float total(float[] levels, int at) {
        double sum = 0;
        for (int band = 0; band < BANDS; band++) {
            sum += power(levels[at * BANDS + band]);
        }
        return (float) (10 * Math.log10(sum));
    }

    private static double power(float db) {
        return Math.exp(db * 0.2302585); // ln(10) / 10
    }
}
