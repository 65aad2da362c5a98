package dev.trunkline.ai.realtime;

import dev.trunkline.audio.SoundFormat;
import dev.trunkline.bounded.BoundedMap;
import dev.trunkline.speech.bargein.BargeInArbiter;
import dev.trunkline.speech.bargein.CallerVoice;
import dev.trunkline.speech.bargein.EnglishOverlap;
import dev.trunkline.speech.bargein.OverlapWords;
import dev.trunkline.speech.bargein.OverlapWords.Meaning;
import dev.trunkline.speech.vad.EnergyVoiceActivity;
import dev.trunkline.time.Scheduler;
import dev.trunkline.time.Scheduler.Timer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides what interrupts the agent where the far end leaves it to us ({@code interrupt_response} and {@code create_response} false): by the
 * caller's sound, which passes here before the far end hears it, and by the words, which come later. A turn in the agent's silence
 * is answered at once; one over the agent that it went on through is judged by its words, and forgotten if it was a backchannel. Confined
 * to the call's loop.
 */
final class OwnInterruptions implements BargeInArbiter.Floor {

    private static final int FRAME_MILLIS = 20;
    private static final int MIN_MILLIS = 200; // shorter speech never interrupts
    private static final int LEARNT_RUN_MILLIS = 100; // by then it is speech
    private static final long LONGEST_HOLD_NANOS =
            TimeUnit.SECONDS.toNanos(1); // also when the caller's sound stops coming
    private static final long WORDS_NANOS = TimeUnit.SECONDS.toNanos(3); // after the turn: later they decide nothing
    private static final int MOST_OPEN = 16;

    private final Scheduler scheduler;
    private final Agent agent;
    private final OverlapWords words = EnglishOverlap.words();
    private final CallerVoice voice = new CallerVoice();
    private final EnergyVoiceActivity activity = new EnergyVoiceActivity();
    private final BargeInArbiter arbiter = new BargeInArbiter(voice, MIN_MILLIS, this);
    private final Map<String, Passed> undecided =
            new BoundedMap<>(MOST_OPEN); // turns over the agent that are over, by their item
    private final OverheardFrames frames;
    private @Nullable Timer patience;
    private int runMillis;
    private boolean asked;

    /** The agent, who speaks or does not. */
    interface Agent {

        /** Whether the caller hears it, by our guess. */
        boolean isHeard();

        /** Whether its last words ask something: then "yes" is an answer. */
        boolean hasAsked();

        void hold();

        void goOn();

        /** The caller has the floor. */
        void giveFloor();

        /** It is the agent's turn. */
        void answer();

        /** That turn of the caller's was none: it goes on with what it was called off from. */
        void forget(String itemId);

        /** Nobody knows what that turn was: the same, and it stays in the conversation. */
        void goOnAnswering();
    }

    /** A turn over the agent that is over, and not decided. */
    private record Passed(boolean isAside, boolean isShort, boolean asked, Timer patience) {}

    OwnInterruptions(SoundFormat hears, Scheduler scheduler, Agent agent) {
        this.scheduler = scheduler;
        this.agent = agent;
        this.frames = new OverheardFrames(hears, this::hear);
    }

    /** The caller's sound goes by. */
    void hear(byte[] sound, int lengthBytes) {
        frames.add(sound, lengthBytes);
    }

    private void hear(short[] samples) {
        runMillis = activity.isSpeech(samples) ? runMillis + FRAME_MILLIS : 0;
        if (agent.isHeard() || arbiter.isWeighing()) {
            asked = agent.hasAsked() || (asked && arbiter.isWeighing());
            arbiter.hear(samples, runMillis);
        } else if (runMillis >= LEARNT_RUN_MILLIS) {
            voice.learn(samples);
        }
    }

    /**
     * Some words of a turn.
     *
     * @return whether they may be shown: they were said to the agent
     */
    boolean onWords(String itemId, String text) {
        if (undecided.containsKey(itemId)) {
            return false; // late: the turn is over
        }
        Meaning meaning = words.of(text, true);
        arbiter.words(asked && meaning == Meaning.BACKCHANNEL ? Meaning.WISH : meaning);
        return !isUndecided();
    }

    private boolean isUndecided() {
        return arbiter.isWeighing() && !arbiter.hasYielded();
    }

    /** The caller's turn is over, and an item of the conversation. */
    void onTurnOver(String itemId) {
        boolean overAgent = isUndecided();
        boolean isAside = !voice.isVoice() || voice.isAside();
        boolean isShort = arbiter.wasShort();
        boolean isSoft = voice.endTurn();
        arbiter.end();
        if (!overAgent && !isSoft) {
            agent.answer();
            return;
        }
        Timer latest = scheduler.after(WORDS_NANOS, () -> {
            if (undecided.remove(itemId) != null) {
                agent.goOnAnswering();
            }
        });
        undecided.put(itemId, new Passed(isAside, isShort, asked, latest));
    }

    /**
     * All words of a turn.
     *
     * @return whether they were said to the agent
     */
    boolean onWholeWords(String itemId, String text) {
        Passed turn = undecided.remove(itemId);
        if (turn == null) {
            return true;
        }
        turn.patience.cancel();
        if (isAside(turn, text)) {
            agent.forget(itemId);
            return false;
        }
        yieldTo();
        return true;
    }

    private void yieldTo() {
        if (agent.isHeard()) {
            agent.giveFloor();
        }
        agent.answer();
    }

    /** Nobody could write down what was said in a turn: it is judged by its sound, and what was speech is not taken back. */
    void onNoWords(String itemId) {
        Passed turn = undecided.remove(itemId);
        if (turn == null) {
            return;
        }
        turn.patience.cancel();
        if (turn.isAside) {
            agent.forget(itemId);
        } else if (turn.isShort && !turn.asked) {
            agent.goOnAnswering();
        } else {
            yieldTo();
        }
    }

    private boolean isAside(Passed turn, String text) {
        return turn.isAside
                || switch (words.of(text, true)) {
                    case UNHEARD, NOTHING, UNCLEAR -> true;
                    case BACKCHANNEL -> !turn.asked;
                    case WORD -> turn.isShort && !turn.asked;
                    case WISH -> false;
                };
    }

    /** The session is over. */
    void end() {
        stopWaiting();
        undecided.values().forEach(turn -> turn.patience.cancel());
        undecided.clear();
    }

    @Override
    public void hold() {
        agent.hold();
        stopWaiting();
        patience = scheduler.after(LONGEST_HOLD_NANOS, arbiter::expire);
    }

    @Override
    public void goOn() {
        stopWaiting();
        agent.goOn();
    }

    @Override
    public void giveFloor() {
        stopWaiting();
        agent.giveFloor();
    }

    private void stopWaiting() {
        if (patience != null) {
            patience.cancel();
            patience = null;
        }
    }
}
