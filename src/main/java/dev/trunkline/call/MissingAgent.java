package dev.trunkline.call;

import java.util.function.Consumer;

/**
 * What a caller hears whose agent is missing, so that he does not take the line for dead: what was queued, then nothing for a
 * moment, then a tone, then words, then the tone again; and the agent, when he is back.
 *
 * <pre>
 *   agent lost --(0.4 s)--&gt; tone --(3 s)--&gt; words --&gt; tone --(10 s)--&gt; words ... --&gt; the route's fallback
 *        \____________________\_______________\________________________________--&gt; the agent again
 * </pre>
 *
 * Confined to the call's loop.
 */
final class MissingAgent {

    private static final long WORDS_AGAIN_NANOS = 10_000_000_000L;

    private final CallPolicy.ComfortPolicy policy;
    private final Playout playout;
    private final Consumer<CallEvent> events;
    private boolean comforting;
    private long wordsAtNanos; // when he is told again

    MissingAgent(CallPolicy.ComfortPolicy policy, Playout playout, Consumer<CallEvent> events) {
        this.policy = policy;
        this.playout = playout;
        this.events = events;
    }

    /**
     * The agent is not there, or gives no sound though he should; at every tick.
     *
     * @param missingNanos for how long
     * @param known whether he was there before: who waits for the first word has more patience
     */
    void onMissing(long missingNanos, boolean known, long nowNanos) {
        long after = known ? policy.afterNanos() : policy.firstWordNanos();
        if (missingNanos < after || playout.isSounding(nowNanos)) {
            return;
        }
        ComfortPlayer comfort = playout.comfort();
        if (!comforting) {
            comforting = true;
            wordsAtNanos = nowNanos + Math.max(0, policy.wordsNanos() - after);
            if (comfort.hasTone()) {
                events.accept(new TalkEvent.Comforted(TalkEvent.Comforted.Sound.TONE, missingNanos));
            }
        }
        if (nowNanos - wordsAtNanos >= 0 && comfort.canSpeak()) {
            comfort.speak();
            wordsAtNanos = nowNanos + WORDS_AGAIN_NANOS;
            events.accept(new TalkEvent.Comforted(TalkEvent.Comforted.Sound.WORDS, missingNanos));
        }
        comfort.play(nowNanos);
    }

    /** He is there, or the call goes without him; at every tick. */
    void onPresent(long nowNanos) {
        if (comforting) {
            comforting = false;
            playout.comfort().end(nowNanos);
        }
    }
}
