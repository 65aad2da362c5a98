package dev.trunkline.call;

import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.call.FarEndEvent.RolledOver.Moment;
import dev.trunkline.time.Scheduler;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The chat that follows the present one. An AI limits the length of a chat, and calls are longer. So before that limit another chat
 * of the same conversation is opened beside the present one, waits, fed with silence, and goes on in its place in a pause;
 * when none comes, at the least bad {@link Moment} shortly before the limit. A chat that cannot be opened is tried again
 * until then.
 *
 * <p>It is no {@link CallState}: until the one moment in which the new leg goes on the call stands where it stood, hears and is
 * heard by the leg it has, and may leave by every exit, whatever becomes of the other. Confined to the call's loop.
 */
final class Rollover implements LegEvents.Waiting {

    private static final long LONGEST_LEAD_NANOS = 120_000_000_000L;
    private static final long LONGEST_FORCE_NANOS = 5_000_000_000L;
    private static final long LONGEST_SETTLE_NANOS = 500_000_000L; // an AI that greets whoever comes does it by then
    private static final long LONGEST_FIRST_PAUSE_NANOS = 1_000_000_000L;
    private static final int MOST_DOUBLINGS = 4;
    private static final long NO_CHAT_LEFT_PAUSE_NANOS = 1_000_000_000L;

    private final AiLine line;
    private final Lull lull;
    private final Scheduler scheduler;
    private final Stage stage;
    private final SplittableRandom jitter;
    private long limitNanos;
    private boolean hasLeg;
    private long deadlineNanos; // when the AI ends the present chat
    private long openAtNanos;
    private @Nullable NextLeg next;
    private int failures;
    private long lastSoundNanos; // to the call's own leg
    private boolean hasTakenOver; // and has heard nothing of the caller yet

    /** Where a leg takes the place of another. */
    interface Stage {
        /** Who hears what a leg tells, once it is the call's own. */
        AiEvents call();

        /**
         * This one is ready, and goes on now.
         *
         * @param unfinishedBytes where the caller's words begin that it has to hear again, or {@link Uplink#NOTHING}
         */
        void goOnWith(NextLeg next, AiLeg leg, Moment moment, long unfinishedBytes);

        /** The chat that was to follow was lost before it did. */
        void tell(CallEvent event);
    }

    /**
     * Nothing to do yet.
     *
     * @param limitNanos the longest chat of the AI; 0 for one without a limit
     */
    Rollover(long limitNanos, AiLine line, Lull lull, Scheduler scheduler, Stage stage) {
        this.limitNanos = limitNanos;
        this.line = line;
        this.lull = lull;
        this.scheduler = scheduler;
        this.stage = stage;
        this.jitter = new SplittableRandom(line.seed());
    }

    /** Whether chats are ever followed by others. */
    boolean isOn() {
        return limitNanos > 0;
    }

    /** A chat is the call's own, whose clock began then. */
    void onOwnLeg(long openedNanos) {
        hasLeg = isOn();
        failures = 0;
        deadlineNanos = openedNanos + limitNanos;
        openAtNanos = deadlineNanos - leadNanos();
    }

    private long leadNanos() {
        return Math.min(LONGEST_LEAD_NANOS, limitNanos * 2 / 5);
    }

    private long forceNanos() {
        return Math.min(LONGEST_FORCE_NANOS, limitNanos / 10);
    }

    /**
     * The AI ends the present chat, because it is too long.
     *
     * @param announcedNanos how long a chat may be, or 0 when it does not say
     */
    void onTooLong(long announcedNanos) {
        if (hasLeg) {
            limitNanos = announcedNanos > 0 ? Math.min(limitNanos, announcedNanos) : limitNanos;
            deadlineNanos = scheduler.nowNanos();
            openAtNanos = deadlineNanos;
            step(deadlineNanos);
        }
    }

    /**
     * The AI ends the present chat before long, whatever its limit is.
     *
     * @param remainingNanos until then
     */
    void onEndsSoon(long remainingNanos) {
        long nowNanos = scheduler.nowNanos();
        if (hasLeg && nowNanos + remainingNanos - deadlineNanos < 0) {
            deadlineNanos = nowNanos + remainingNanos;
            long wantedNanos = deadlineNanos - leadNanos();
            openAtNanos = wantedNanos - openAtNanos < 0 ? wantedNanos : openAtNanos;
        }
    }

