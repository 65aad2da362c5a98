package dev.trunkline.speech.echo;

/**
 * The levels of the last seconds: what came from the caller's telephone, what was played at the same time, and how like the one is to what
 * the other was some frames before. Allocates nothing. Confined to the chat's loop.
 */
final class LevelHistory {

    static final int MOST_LAG =
            40; // frames: 800 ms, for 600 there and back, and what the playout's estimate is wrong by
    static final int WINDOW = 50; // a second, over which likeness is measured
    private static final int BANDS = BandMeter.BANDS;
    private static final int FRAMES = 128;
    private static final int LEAST_FRAMES = 8; // less has no shape
    private static final float DYNAMIC_DB = 25; // of what is played, as far as an echo shows it

    private final float[] heard = new float[BANDS * FRAMES];
    private final float[] sent = new float[BANDS * FRAMES];
    private final boolean[] sounding = new boolean[FRAMES];
    private int frame = -1;
    private int bestLag;

    void clear() {
        frame = -1;
    }

    boolean isEmpty() {
        return frame < 0;
    }

    /** The next frame. */
    void add(float[] heardDb, float[] sentDb, boolean sounds) {
        frame++;
        System.arraycopy(heardDb, 0, heard, at(0) * BANDS, BANDS);
        System.arraycopy(sentDb, 0, sent, at(0) * BANDS, BANDS);
        sounding[at(0)] = sounds;
    }

    /** How many frames there were before the newest, up to what is remembered. */
    int age() {
        return frame;
    }

    float heard(int framesAgo, int band) {
        return heard[at(framesAgo) * BANDS + band];
    }

    float sent(int framesAgo, int band) {
        return sent[at(framesAgo) * BANDS + band];
    }

    /** Whether anything but noise came then. */
    boolean isSounding(int framesAgo) {
        return sounding[at(framesAgo)];
    }

    /** How many frames of the window hold more than noise. */
    int soundingFrames() {
        int frames = 0;
        for (int ago = 0; ago < WINDOW && ago <= frame; ago++) {
            frames += isSounding(ago) ? 1 : 0;
        }
        return frames;
    }

    float loudestHeard() {
        return loudest(heard, 0);
    }

    float loudestSent(int framesAgo) {
        return loudest(sent, framesAgo);
    }

    /** How loud all bands together are. */
    float totalHeard() {
        return total(heard, 0);
    }

    float totalSent(int framesAgo) {
        return total(sent, framesAgo);
    }

    /** The lag of the greatest likeness that was found last. */
    int bestLag() {
        return bestLag;
    }

    /** The greatest likeness of any lag. */
    float bestLikeness() {
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
    float likeness(int lag) {
        int frames = Math.min(WINDOW, frame - lag + 1);
        if (frames < LEAST_FRAMES) {
            return -1;
        }
        double together = 0;
        double ofHeard = 1;
        double ofSent = 1;
        for (int band = 0; band < BANDS; band++) {
            float floor = floor(band, lag, frames);
            double sumHeard = 0;
            double sumSent = 0;
            double squaresHeard = 0;
            double squaresSent = 0;
            double products = 0;
            for (int ago = 0; ago < frames; ago++) {
                double came = heard(ago, band);
                double went = Math.max(floor, sent(ago + lag, band));
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

    private float floor(int band, int lag, int frames) {
        float loudest = BandMeter.SILENCE_DB;
        for (int ago = 0; ago < frames; ago++) {
            loudest = Math.max(loudest, sent(ago + lag, band));
        }
        return Math.max(BandMeter.SILENCE_DB, loudest - DYNAMIC_DB);
    }

    private float loudest(float[] levels, int framesAgo) {
        float loudest = BandMeter.SILENCE_DB;
        for (int band = 0; band < BANDS; band++) {
            loudest = Math.max(loudest, levels[at(framesAgo) * BANDS + band]);
        }
        return loudest;
    }

    private float total(float[] levels, int framesAgo) {
        double sum = 0;
        for (int band = 0; band < BANDS; band++) {
            sum += power(levels[at(framesAgo) * BANDS + band]);
        }
        return (float) (10 * Math.log10(sum));
    }

    private int at(int framesAgo) {
        return (frame - framesAgo) & (FRAMES - 1);
    }

    static double power(float db) {
        return Math.exp(db * 0.2302585); // ln(10) / 10
    }
}
