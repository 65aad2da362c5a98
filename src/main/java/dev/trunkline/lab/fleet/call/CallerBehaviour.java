package dev.trunkline.lab.fleet.call;

import dev.trunkline.lab.farend.Tag;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What one caller does, 20 ms at a time: speaks, asks, listens, interrupts, presses keys, waits. All of it by chance, and the
 * same again with the same seed and the same answers. Confined to the call's loop; allocates nothing.
 */
final class CallerBehaviour implements Talker {

    private static final int FIRST_PAUSE = 25;
    private static final int PAUSE = 50;
    private static final int BREATH = 15; // between speaking and asking: a tag follows silence
    private static final int NO_ANSWER = 250;
    private static final int NO_HUSH = 100;
    private static final int QUIET = 15;
    private static final int PATIENCE = 1_500;
    private static final double SPEAKS = 0.5;
    private static final double PRESSES = 0.1;
    private static final double INTERRUPTS = 0.6;
    private static final String KEYS = "0123456789*#";

    private final CallerPhrases sound;
    private final SplittableRandom random;
    private final boolean talkative;
    private Doing doing = Doing.PAUSING;
    private Doing next = Doing.DECIDING;
    private byte[][] words = {};
    private int at;
    private int left;
    private int interruptIn;
    private boolean answered;
    private boolean hushed;

    /** What this frame begins, or null. */
    private @Nullable Tag begun;

    private char digit;
    private boolean speaking;

    private enum Doing {
        DECIDING,
        PAUSING,
        SPEAKING,
        ASKING,
        EXPECTING,
        LISTENING,
        INTERRUPTING,
        AWAITING_HUSH
    }

    CallerBehaviour(CallerPhrases sound, long seed, boolean talkative) {
        this.sound = sound;
        this.random = new SplittableRandom(seed);
        this.talkative = talkative;
        this.left = FIRST_PAUSE + random.nextInt(2 * PAUSE);
    }

    @Override
    public void onAnswer() {
        answered = true;
    }

    @Override
    public void onHush() {
        hushed = true;
    }

    @Override
    public byte[] frame(boolean agentSpeaks) {
        begun = null;
        digit = 0;
        speaking = false;
        if (!talkative) {
            return sound.silence();
        }
        if (doing == Doing.PAUSING && --left <= 0) {
            doing = next;
            at = 0;
        }
        if (doing == Doing.DECIDING) {
            decide();
        }
        speaking = switch (doing) {
            case SPEAKING, ASKING, INTERRUPTING -> true;
            case PAUSING -> next == Doing.ASKING;
            case DECIDING, EXPECTING, LISTENING, AWAITING_HUSH -> false;
        };
        return switch (doing) {
            case DECIDING, PAUSING -> sound.silence();
            case SPEAKING, ASKING, INTERRUPTING -> speak();
            case EXPECTING -> expect();
            case LISTENING -> listen(agentSpeaks);
            case AWAITING_HUSH -> awaitHush();
        };
    }

    @Override
    public boolean isSpeaking() {
        return speaking;
    }

    @Override
    public @Nullable Tag begun() {
        return begun;
    }

    @Override
    public char digit() {
        return digit;
    }

    private void decide() {
        if (random.nextDouble() < PRESSES) {
            digit = KEYS.charAt(random.nextInt(KEYS.length()));
            pause(Doing.DECIDING, PAUSE / 2);
        } else if (random.nextDouble() < SPEAKS && !sound.utterances().isEmpty()) {
            doing = Doing.SPEAKING;
            words = sound.utterances().get(random.nextInt(sound.utterances().size()));
        } else {
            doing = Doing.ASKING;
        }
        at = 0;
    }

    private byte[] speak() {
        if (doing == Doing.ASKING) {
            words = sound.talk();
        } else if (doing == Doing.INTERRUPTING) {
            words = sound.interrupt();
        }
        if (at == 0 && doing != Doing.SPEAKING) {
            begun = doing == Doing.ASKING ? Tag.TALK : Tag.INTERRUPT;
            answered = false;
            hushed = false;
        }
        byte[] frame = words[at++];
        if (at == words.length) {
            switch (doing) {
                case SPEAKING -> pause(Doing.ASKING, BREATH);
                case ASKING -> wait(Doing.EXPECTING, NO_ANSWER);
                default -> wait(Doing.AWAITING_HUSH, NO_HUSH);
            }
        }
        return frame;
    }

    private byte[] expect() {
        if (answered) {
            wait(Doing.LISTENING, PATIENCE);
            interruptIn = random.nextDouble() < INTERRUPTS ? PAUSE / 2 + random.nextInt(2 * PAUSE) : PATIENCE;
            at = 0;
        } else if (--left <= 0) {
            pause(Doing.DECIDING, PAUSE);
        }
        return sound.silence();
    }

    private byte[] listen(boolean agentSpeaks) {
        at = agentSpeaks ? 0 : at + 1;
        if (agentSpeaks && --interruptIn <= 0) {
            doing = Doing.INTERRUPTING;
            at = 0;
        } else if (at > QUIET || --left <= 0) {
            pause(Doing.DECIDING, PAUSE);
        }
        return sound.silence();
    }

    private byte[] awaitHush() {
        if (hushed || --left <= 0) {
            pause(Doing.DECIDING, PAUSE);
        }
        return sound.silence();
    }

    private void wait(Doing forWhat, int frames) {
        doing = forWhat;
        left = frames;
    }

    private void pause(Doing then, int frames) {
        doing = Doing.PAUSING;
        next = then;
        left = frames / 2 + random.nextInt(frames);
    }
}
