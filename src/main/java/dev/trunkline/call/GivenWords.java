package dev.trunkline.call;

import dev.trunkline.ai.AiLeg;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Words that the agent is to say as they are: an operator's, or the rest of a sentence that broke off. A far end that speaks word for
 * word says them; for one that does not our own voice does, when the agent has said what it is saying; and where there is none, the far
 * end says them as nearly as it can. Confined to the call's loop.
 */
final class GivenWords {

    private static final String OURS = "said-";
    private static final long LONGEST_WAIT_NANOS = 5_000_000_000L; // for an agent that does not end its turn

    private final OwnVoice voice;
    private final Deque<Words> waiting = new ArrayDeque<>();
    private int said;

    /** Some that our own voice says. */
    static final class Words {
        private final String messageId;
        private final String text;
        private final boolean resumes;
        private boolean isDone; // the voice is
        private byte @Nullable [] muLaw;
        private @Nullable Long readyNanos; // since when it could be heard

        private Words(String messageId, String text, boolean resumes) {
            this.messageId = messageId;
            this.text = text;
            this.resumes = resumes;
        }

        String messageId() {
            return messageId;
        }

        String text() {
            return text;
        }

        /** Null when the voice has failed. */
        byte @Nullable [] muLaw() {
            return muLaw;
        }
    }

    GivenWords(OwnVoice voice) {
        this.voice = voice;
    }

    /** Whether a message is one that our own voice has said. */
    static boolean areOurs(String messageId) {
        return messageId.startsWith(OURS);
    }

    /** Whether our own voice says words in the place of this leg's far end. */
    boolean areOurs(AiLeg leg) {
        return !leg.traits().speaksWordForWord() && voice.isThere();
    }

    /** Has an operator's words said. */
    void say(AiLeg leg, String words) {
        give(leg, words, false);
    }

    /** Has the rest of a sentence said, unless somebody speaks before. */
    void resume(AiLeg leg, String words) {
        give(leg, words, true);
    }

    private void give(AiLeg leg, String text, boolean resumes) {
        if (!areOurs(leg)) {
            leg.speak(text);
            return;
        }
        Words words = new Words(OURS + ++said, text, resumes);
        waiting.addLast(words);
        voice.say(text, sound -> {
            words.isDone = true;
            words.muLaw = sound;
        });
    }

    /** Whether a sentence that broke off is about to be ended by our voice. */
    boolean isResuming() {
        for (Words words : waiting) {
            if (words.resumes) {
                return true;
            }
        }
        return false;
    }

    /**
     * Takes the next words that are to be heard now; at every tick.
     *
     * @param agentSpeaks whether the agent is in the middle of something
     */
    @Nullable
    Words take(boolean agentSpeaks, long nowNanos) {
        Words next = waiting.peekFirst();
        if (next == null || !next.isDone) {
            return null;
        }
        Long readyNanos = next.readyNanos;
        if (readyNanos == null) {
            readyNanos = nowNanos;
            next.readyNanos = readyNanos;
        }
        return agentSpeaks && nowNanos - readyNanos < LONGEST_WAIT_NANOS ? null : waiting.pollFirst();
    }

    /** Somebody speaks: a sentence that broke off before is not ended any more. */
    void dropResumption() {
        waiting.removeIf(words -> words.resumes);
    }

    /** Nothing of it is said any more. */
    void drop() {
        waiting.clear();
    }
}
