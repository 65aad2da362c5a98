package dev.trunkline.outbound.answer;

/**
 * Finds tones that stay what they are for a while: the beep of an answering machine, the 2,100 Hz with which a fax answers
 * (CED, ITU-T T.30 4.3.3: 2.6 to 4 s), the 1,100 Hz with which one calls (CNG, T.30 4.3.1: half a second, then three of silence).
 * Voices have many harmonics and wander; keys are two tones.
 */
final class SteadyTone {

    static final int FRAME_MILLIS = 20;

    private static final double LEAST_SHARE = 0.75; // a square wave's first harmonic has 0.81
    private static final double WANDERS_HZ = 25;
    private static final int FRAMES_TO_END = 2;

    private double startHertz;
    private double sumHertz;
    private int frames;
    private int quiet;
    private int lastFrames;
    private double lastHertz;

    /** Takes the next frame; true when a tone has ended in silence or a voice, and not in another tone. */
    boolean hasEnded(ToneFrame frame) {
        boolean isTone = frame.share() >= LEAST_SHARE
                && frame.hertz() >= ToneFrame.LOWEST_HZ
                && frame.hertz() <= ToneFrame.HIGHEST_HZ;
        if (isTone && (frames == 0 || Math.abs(frame.hertz() - startHertz) > WANDERS_HZ)) {
            startHertz = frame.hertz(); // a new one, also right behind another
            sumHertz = 0;
            frames = 0;
        }
        if (isTone) {
            sumHertz += frame.hertz();
            frames++;
            quiet = 0;
            return false;
        }
        quiet++;
        if (frames > 0 && quiet >= FRAMES_TO_END) {
            lastFrames = frames;
            lastHertz = sumHertz / frames;
            frames = 0;
            return true;
        }
        return false;
    }

    /** For how long there has been one now, in ms; 0 while there is none. */
    int millis() {
        return frames * FRAME_MILLIS;
    }

    /** Which, while there is one. */
    double hertz() {
        return frames == 0 ? 0 : sumHertz / frames;
    }

    /** How long the one was that has ended. */
    int lastMillis() {
        return lastFrames * FRAME_MILLIS;
    }

    /** Which that was. */
    double lastHertz() {
        return lastHertz;
    }
}
