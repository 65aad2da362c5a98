package dev.trunkline.call;

import dev.trunkline.audio.MuLaw;
import org.jspecify.annotations.Nullable;

/**
 * Whether a far end that took the call does its work. Its socket may be in the best of health: it is judged by what it tells.
 * One clock for each way of doing nothing: not to greet, to say nothing to who speaks, to understand and not to answer, to answer
 * without any sound, to stop in mid-sentence, to talk without end. Confined to the call's loop.
 */
final class AiWatch {

    private static final int SPEECH_LEVEL = 800; // as for the uplink: 30 dB below the loudest
    private static final int SPEECH_FRAMES = 30; // 600 ms
    private static final long SPEECH_WITHIN_NANOS = 5_000_000_000L; // a noise now and then is nobody who speaks
    private static final int EVERY = 4; // one sample in four tells the level well enough
    private static final int UNANSWERED_TURNS = 3; // who says "one moment" need not be answered
    private static final int TOO_LONG = 3; // times the patience: who asks again and again is not left there
    private static final int MUTE_TURNS = 3; // one or two may have been interrupted
    private static final long STILL_SENDS_NANOS = 1_000_000_000;

    private final CallPolicy.AiPatience patience;
    private boolean owesGreeting;
    private long owesSinceNanos;
    private long signNanos; // of work
    private boolean toldAnything;
    private int loudFrames; // since then, and of late
    private long loudSinceNanos;
    private int quietFrames; // between them: noise that never pauses is nobody who speaks
    private boolean unheard; // the caller has said something since then
    private long unheardNanos;
    private int unansweredTurns; // of the caller's that it has understood, in a row
    private long unansweredSinceNanos;
    private boolean hasWords; // the present turn of it
    private boolean hasSound;
    private int muteTurns; // with words and without sound, in a row
    private boolean stuck;
    private long stuckSinceNanos;
    private boolean flooded;
    private long floodedNanos;
    private long lastTooMuchNanos;

    AiWatch(CallPolicy.AiPatience patience) {
        this.patience = patience;
    }

    /** A new leg. */
    void onReady(long nowNanos) {
        onAnswer(nowNanos);
        toldAnything = false;
        hasWords = false;
        hasSound = false;
        muteTurns = 0;
        flooded = false;
    }

    /** It has a greeting to say, and another could say it. */
    void owesGreeting(boolean owes, long nowNanos) {
        owesGreeting = owes && patience.greetNanos() > 0;
        owesSinceNanos = nowNanos;
    }

    /** It told something that can be used. */
    void onSign(long nowNanos) {
        signNanos = nowNanos;
        toldAnything = true;
        forgetCaller();
    }

    /** It has understood a turn of the caller's. */
    void onUnderstood(long nowNanos) {
        onSign(nowNanos);
        if (unansweredTurns++ == 0) {
            unansweredSinceNanos = nowNanos;
        }
    }

    /** It does something about what the caller said. */
    void onAnswer(long nowNanos) {
        onSign(nowNanos);
        owesNoAnswer();
    }

    /** It has words to say. */
    void onWords(long nowNanos) {
        onAnswer(nowNanos);
        hasWords = true;
    }

    /** It has sound that can be played. */
    void onSound(long nowNanos) {
        onAnswer(nowNanos);
        hasSound = true;
        muteTurns = 0;
    }

    /** What it wanted to say is not wanted any more: no sound need come. */
    void onInterrupted(long nowNanos) {
        onSign(nowNanos);
        hasWords = false;
    }

    /** Nobody can expect one: the caller hears something, it waits for a tool of ours, or it is not to speak. */
    void owesNoAnswer() {
        unansweredTurns = 0;
    }

    /** It waits for a tool, its own or one of ours. */
    void onToolCalled(long nowNanos, long deadlineNanos) {
        onAnswer(nowNanos + deadlineNanos);
    }

