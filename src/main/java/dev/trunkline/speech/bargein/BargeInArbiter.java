package dev.trunkline.speech.bargein;

import dev.trunkline.speech.bargein.OverlapWords.Meaning;

/**
 * Decides whether a caller who makes a sound over the agent wants to interrupt. The agent is held back at once, so that an interruption is
 * obeyed before it is understood; the first words, or the lack of them, decide. Time is counted in frames of 20 ms. Confined to
 * one thread.
 *
 * <pre>
 *            (a voice, for long enough)          (words, or long speech)
 *   {@link Idle} --------------------------&gt; {@link Weighing} -----------------------&gt; {@link Yielded}
 *     ^                                      |  (holds, or goes on)              |
 *     +--------------------------------------+-----------------------------------+
 *                       (the caller's turn is over)
 * </pre>
 */
public final class BargeInArbiter {

    private static final int FRAME_MILLIS = 20;
    private static final int HOLD_AFTER_MILLIS = 180; // less is a click, a cough or the beginning of a breath
    private static final int HOLD_BEFORE_MILLIS = 300; // the least speech that interrupts
    private static final int LONGEST_HOLD_MILLIS = 1_000;
    private static final int LONG_MILLIS = 600; // no backchannel is as long
    private static final int LONG_BACKCHANNEL_MILLIS = 1_200; // "yeah, right, okay" in one breath
    private static final int LONG_ASIDE_MILLIS = 2_500; // then it is not said to somebody else
    private static final int LONG_NOISE_MILLIS = 1_800; // whispers have no pitch, and the ears may be wrong
    private static final int SHORT_MILLIS =
            450; // most backchannels are shorter: so much speech that is over was a wish
    private static final int WORD_PAUSE_MILLIS = 80; // after it speech is over
    private static final int NEXT_SOUND_MILLIS = 200; // what comes after such a pause is judged anew
    private static final int WORDS_PATIENCE_MILLIS =
            380; // after the caller's last sound: the ears need a pause and some time

    /** What is done about it. */
    public interface Floor {

        /** The agent's sound waits where it is. */
        void hold();

        /** It goes on there: that was nothing, or is not decided yet and took too long. */
        void goOn();

        /** The caller has the floor. */
        void giveFloor();
    }

    private sealed interface State {}

    /** Nobody but the agent is to be heard. */
    private record Idle() implements State {}

    /** The caller makes a sound. */
    private record Weighing(boolean holding) implements State {}

    /** The caller has interrupted. */
    private record Yielded() implements State {}

    private final CallerVoice voice;
    private final Floor floor;
    private final int minMillis;
    private final int holdAfterMillis;
    private State state = new Idle();
    private Meaning meaning = Meaning.UNHEARD;
    private long longestRunMillis;
    private int quietMillis;
    private int heldMillis;

    /** @param minMillis speech shorter than this never interrupts */
    public BargeInArbiter(CallerVoice voice, int minMillis, Floor floor) {
        this.voice = voice;
        this.floor = floor;
        this.minMillis = minMillis;
        this.holdAfterMillis = Math.max(HOLD_AFTER_MILLIS, minMillis - HOLD_BEFORE_MILLIS);
    }

    /** Whether a sound over the agent is being judged, or has been and the caller's turn is not over. */
    public boolean isWeighing() {
        return !(state instanceof Idle);
    }

    /** Whether the caller has interrupted in this turn. */
    public boolean hasYielded() {
        return state instanceof Yielded;
    }

    /** Whether the caller's last sound over the agent was as short as most backchannels are. */
    public boolean wasShort() {
        return longestRunMillis < SHORT_MILLIS;
    }

    /**
     * The next 20 ms of the caller while the agent is heard, or a turn that began so goes on.
     *
     * @param samples at 8 kHz
     * @param runMillis for how long the caller has been speaking without a pause; 0 when this frame holds no speech
     */
    public void hear(short[] samples, long runMillis) {
        voice.hear(samples);
        if (runMillis > 0 && (state instanceof Idle || isNextSound())) {
            begin();
        }
        if (!(state instanceof Weighing weighing)) {
            return;
        }
        heldMillis += weighing.holding ? FRAME_MILLIS : 0;
        quietMillis = runMillis > 0 ? 0 : quietMillis + FRAME_MILLIS;
        longestRunMillis = Math.max(longestRunMillis, runMillis);
        if (runMillis > 0) {
            voice.add(samples);
        }
        decide();
    }

    private boolean isNextSound() {
        return state instanceof Weighing weighing && !weighing.holding && quietMillis >= NEXT_SOUND_MILLIS;
    }

    private void begin() {
        state = new Weighing(false);
        meaning = Meaning.UNHEARD;
        longestRunMillis = 0;
        quietMillis = 0;
        heldMillis = 0;
        voice.begin();
    }

    /** What the caller has said in this turn so far. */
    public void words(Meaning heard) {
        meaning = heard;
        decide();
    }

    /** Nobody has decided for too long, by the clock on the wall: a caller whose sound stops coming is not waited for. */
    public void expire() {
        heldMillis = LONGEST_HOLD_MILLIS;
        decide();
    }

    /** The caller's turn is over, or there is nothing left to interrupt. */
    public void end() {
        release();
        state = new Idle();
    }

    private void decide() {
        if (!(state instanceof Weighing weighing)) {
            return;
        }
        if (longestRunMillis >= minMillis && isWish()) {
            state = new Yielded();
            floor.giveFloor();
        } else if (weighing.holding && isOver()) {
            release();
        } else if (!weighing.holding && heldMillis == 0 && mayBeWish()) {
            state = new Weighing(true);
            floor.hold();
        }
    }

    private boolean isWish() {
        if (!voice.isVoice()) {
            return longestRunMillis >= LONG_NOISE_MILLIS;
        }
        if (voice.isAside()) {
            return longestRunMillis >= LONG_ASIDE_MILLIS;
        }
        boolean paused = quietMillis >= WORDS_PATIENCE_MILLIS - FRAME_MILLIS; // whatever words there are have come
        return switch (meaning) {
            case UNHEARD -> longestRunMillis >= LONG_MILLIS;
            case NOTHING -> longestRunMillis >= LONG_NOISE_MILLIS;
            case UNCLEAR, WORD -> longestRunMillis >= (paused ? SHORT_MILLIS : LONG_MILLIS);
            case BACKCHANNEL -> longestRunMillis >= LONG_BACKCHANNEL_MILLIS;
            case WISH -> true;
        };
    }

    private boolean mayBeWish() {
        return longestRunMillis >= holdAfterMillis
                && quietMillis == 0
                && meaning != Meaning.BACKCHANNEL
                && voice.isVoice()
                && !voice.isAside();
    }

    private boolean isOver() {
        return meaning == Meaning.BACKCHANNEL
                || (meaning == Meaning.NOTHING && quietMillis >= WORD_PAUSE_MILLIS)
                || (meaning != Meaning.WISH && quietMillis >= WORDS_PATIENCE_MILLIS)
                || heldMillis >= LONGEST_HOLD_MILLIS
                || voice.isAside();
    }

    private void release() {
        if (state instanceof Weighing weighing && weighing.holding) {
            state = new Weighing(false);
            floor.goOn();
        }
    }
}
