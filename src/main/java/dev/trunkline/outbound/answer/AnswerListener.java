package dev.trunkline.outbound.answer;

import dev.trunkline.audio.MuLaw;
import org.jspecify.annotations.Nullable;

/**
 * Says who has picked up, from the sound of the first seconds: people say a word or two and wait; machines speak on, whatever
 * they hear. The first verdict comes within {@value #VERDICT_MILLIS} ms of the first sound of the line; a beep, a fax or a voice that
 * speaks on over the agent may correct it. Its clock is the sound itself. Allocates nothing. Confined to the call's loop.
 */
public final class AnswerListener {

    /** By then there is a verdict, in ms of sound. */
    public static final int VERDICT_MILLIS = 2_500;

    private static final int FRAME_MILLIS = SteadyTone.FRAME_MILLIS;
    private static final int GREETING_MILLIS = 2_000; // no word or two takes so long
    private static final int LATE_GREETING_MILLIS = 1_100; // the same of whoever still speaks when we must say
    private static final int WAITS_MILLIS = 700; // whoever has said a word or two and is silent for so long
    private static final int OVER_AGENT_MILLIS = 6_000; // in which a person listens
    private static final int SPEAKS_ON_MILLIS = 3_600; // of them, and a machine does not
    private static final int GREETING_OVER_MILLIS = 2_500; // a machine that is silent for so long has no beep
    private static final int LISTENS_MILLIS = 60_000;
    private static final int LEAST_BEEP_MILLIS = 140; // of 200: the frames at its ends may not be whole
    private static final int LONGEST_BEEP_MILLIS = 1_300;
    private static final int FAX_ANSWERS_MILLIS = 1_000;
    private static final int LEAST_FAX_CALLS_MILLIS = 400;
    private static final int LONGEST_FAX_CALLS_MILLIS = 620;
    private static final int EDGES_MILLIS = 80; // frames in which a tone begins or ends are loud and no tone

    private final ToneFrame frame = new ToneFrame();
    private final SteadyTone tone = new SteadyTone();
    private final SpeechRuns speech = new SpeechRuns();
    private final short[] samples = new short[ToneFrame.SAMPLES];
    private int filled;
    private long millis;
    private @Nullable Answerer verdict;
    private boolean isGreetingOver;

    /** Something that has become clear. */
    public enum News {
        /** A verdict: ask {@link #verdict}. May come again, with another one. */
        VERDICT,
        /** A machine's beep is over, or it has said all: it records now. Comes once, and is a verdict too. */
        RECORDS
    }

    /** Who it is. */
    public enum Answerer {
        HUMAN,
        MACHINE,
        FAX,
        /** Nobody was heard: perhaps somebody who waits to be spoken to. */
        SILENCE
    }

    /**
     * Takes the next sound of the far side.
     *
     * @param muLaw read before this returns
     * @return what has become clear by it, or null
     */
    public @Nullable News onSound(byte[] muLaw, int lengthBytes) {
        News news = null;
        for (int i = 0; i < lengthBytes; i++) {
            samples[filled++] = MuLaw.decode(muLaw[i]);
            if (filled == samples.length) {
                filled = 0;
                News ofFrame = millis < LISTENS_MILLIS ? onFrame() : null;
                news = ofFrame == null ? news : ofFrame;
            }
        }
        return news;
    }

    /** Who it is, as far as is known; null before the first verdict. */
    public @Nullable Answerer verdict() {
        return verdict;
    }

    /** How much sound there was, in ms. */
    public long millis() {
        return millis;
    }

    /** The recognizer has understood words that only machines say; true when that changes the verdict. */
    public boolean machinesWords() {
        boolean isNew = verdict != Answerer.MACHINE && verdict != Answerer.FAX;
        if (isNew) {
            verdict = Answerer.MACHINE;
        }
        return isNew;
    }

    private @Nullable News onFrame() {
        frame.look(samples);
        millis += FRAME_MILLIS;
        boolean hasToneEnded = tone.hasEnded(frame);
        speech.add(frame.level(), tone.millis() == 0);
        if (isFax(hasToneEnded)) {
            return says(Answerer.FAX);
        }
        if (hasToneEnded && isBeep()) {
            verdict = Answerer.MACHINE; // whoever is told that it records asks who it is as well
            return records();
        }
        if (verdict == null) {
            return first();
        }
        if (verdict == Answerer.MACHINE) {
            return speech.silentMillis() >= GREETING_OVER_MILLIS ? records() : null;
        }
        boolean speaksOn = millis <= OVER_AGENT_MILLIS && speech.spokenMillis() >= SPEAKS_ON_MILLIS;
        return speaksOn ? says(Answerer.MACHINE) : null;
    }

    private @Nullable News first() {
        boolean hasSpoken = speech.spokenMillis() > EDGES_MILLIS;
        if (speech.runMillis() >= GREETING_MILLIS) {
            return says(Answerer.MACHINE);
        }
        if (hasSpoken && speech.silentMillis() >= WAITS_MILLIS) {
            return says(Answerer.HUMAN);
        }
        if (millis < VERDICT_MILLIS) {
            return null;
        }
        if (!hasSpoken) {
            return says(Answerer.SILENCE);
        }
        boolean speaks = speech.silentMillis() < SpeechRuns.GAP_MILLIS / 2;
        return says(speaks && speech.spokenMillis() >= LATE_GREETING_MILLIS ? Answerer.MACHINE : Answerer.HUMAN);
    }

    private @Nullable News says(Answerer who) {
        if (who == verdict) {
            return null;
        }
        verdict = who;
        return News.VERDICT;
    }

    private @Nullable News records() {
        if (isGreetingOver) {
            return null;
        }
        isGreetingOver = true;
        return News.RECORDS;
    }

    private boolean isBeep() {
        return verdict != Answerer.FAX
                && tone.lastMillis() >= LEAST_BEEP_MILLIS
                && tone.lastMillis() <= LONGEST_BEEP_MILLIS;
    }

    private boolean isFax(boolean hasToneEnded) {
        boolean answers = isNear(tone.hertz(), 2_100) && tone.millis() >= FAX_ANSWERS_MILLIS;
        boolean calls = hasToneEnded
                && speech.spokenMillis() <= EDGES_MILLIS
                && isNear(tone.lastHertz(), 1_100)
                && tone.lastMillis() >= LEAST_FAX_CALLS_MILLIS
                && tone.lastMillis() <= LONGEST_FAX_CALLS_MILLIS;
        return verdict != Answerer.FAX && (answers || calls);
    }

    private static boolean isNear(double hertz, int expected) {
        return Math.abs(hertz - expected) <= 38; // T.30: 1,100 Hz within 38, 2,100 Hz within 15
    }
}
