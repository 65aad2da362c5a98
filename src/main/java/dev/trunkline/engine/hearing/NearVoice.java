package dev.trunkline.engine.hearing;

/**
 * Whether the one who began the turn is still speaking, or only what is behind him: voices of a café or a television are speech to any
 * detector, and without this a turn among them has no end. He is the loud one; for a moment every voice is soft. Allocates nothing.
 * Confined to the chat's loop.
 */
final class NearVoice {

    private static final double SMOOTHING = 0.25; // of a frame's power: about 70 ms
    private static final int SETTLING_FRAMES = 7; // until the smoothed level has fallen by BEHIND_DB
    private static final double FADES_DB = 0.06; // a frame: 3 dB a second, for who speaks more softly towards the end
    private static final double BEHIND_DB = 10;
    private static final int BEHIND_FRAMES = 43; // of others; with what it takes to settle, a second
    private static final int KNOWN_FRAMES = 20; // 400 ms of him: a knock on the handset is nobody who could be gone
    private static final double FLOOR_POWER = 1;

    private double power;
    private double loudDb;
    private int loudFrames;
    private int behindFrames;

    /** A turn begins. */
    void begin() {
        power = FLOOR_POWER;
        loudDb = 0;
        loudFrames = 0;
        behindFrames = 0;
    }

    /**
     * The next frame of the turn, whatever is in it.
     *
     * @param isSpeech somebody's; silence is nobody's, and who pauses is not behind anybody
     */
    void hear(short[] samples, boolean isSpeech) {
        double sum = FLOOR_POWER;
        for (short sample : samples) {
            sum += (double) sample * sample;
        }
        power += SMOOTHING * (sum / samples.length - power);
        double db = 10 * Math.log10(power);
        if (db < loudDb - BEHIND_DB) {
            behindFrames += isSpeech ? 1 : 0;
        } else {
            behindFrames = 0;
            loudFrames++;
            loudDb = Math.max(db, loudDb - FADES_DB);
        }
    }

    /** Whether what sounds now is not of the one who began. */
    boolean isGone() {
        return loudFrames >= KNOWN_FRAMES && behindFrames >= BEHIND_FRAMES;
    }

    /** Whether this frame is the first of which that can be said. */
    boolean hasJustGone() {
        return loudFrames >= KNOWN_FRAMES && behindFrames == BEHIND_FRAMES;
    }

    /** For how many frames he has not been heard. */
    int goneFrames() {
        return behindFrames + SETTLING_FRAMES;
    }
}