    /** It sent sound that is too much. */
    void onTooMuch(long nowNanos) {
        if (!flooded) {
            flooded = true;
            floodedNanos = nowNanos;
        }
        lastTooMuchNanos = nowNanos;
    }

    /** It has said all of that. */
    void onTurnEnded(long nowNanos) {
        onAnswer(nowNanos);
        flooded = false;
        if (hasWords && !hasSound) {
            muteTurns++;
        }
        hasWords = false;
        hasSound = false;
    }

    private void forgetCaller() {
        loudFrames = 0;
        quietFrames = 0;
        unheard = false;
    }

    /** It was given this. */
    void onCallerAudio(byte[] muLaw, int lengthBytes, long nowNanos) {
        if (unheard) {
            return;
        }
        long sum = 0;
        for (int i = 0; i < lengthBytes; i += EVERY) {
            sum += Math.abs(MuLaw.decode(muLaw[i]));
        }
        if (loudFrames > 0 && nowNanos - loudSinceNanos >= SPEECH_WITHIN_NANOS) {
            forgetCaller();
        }
        if (sum * EVERY > (long) SPEECH_LEVEL * lengthBytes) {
            if (loudFrames++ == 0) {
                loudSinceNanos = nowNanos;
            }
        } else if (loudFrames > 0) {
            quietFrames++;
        }
        if (loudFrames >= SPEECH_FRAMES && quietFrames >= SPEECH_FRAMES) {
            unheard = true;
            unheardNanos = nowNanos;
        }
    }

    /**
     * For how long it has been stuck in mid-sentence, in ns; 0 when it is not. At every tick.
     *
     * @param owesSound whether it has announced more than it has sent, and the caller has heard all of that
     */
    long stuckNanos(boolean owesSound, long nowNanos) {
        if (!owesSound || !stuck) {
            stuckSinceNanos = nowNanos;
        }
        stuck = owesSound;
        return Math.max(0, Math.min(nowNanos - stuckSinceNanos, nowNanos - signNanos));
    }

    /**
     * What is wrong with it, or null; at every tick.
     *
     * @param stuckNanos as {@link #stuckNanos} tells
     * @param isSounding whether the caller hears the agent: what is loud then may be the agent himself
     */
    @Nullable
    String trouble(long stuckNanos, boolean isSounding, long nowNanos) {
        if (isSounding) {
            forgetCaller();
        }
        // Who has worked before is given twice the time: he may have found nothing worth an answer.
        long silentNanos = toldAnything ? 2 * patience.silentNanos() : patience.silentNanos();
        if (unheard && nowNanos - unheardNanos >= silentNanos && nowNanos - signNanos >= silentNanos) {
            return "says nothing to what the caller said";
        }
        boolean isAsked = unansweredTurns >= UNANSWERED_TURNS && !unheard;
        if (isAsked && isTooLong(nowNanos - unansweredSinceNanos, nowNanos - signNanos)) {
            return "understands the caller and does not answer";
        }
        if (muteTurns >= MUTE_TURNS) {
            return "says nothing that can be heard";
        }
        if (owesGreeting && nowNanos - owesSinceNanos >= patience.greetNanos()) {
            return "does not greet";
        }
        if (stuckNanos >= patience.stalledNanos()) {
            return "stopped in mid-sentence";
        }
        boolean stillSends = flooded && nowNanos - lastTooMuchNanos <= STILL_SENDS_NANOS;
        if (stillSends && nowNanos - floodedNanos >= patience.floodNanos()) {
            return "talks without end";
        }
        return null;
    }

    /** A number may be told in pieces, and with each the thinking begins anew: also the last turn is given its time. */
    private boolean isTooLong(long unansweredNanos, long lastTurnNanos) {
        long silentNanos = patience.silentNanos();
        return unansweredNanos >= 2 * silentNanos
                && lastTurnNanos >= (unansweredNanos >= TOO_LONG * silentNanos ? silentNanos / 2 : silentNanos);
    }
}
