package dev.trunkline.lab.fleet.call;

import dev.trunkline.lab.farend.DualTone;
import dev.trunkline.lab.farend.Tag;
import dev.trunkline.lab.history.CallHistory;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A caller for fault tests: counts aloud for ever, in {@link DualTone}s that a numbered far end understands, two or three a
 * second, and interrupts the agent now and then. The same again with the same seed. Confined to the call's loop; allocates
 * nothing.
 */
final class CountingCaller implements Talker {

    /** Sure to be heard, even when a chat is lost in the middle of it and the next one hears the rest. */
    private static final int WORD_FRAMES = 5;

    private static final int LEAST_PAUSE = 10;
    private static final int MORE_PAUSE = 10;
    private static final double INTERRUPTS = 0.06; // of words: about every seven seconds
    private static final int NO_WORD = -1;
    private static final byte[][][] WORDS = sounds();

    private final CallerPhrases sound;
    private final SplittableRandom random;
    private byte[][] saying = {};
    private int at;
    private int pause;
    private boolean interrupts;
    private boolean speaking;
    private int words;
    private int wordBegun = NO_WORD;
    private @Nullable Tag begun;

    /** @param firstWord which number to begin with: the stream is not the call's first */
    CountingCaller(CallerPhrases sound, long seed, int firstWord) {
        this.sound = sound;
        this.random = new SplittableRandom(seed);
        this.words = firstWord;
        this.pause = LEAST_PAUSE + random.nextInt(MORE_PAUSE);
    }

    private static byte[][][] sounds() {
        byte[][][] words = new byte[CallHistory.WORDS][][];
        for (int code = 0; code < words.length; code++) {
            words[code] = CallerPhrases.numbered(code, WORD_FRAMES);
        }
        return words;
    }

    @Override
    public byte[] frame(boolean agentSpeaks) {
        begun = null;
        wordBegun = NO_WORD;
        speaking = true;
        if (at < saying.length) {
            return saying[at++];
        }
        if (pause-- > 0) {
            speaking = false;
            return sound.silence();
        }
        if (interrupts && agentSpeaks) {
            interrupts = false;
            begun = Tag.INTERRUPT;
            begin(sound.interrupt(), LEAST_PAUSE);
        } else {
            wordBegun = words++;
            interrupts = random.nextDouble() < INTERRUPTS;
            begin(WORDS[wordBegun % WORDS.length], LEAST_PAUSE + random.nextInt(MORE_PAUSE));
        }
        return saying[at++];
    }

    private void begin(byte[][] what, int thenPause) {
        saying = what;
        at = 0;
        pause = thenPause;
    }

    /** The number of the word that the last frame began, or -1. */
    int wordBegun() {
        return wordBegun;
    }

    /** How many words were said, on earlier streams as well. */
    int words() {
        return words;
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
        return 0;
    }

    @Override
    public void onAnswer() {
        // asks nothing
    }

    @Override
    public void onHush() {
        // goes on counting
    }
}