    /**
     * At every tick.
     *
     * @param talking whether there is a leg in whose place another could go
     */
    void onTick(boolean talking, long nowNanos) {
        if (!hasLeg) {
            return;
        }
        if (talking) {
            step(nowNanos);
        } else {
            callOff();
        }
    }

    private void step(long nowNanos) {
        NextLeg now = next;
        AiLeg leg = now == null ? null : now.leg();
        if (now == null) {
            if (nowNanos - openAtNanos >= 0) {
                open(nowNanos);
            }
            return;
        }
        line.uplink().retainFrom(unfinishedBytes(nowNanos));
        if (leg != null) {
            Moment moment = lull.at(nowNanos);
            if (moment.compareTo(worstWanted(nowNanos)) <= 0 && hasSettled(now, nowNanos)) {
                goOnWith(now, leg, moment, nowNanos);
            }
        }
    }

    /** The nearer the end, the less is waited for. */
    private Moment worstWanted(long nowNanos) {
        long leftNanos = deadlineNanos - nowNanos;
        long forceNanos = forceNanos();
        if (leftNanos > forceNanos) {
            return Moment.PAUSE;
        }
        if (leftNanos > forceNanos / 2) {
            return Moment.STILL_HEARD;
        }
        return leftNanos > forceNanos / 4 ? Moment.BETWEEN_WORDS : Moment.ANY;
    }

    private boolean hasSettled(NextLeg waiting, long nowNanos) {
        return waiting.waitedNanos(nowNanos) >= Math.min(LONGEST_SETTLE_NANOS, leadNanos() / 10)
                || deadlineNanos - nowNanos <= forceNanos();
    }

    private void goOnWith(NextLeg ready, AiLeg leg, Moment moment, long nowNanos) {
        forgetNext();
        hasTakenOver = true;
        stage.goOnWith(ready, leg, moment, unfinishedBytes(nowNanos));
        line.uplink().retainFrom(Uplink.NOTHING);
        onOwnLeg(ready.openedNanos());
    }

    /** Where the caller's words begin that the present leg has not understood, or {@link Uplink#NOTHING}. */
    long unfinishedBytes(long nowNanos) {
        return lull.unfinishedBytes(nowNanos);
    }

    private void open(long nowNanos) {
        if (!line.chats().takeSpareChat()) {
            openAtNanos = nowNanos + Math.min(NO_CHAT_LEFT_PAUSE_NANOS, leadNanos() / 8);
            return;
        }
        LegEvents events = LegEvents.waiting(stage.call(), this);
        NextLeg opened = new NextLeg(events, nowNanos);
        next = opened;
        opened.openedBy(line.open(events));
    }

    @Override
    public void onReady(AiLeg leg, String chatId, String chatGroupId) {
        if (next != null) {
            next.ready(leg, chatId, chatGroupId, scheduler.nowNanos());
        }
    }

    @Override
    public void onLost(AiLoss loss) {
        forgetNext();
        long firstNanos = Math.min(LONGEST_FIRST_PAUSE_NANOS, leadNanos() / 8);
        long mostNanos = firstNanos << Math.min(failures++, MOST_DOUBLINGS);
        openAtNanos = scheduler.nowNanos() + jitter.nextLong(mostNanos / 2, mostNanos + 1);
        line.uplink().retainFrom(Uplink.NOTHING);
        stage.tell(new FarEndEvent.RolloverFailed(loss));
    }

    /**
     * The caller's sound goes to the present leg.
     *
     * @return how long ago the last of it went to the one before, when this is the first; otherwise -1
     */
    long onCallerAudio(int muLawBytes, long nowNanos) {
        long gapNanos = hasTakenOver ? nowNanos - lastSoundNanos : -1;
        hasTakenOver = false;
        lastSoundNanos = nowNanos;
        NextLeg waiting = next;
        if (waiting != null) {
            waiting.keepAwake(muLawBytes);
        }
        return gapNanos;
    }

    /** The present leg is gone: what was opened for later is there at once. It belongs to whoever takes it. */
    @Nullable
    NextLeg take() {
        NextLeg taken = next;
        forgetNext(); // of the two, the first is over
        hasLeg = false;
        line.uplink().retainFrom(Uplink.NOTHING); // nothing is forgotten until more is sent
        return taken;
    }

    /** Nothing is to follow, for now. */
    void callOff() {
        if (next != null) {
            next.giveUp();
            forgetNext();
            line.uplink().retainFrom(Uplink.NOTHING);
        }
    }

    private void forgetNext() {
        if (next != null) {
            next = null;
            line.chats().giveSpareChat();
        }
    }
}
