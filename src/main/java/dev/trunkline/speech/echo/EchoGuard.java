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
    private static final long TAIL_NANOS = (LevelHistory.MOST_LAG + 5) * FRAME_NANOS;
    private static final long DRIFT_NANOS = 5 * FRAME_NANOS; // sound that comes in bursts, not another time

    private static final float ABOVE_NOISE_DB = 6;
    private static final float LOUDEST_ECHO_DB = -4.5f; // against what was played: beyond, it is somebody who speaks
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
    private static final float LOUD_DB = -40; // in one band: of this an echo would be heard
    private static final float CLEAR_DB = -45; // and of this it can be measured
    private static final float FAINT_DB = -30;
    private static final int LONG_AGO = 1_000; // frames

    private final PlayedLevels played;
    private final BandMeter meter = new BandMeter();
    private final LevelHistory levels = new LevelHistory(); // since the agent began to be heard
    private final float[] heard = new float[BANDS];
    private final float[] sent = new float[BANDS];
    private final float[] noise = new float[BANDS];
    private final float[] gain = new float[BANDS];
    private final float[] tail = new float[BANDS];
    private long playerNanos;
    private boolean known;
    private boolean absent;
    private int lag;
    private int unlikeFrames;
    private int unansweredFrames;
    private int callerLasts;
    private int lastExcess; // frames ago

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
            levels.clear();
            return false;
        }
        if (follow(nowNanos)) {
            Arrays.fill(sent, BandMeter.SILENCE_DB);
        } else {
            played.copy(playerNanos, sent);
        }
        meter.measure(samples, 0, samples.length, heard);
        levels.add(heard, sent, isSounding());
        return judge();
    }

    /** Moves on by a frame; tells whether the player stands still. What comes in bursts is not torn. */
    private boolean follow(long nowNanos) {
        if (levels.isEmpty()) {
            callerLasts = 0;
            lastExcess = LONG_AGO;
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

    private boolean isSounding() {
        boolean sounds = false;
        for (int band = 0; band < BANDS; band++) {
            float level = heard[band];
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
        if (!levels.isSounding(0)) {
            notice();
            return false;
        }
        unansweredFrames = 0;
        if (isLouderThanAnyEcho()) {
            return false;
        }
        int frames = levels.soundingFrames();
        if (frames < GUESS_FRAMES) {
            return !absent;
        }
        float likeness = levels.bestLikeness();
        if (frames >= KNOWN_FRAMES && likeness >= (absent ? CHANGED_LIKENESS : KNOWN_LIKENESS)) {
            learn();
        }
        return likeness >= (absent ? CHANGED_LIKENESS : GUESS_LIKENESS);
    }

    /** Loud sound of which nothing comes back for so long has no echo. */
    private void notice() {
        int before = LevelHistory.MOST_LAG / 2;
        if (levels.age() >= before && levels.loudestSent(before) > LOUD_DB) {
            absent |= ++unansweredFrames >= ABSENT_FRAMES;
        }
    }

    private boolean isLouderThanAnyEcho() {
        float loudestSent = BandMeter.SILENCE_DB;
        for (int before = 1; before <= Math.min(LevelHistory.MOST_LAG, levels.age()); before++) {
            loudestSent = Math.max(loudestSent, levels.totalSent(before));
        }
        return levels.totalHeard() > loudestSent + LOUDEST_ECHO_DB;
    }

    /** There is an echo, of that lag: how loud it is, band by band, is the mean over what was clearly sent. */
    private void learn() {
        lag = levels.bestLag();
        known = true;
        absent = false;
        unlikeFrames = 0;
        for (int band = 0; band < BANDS; band++) {
            double sum = 0;
            int frames = 0;
            for (int ago = 0; ago < LevelHistory.WINDOW && ago + lag <= levels.age(); ago++) {
                float went = levels.sent(ago + lag, band);
                if (went > CLEAR_DB && levels.isSounding(ago)) {
                    sum += levels.heard(ago, band) - went;
                    frames++;
                }
            }
            gain[band] = frames == 0 ? FAINT_DB : (float) (sum / frames);
        }
    }

    private boolean judgeByGain() {
        double explained = 0;
        double came = 0;
        boolean bandExceeds = false;
        float loudestBand = levels.loudestHeard();
        for (int band = 0; band < BANDS; band++) {
            float expected = Math.max(expected(band), noise[band] + 2);
            float level = heard[band];
            explained += LevelHistory.power(expected);
            came += LevelHistory.power(level);
            bandExceeds |= level > expected + BAND_EXCESS_DB
                    && level > noise[band] + 2 * ABOVE_NOISE_DB
                    && level > loudestBand - BAND_RELEVANT_DB;
        }
        boolean sounds = levels.isSounding(0);
        boolean excess = sounds && (bandExceeds || came > explained * LevelHistory.power(EXCESS_DB));
        if (excess && lastExcess <= 2) {
            callerLasts = CALLER_LASTS_FRAMES;
        }
        lastExcess = excess ? 0 : lastExcess;
        boolean caller = callerLasts > 0;
        callerLasts -= caller ? 1 : 0;
        if (!sounds) {
            return false;
        }
        if (!caller && !excess) {
            followGain();
        }
        checkLag();
        return !caller;
    }

    /** What the echo brings now: the loudest of what was sent about then, or what is left of it in the room. */
    private float expected(int band) {
        float level = BandMeter.SILENCE_DB;
        for (int each = Math.max(0, lag - 1); each <= lag + 2; each++) {
            if (levels.age() >= each) {
                level = Math.max(level, levels.sent(each, band));
            }
        }
        tail[band] = Math.max(level + gain[band], tail[band] - TAIL_DB_PER_FRAME);
        return tail[band];
    }

    private void followGain() {
        for (int band = 0; band < BANDS && levels.age() >= lag; band++) {
            float went = levels.sent(lag, band);
            if (went > CLEAR_DB) {
                gain[band] += GAIN_LEARNS * (heard[band] - went - gain[band]);
            }
        }
    }

    /** The way through the network may change, and what seemed an echo may be none. */
    private void checkLag() {
        if (levels.age() % 5 != 0 || levels.soundingFrames() < KNOWN_FRAMES) {
            return;
        }
        float best = levels.bestLikeness();
        if (best >= KNOWN_LIKENESS && Math.abs(levels.bestLag() - lag) > 1 && levels.likeness(lag) < best - 0.2f) {
            learn();
        }
        unlikeFrames = best < LOST_LIKENESS ? unlikeFrames + 5 : 0;
        if (unlikeFrames >= LOST_FRAMES) {
            known = false;
        }
    }
}
