package dev.trunkline.call;

import dev.trunkline.call.FarEndEvent.RolledOver.Moment;
import java.util.function.LongSupplier;

/**
 * Whether another AI leg could go on now in the place of the present one, and what would suffer by it. A pause is where nobody
 * speaks, nothing is on its way, and nobody is owed anything. Confined to the call's loop.
 */
final class Lull {

    private static final long CALLER_QUIET_NANOS = 400_000_000;
    private static final long AGENT_QUIET_NANOS = 200_000_000;
    /** As long as a far end may take to understand a short turn: an end of turn of up to 3 s, and its transcript. */
    private static final long WORDS_WAIT_NANOS = 4_000_000_000L;
    /** A far end that does nothing is given up before that. */
    private static final long DEAD_NANOS = 20_000_000_000L;
    /** Who is not answered for so long, though fillers renew it, is not going to be. */
    private static final long ANSWER_WAIT_NANOS = 10_000_000_000L;

    private final Conversation conversation;
    private final ToolCallDispatcher tools;
    private final Keypad keypad;
    private final LongSupplier nowNanos;
    private final CallerLevel voice;
    private boolean transcribing; // an interim transcript has come, and no final one
    private boolean tellsHowFar; // the present leg, of what it has understood
    private boolean toolOwed; // the agent has not spoken since it called a tool
    private long lastWordNanos;

    Lull(Conversation conversation, ToolCallDispatcher tools, Keypad keypad, LongSupplier nowNanos) {
        this.conversation = conversation;
        this.tools = tools;
        this.keypad = keypad;
        this.nowNanos = nowNanos;
        this.lastWordNanos = nowNanos.getAsLong();
        this.voice = new CallerLevel(lastWordNanos);
    }

    CallerLevel voice() {
        return voice;
    }

    /** The AI tells how far it has understood the caller: then words and answers alone show nothing any more. */
    void onUnderstood(long positionBytes) {
        tellsHowFar = true;
        voice.understoodTo(positionBytes);
    }

    private void understood(long atNanos) {
        if (!tellsHowFar) {
            voice.understood(atNanos);
        }
    }

    /** An AI has transcribed the caller. */
    void onCallerSaid(boolean interim) {
        transcribing = interim;
        lastWordNanos = nowNanos.getAsLong();
        if (!interim) {
            understood(lastWordNanos);
        }
    }

    /** The agent is about to say something; to be told before the conversation is. */
    void onAgentSays() {
        toolOwed = false;
        lastWordNanos = nowNanos.getAsLong();
        if (!conversation.agentSpeaks()) {
            understood(lastWordNanos); // it answers
        }
    }

    /** It only fills the time, and owes what it owed. */
    void onAgentFills() {
        lastWordNanos = nowNanos.getAsLong();
    }

    /** An agent owes words when it has called a tool, and again when it has got the answer. */
    void onEvent(CallEvent event) {
        if (event instanceof FarEndEvent.ToolCalled || event instanceof FarEndEvent.ToolAnswered) {
            toolOwed = true;
            lastWordNanos = nowNanos.getAsLong();
        }
    }

    /**
     * Where the words of the caller begin that the present leg has heard and not shown to have understood, in bytes of his sound;
     * -1 when there are none.
     */
    long unfinishedBytes(long atNanos) {
        return voice.openBytes(atNanos, WORDS_WAIT_NANOS);
    }

    /**
     * Where those of his words begin that would be lost with the present leg: it has heard them, and shown nothing of them. One
     * whose agent is heard meanwhile made nothing of them; one that is silent may be dead, though nobody has noticed yet.
     */
    long doubtfulBytes(long atNanos) {
        long patienceNanos = conversation.playout().isSounding(atNanos) ? WORDS_WAIT_NANOS : DEAD_NANOS;
        long doubtful = voice.openBytes(atNanos, patienceNanos);
        if (doubtful < 0) {
            voice.forget();
        }
        return doubtful;
    }

    /** Another leg is the call's own. */
    void onLeg() {
        tellsHowFar = false;
        voice.onLeg(nowNanos.getAsLong());
    }

    /** Another leg goes on in the place of the present one: it hears what is {@link #unfinishedBytes unfinished}, and nothing else. */
    long handOver(long atNanos) {
        long unfinished = unfinishedBytes(atNanos);
        if (unfinished < 0) {
            voice.forget();
        }
        return unfinished;
    }

    /** What kind of moment this is. */
    Moment at(long atNanos) {
        boolean between = voice.isBetweenWords() && !keypad.isBusy();
        boolean complete = conversation.isTurnComplete(atNanos);
        if (complete && isCallerDone(atNanos) && !isOwed(atNanos)) {
            boolean quiet = conversation.playout().quietNanos(atNanos) >= AGENT_QUIET_NANOS;
            return quiet ? Moment.PAUSE : Moment.STILL_HEARD;
        }
        boolean whole = complete || conversation.playout().endsQuietly();
        return between && whole && !tools.isOpen() ? Moment.BETWEEN_WORDS : Moment.ANY;
    }

    private boolean isCallerDone(long atNanos) {
        boolean heardOut = !transcribing || atNanos - lastWordNanos >= WORDS_WAIT_NANOS;
        return heardOut && voice.quietNanos(atNanos) >= CALLER_QUIET_NANOS && unfinishedBytes(atNanos) < 0;
    }

    private boolean isOwed(long atNanos) {
        boolean answer = toolOwed || !conversation.unanswered().isEmpty();
        return tools.isOpen() || keypad.isBusy() || (answer && atNanos - lastWordNanos < ANSWER_WAIT_NANOS);
    }
}
