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

    static final long NOT_SAID = Long.MIN_VALUE;
    private static final long LONGEST_SETTLE_NANOS = 500_000_000L; // an AI that greets whoever comes does it by then
    private static final long LONGEST_FIRST_PAUSE_NANOS = 1_000_000_000L;
    private static final int MOST_DOUBLINGS = 4;
    private static final long NO_CHAT_LEFT_PAUSE_NANOS = 1_000_000_000L;

    private final AiLine line;
    private final Lull lull;
    private final Scheduler scheduler;
    private final Stage stage;
    private final SplittableRandom jitter;
    private final ChatLimit limit;
    private boolean hasLeg;
    private long saidEndNanos = NOT_SAID; // by a far end whose chat is not the call's own yet
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

    /** @param limitNanos the longest chat of the AI; 0 for one without a limit */
    Rollover(long limitNanos, AiLine line, Lull lull, Scheduler scheduler, Stage stage) {
        this.limit = new ChatLimit(limitNanos);
        this.line = line;
        this.lull = lull;
        this.scheduler = scheduler;
        this.stage = stage;
        this.jitter = new SplittableRandom(line.seed());
    }

    /** A chat is the call's own, whose clock began then. */
    void onOwnLeg(long openedNanos) {
        hasLeg = true;
        failures = 0;
        lull.onLeg();
        limit.begin(openedNanos, line.chatLimitNanos());
        if (saidEndNanos != NOT_SAID) {
            limit.endsAt(saidEndNanos);
            saidEndNanos = NOT_SAID;
        }
    }

    /**
     * The AI ends the present chat, because it is too long.
     *
     * @param announcedNanos how long a chat may be, or 0 when it does not say
     */
    void onTooLong(long announcedNanos) {
        if (hasLeg) {
            long nowNanos = scheduler.nowNanos();
            limit.isOver(announcedNanos, nowNanos);
            step(nowNanos);
        }
    }

    /**
     * The AI says when it will end the present chat, or the one that is about to be the call's own.
     *
     * @param remainingNanos until then
     */
    void onEndsSoon(long remainingNanos) {
        long atNanos = scheduler.nowNanos() + Math.max(0, remainingNanos);
        if (hasLeg) {
            limit.endsAt(atNanos);
        } else {
            saidEndNanos = atNanos;
        }
    }

    @Override
    public void onNextEndsSoon(long remainingNanos) {
        if (next != null) {
            next.endsAt(scheduler.nowNanos() + Math.max(0, remainingNanos));
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
        line.uplink().retainFrom(lull.doubtfulBytes(nowNanos)); // it may be lost at any time
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
            if (limit.isDue(nowNanos)) {
                open(nowNanos);
            }
            return;
        }
        if (leg != null) {
            Moment moment = lull.at(nowNanos);
            if (moment.compareTo(worstWanted(nowNanos)) <= 0 && hasSettled(now, nowNanos)) {
                goOnWith(now, leg, moment, nowNanos);
            }
        }
    }

    /** The nearer the end, the less is waited for. */
    private Moment worstWanted(long nowNanos) {
        long leftNanos = limit.leftNanos(nowNanos);
        long forceNanos = limit.forceNanos();
        if (leftNanos > forceNanos) {
            return Moment.PAUSE;
        }
        if (leftNanos > forceNanos / 2) {
            return Moment.STILL_HEARD;
        }
        return leftNanos > forceNanos / 4 ? Moment.BETWEEN_WORDS : Moment.ANY;
    }

    private boolean hasSettled(NextLeg waiting, long nowNanos) {
        boolean settled = waiting.waitedNanos(nowNanos) >= Math.min(LONGEST_SETTLE_NANOS, limit.leadNanos() / 10);
        return settled || limit.leftNanos(nowNanos) <= limit.forceNanos();
    }

    private void goOnWith(NextLeg ready, AiLeg leg, Moment moment, long nowNanos) {
        forgetNext();
        hasTakenOver = true;
        stage.goOnWith(ready, leg, moment, lull.handOver(nowNanos));
        saidEndNanos = ready.endNanos();
        onOwnLeg(ready.openedNanos());
    }

    private void open(long nowNanos) {
        if (!line.chats().takeSpareChat()) {
            limit.openAt(nowNanos + Math.min(NO_CHAT_LEFT_PAUSE_NANOS, limit.leadNanos() / 8));
            return;
        }
        LegEvents events = LegEvents.waiting(stage.call(), this, line.heard().position());
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
        long firstNanos = Math.min(LONGEST_FIRST_PAUSE_NANOS, limit.leadNanos() / 8);
        long mostNanos = firstNanos << Math.min(failures++, MOST_DOUBLINGS);
        limit.openAt(scheduler.nowNanos() + jitter.nextLong(mostNanos / 2, mostNanos + 1));
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

    /**
     * The present leg is gone, or was never reached: the next one hears what it has heard and not shown to have understood. What was
     * opened for later is there at once, and belongs to whoever takes it.
     */
    @Nullable
    NextLeg take() {
        NextLeg taken = next;
        saidEndNanos = taken == null ? NOT_SAID : taken.endNanos();
        forgetNext(); // of the two, the first is over
        if (hasLeg) {
            line.uplink().doubtFrom(lull.doubtfulBytes(scheduler.nowNanos()));
        }
        hasLeg = false;
        return taken;
    }

    /** Nothing is to follow, for now. */
    void callOff() {
        if (next != null) {
            next.giveUp();
            forgetNext();
        }
    }

    private void forgetNext() {
        if (next != null) {
            next = null;
            line.chats().giveSpareChat();
        }
    }
}
