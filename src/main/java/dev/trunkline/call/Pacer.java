package dev.trunkline.call;

/**
 * When the phone gets its next frame of 20 ms.
 *
 * <p>A carrier plays what it is sent, one frame behind the other. So the phone must be ahead of what is heard (the lead, 160 ms
 * by default), or a late tick is heard as a gap; and not far ahead, or an interruption has much to take back. The clock is
 * absolute: how much was sent is compared with how much time has passed, so that no error adds up, as it would with sleeps.
 *
 * <p>A loop ticks every 5 ms, but frames go out at one tick in four, the <i>beat</i>. All calls of a process have the same beat (it
 * is a multiple of 20 ms on the common clock): whoever receives them is woken once for many calls, which is most of what a
 * frame costs. Three things follow:
 *
 * <ul>
 *   <li>What has just come, or just ended, does not wait for the beat: an answer is heard at once.
 *   <li>At a beat the lead is filled a tick higher than otherwise, or it would be a little short at the end of the next one.
 *   <li>Who got one frame at the last beat is in step and gets one at this, though it be half a tick early or late; without that,
 *       rounding gives none at one beat and two at the next, for ever.
 * </ul>
 *
 * <p>Confined to the call's loop.
 */
final class Pacer {

    private static final long BEAT_NANOS = 20_000_000;
    private static final long TICK_NANOS = 5_000_000;

    private final long leadNanos;
    private long fullNanos;
    private long nextBeatNanos;
    private boolean inStep;
    private boolean hurried = true;

    Pacer(long leadNanos) {
        this.leadNanos = leadNanos;
        this.fullNanos = leadNanos;
    }

    /** Something has come or ended: it does not wait for the beat. */
    void hurry() {
        hurried = true;
    }

    /** Whether frames may go out at this tick. */
    boolean isBeat(long nowNanos) {
        fullNanos = hurried ? leadNanos : leadNanos + TICK_NANOS;
        if (!hurried && nowNanos - nextBeatNanos < 0) {
            return false;
        }
        hurried = false;
        nextBeatNanos = nowNanos + BEAT_NANOS - Math.floorMod(nowNanos, BEAT_NANOS);
        return true;
    }

    /**
     * Whether the phone should get another frame.
     *
     * @param phoneLeadNanos how far it is ahead of what is heard
     * @param frames how many it got at this tick
     */
    boolean wants(long phoneLeadNanos, int frames) {
        return phoneLeadNanos < fullNanos + slackNanos(frames);
    }

    private long slackNanos(int frames) {
        return !inStep ? 0 : frames == 0 ? TICK_NANOS / 2 : -TICK_NANOS / 2;
    }

    /** So many frames went out at this tick. */
    void sent(int frames) {
        inStep = frames == 1;
    }
}
