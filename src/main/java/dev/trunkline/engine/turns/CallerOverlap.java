package dev.trunkline.engine.turns;

import dev.trunkline.engine.hearing.TurnSettings;
import dev.trunkline.speech.bargein.BargeInArbiter;
import dev.trunkline.speech.bargein.CallerVoice;
import dev.trunkline.speech.bargein.OverlapWords;
import dev.trunkline.speech.bargein.OverlapWords.Meaning;
import dev.trunkline.speech.echo.EchoGuard;
import dev.trunkline.time.Scheduler;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The caller's sounds, as far as they concern an agent who speaks: the {@link BargeInArbiter} decides whether they interrupt, or so much
 * speech does where nothing is weighed, or nothing is heard yet. Remembers of each of the caller's turns what was decided, until its
 * words are there. Confined to the chat's loop.
 */
final class CallerOverlap implements BargeInArbiter.Floor {

    private static final long LONGEST_HOLD_NANOS = 1_000_000_000L; // also when the caller's sound stops coming
    private static final int LEARNT_RUN_MILLIS = 100; // by then it is speech

    /** The agent, who speaks or does not. */
    interface Floor {

        /** Whether the caller hears it, by our guess, and may interrupt it. */
        boolean isHeard();

        /** The same, or whether it is about to speak. */
        boolean isTaken();

        /** It need not think whether to say something of its own accord. */
        void giveWay();

        void interrupt();
    }

    private final Scheduler scheduler;
    private final OverlapWords words;
    private final AgentOutput output;
    private final Floor floor;
    private final boolean weighs;
    private final int minMillis;
    private final CallerVoice voice = new CallerVoice();
    private final EchoGuard echo;
    private final BargeInArbiter arbiter;
    private final Deque<Passed> turns = new ArrayDeque<>(); // not understood yet
    private Scheduler.@Nullable Timer patience;
    private boolean asked;

    /**
     * A turn of the caller that is over.
     *
     * @param overAgent whether it was one that the agent went on through
     * @param isAside whether it was no voice, or not meant for the agent
     * @param isShort whether it was as short as most backchannels are
     * @param asked whether the agent had just asked something
     * @param isSoft whether it was so soft, in the agent's silence, that it was not meant for the agent
     */
    private record Passed(boolean overAgent, boolean isAside, boolean isShort, boolean asked, boolean isSoft) {}

    CallerOverlap(ChatContext context, AgentOutput output, Floor floor) {
        TurnSettings settings = context.plan().turns();
        this.scheduler = context.scheduler();
        this.words = context.agent().phrases().overlap();
        this.output = output;
        this.floor = floor;
        this.weighs = settings.weighsInterruptions() && settings.playbackAware();
        this.minMillis = settings.minInterruptionMillis();
        this.echo = new EchoGuard(output.played());
        this.arbiter = new BargeInArbiter(voice, minMillis, this);
    }

    /**
     * The next 20 ms of the caller.
     *
     * @param samples at 8 kHz
     * @param runMillis for how long the caller has been speaking without a pause; 0 when this frame holds no speech
     * @param inTurn whether the caller's turn is not over
     */
    void hear(short[] samples, long runMillis, boolean inTurn) {
        if (runMillis > 0) {
            floor.giveWay();
        }
        if (weighs) {
            weigh(samples, runMillis, inTurn);
        }
        if (!isUndecided() && runMillis >= minMillis && floor.isTaken()) {
            floor.interrupt();
        }
    }

    /** Whether there is nothing in the caller's next frame but the agent's own sound. */
    boolean isEcho(short[] samples) {
        return echo.isEcho(samples, output.playerNanos());
    }

    private void weigh(short[] samples, long runMillis, boolean inTurn) {
        if (floor.isHeard() || arbiter.isWeighing()) {
            asked = output.hasAsked() || (asked && arbiter.isWeighing());
            arbiter.hear(samples, runMillis);
        } else if (runMillis >= LEARNT_RUN_MILLIS && !output.isAudible()) {
            voice.learn(samples);
        }
        if (!inTurn) {
            voice.forgetTurn();
            if (arbiter.isWeighing()) {
                arbiter.end();
            }
        }
    }

    private boolean isUndecided() {
        return arbiter.isWeighing() && !arbiter.hasYielded();
    }

    /** Whether what the caller has said so far counts as said to the agent: it may be shown, and thought about. */
    boolean takesInterim(String text, boolean understood) {
        Meaning meaning = words.of(text, understood);
        arbiter.words(asked && meaning == Meaning.BACKCHANNEL ? Meaning.WISH : meaning);
        return !isUndecided();
    }

    /** The caller's turn is over; {@link #isAside} or {@link #onNoWords} follows. */
    void onEndOfTurn() {
        boolean isAside = !voice.isVoice() || voice.isAside();
        turns.add(new Passed(isUndecided(), isAside, arbiter.wasShort(), asked, voice.endTurn()));
    }

    /**
     * The words of the oldest turn are there: whether they were not meant for the agent, who went on, or is to wait for more. Asked
     * once.
     */
    boolean isAside(String text, boolean understood) {
        Passed turn = turns.poll();
        if (turn == null || !weighs) {
            return false;
        }
        if (!turn.overAgent) {
            return turn.isSoft || words.isThinking(text);
        }
        return turn.isAside
                || switch (words.of(text, understood)) {
                    case UNHEARD, NOTHING, UNCLEAR -> true;
                    case BACKCHANNEL -> !turn.asked;
                    case WORD -> turn.isShort && !turn.asked;
                    case WISH -> false;
                };
    }

    /** The oldest turn has no words. */
    void onNoWords() {
        turns.poll();
    }

    /** The chat is over. */
    void close() {
        stopWaiting();
    }

    @Override
    public void hold() {
        output.hold();
        stopWaiting();
        patience = scheduler.after(LONGEST_HOLD_NANOS, arbiter::expire);
    }

    @Override
    public void goOn() {
        stopWaiting();
        output.goOn();
    }

    @Override
    public void giveFloor() {
        stopWaiting();
        if (floor.isTaken()) {
            floor.interrupt();
        } else {
            output.goOn();
        }
    }

    private void stopWaiting() {
        if (patience != null) {
            patience.cancel();
            patience = null;
        }
    }
}
