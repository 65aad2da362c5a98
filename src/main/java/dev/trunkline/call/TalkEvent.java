package dev.trunkline.call;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What agent and caller say to each other, and what becomes of it on the way. Immutable. */
public sealed interface TalkEvent extends CallEvent {

    record CallerSaid(String text, boolean interim, Map<String, Double> scores) implements TalkEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onCallerSaid(this);
        }
    }

    /** The agent is going to say this. */
    record AgentSays(String messageId, String text, Map<String, Double> scores) implements TalkEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAgentSays(this);
        }
    }

    /** And more than was told of it: its text comes beside its sound, or later still. */
    record AgentSaysMore(String messageId, String more) implements TalkEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAgentSaysMore(this);
        }
    }

    /** A sentence begins to be heard. */
    record AgentBegins(String messageId) implements TalkEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAgentBegins(this);
        }
    }

    /**
     * A sentence is over for the caller.
     *
     * @param heardText the part of it that was heard
     * @param heardMillis how much of its sound was heard
     * @param spokenMillis how long its sound is
     */
    record AgentHeard(String messageId, String text, String heardText, long heardMillis, long spokenMillis)
            implements TalkEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAgentHeard(this);
        }

        public boolean interrupted() {
            return spokenMillis == 0 || heardMillis < spokenMillis;
        }
    }

    /** The first sound of the call; {@code nanos} after the caller's sound began to flow. */
    record Greeted(long nanos) implements TalkEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onGreeted(this);
        }
    }

    /** The agent's first sound after the caller's words; {@code nanos} after the AI told us what those words were. */
    record TurnTaken(long nanos) implements TalkEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onTurnTaken(this);
        }
    }

    /**
     * The caller interrupted.
     *
     * @param cause whether the AI said so or its transcript did
     * @param clearNanos from hearing of it to the phone's having been told
     * @param droppedMillis sound that was not played
     */
    record BargedIn(Cause cause, long clearNanos, long droppedMillis) implements TalkEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onBargedIn(this);
        }

        public enum Cause {
            AI_NOTICED,
            CALLER_WAS_TRANSCRIBED,
            CALLER_PRESSED_A_KEY;

            /** The metric tag. */
            public String label() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /**
     * The caller pressed a key.
     *
     * @param digit a bullet when nobody is to know which
     */
    record DigitPressed(char digit) implements TalkEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onDigitPressed(this);
        }
    }

    /**
     * How the two have shared the line of a stream; just before it ends.
     *
     * @param talkOverMillis for how long both spoke at once, by the level of the caller's sound
     * @param longestSilenceMillis the longest time in which nobody was heard; comfort is silence
     */
    record LineShared(long talkOverMillis, long longestSilenceMillis) implements TalkEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onLineShared(this);
        }

        /** Of both streams of a call; null is no stream. */
        public static @Nullable LineShared ofBoth(@Nullable LineShared one, @Nullable LineShared other) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            return new LineShared(
                    one.talkOverMillis + other.talkOverMillis,
                    Math.max(one.longestSilenceMillis, other.longestSilenceMillis));
        }
    }

    /** The phone ran dry in mid-sentence. */
    record Underrun(long nanos) implements TalkEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onUnderrun(this);
        }
    }

    /**
     * A caller whose agent is missing gets to hear something that is not the agent.
     *
     * @param missingNanos for how long the agent has been missing
     */
    record Comforted(Sound sound, long missingNanos) implements TalkEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onComforted(this);
        }

        /** What it is. */
        public enum Sound {
            TONE,
            WORDS;

            /** The metric tag. */
            public String label() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }
}
