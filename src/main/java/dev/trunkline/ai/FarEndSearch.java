package dev.trunkline.ai;

import dev.trunkline.ai.AiLoss.Kind;
import dev.trunkline.ai.FarEnds.Candidate;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.time.Scheduler;
import dev.trunkline.time.Scheduler.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a call to have a leg: each of its far ends is asked once, one that cannot be had is passed over at once, and beside one
 * that keeps the caller waiting the next is asked; whichever is ready first is taken. Where all are known to be out, it waits until one
 * may be tried. Confined to the call's loop.
 */
final class FarEndSearch implements AiConnector.Attempt {

    /** How long whoever has the conversation, or is only tried to find out whether it is back, is waited for alone. */
    static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** The same of any other: a caller who has just come hears the line ring, and half of them are not to be had twice. */
    static final long NEW_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final FarEnds farEnds;
    private final AgentProfile profile;
    private final AiEvents events;
    private final List<Candidate> among;
    private final boolean isBeside;
    private final Scheduler scheduler;
    private final long untilNanos;
    private final List<Candidate> asked = new ArrayList<>();
    private final List<Asking> underWay = new ArrayList<>();
    private @Nullable Timer timer;
    private @Nullable Timer impatience;

    FarEndSearch(FarEnds farEnds, AgentProfile profile, AiEvents events, List<Candidate> among, boolean isBeside) {
        this.farEnds = farEnds;
        this.profile = profile;
        this.events = events;
        this.among = among;
        this.isBeside = isBeside;
        this.scheduler = farEnds.scheduler();
        this.untilNanos = scheduler.nowNanos() + PATIENCE_NANOS;
    }

    void look() {
        List<Candidate> left = left();
        for (Candidate each : left) {
            Breaker.Permit given = each.breaker().ask();
            if (given != null) {
                ask(each, given);
                return;
            }
        }
        AiLoss refusal = farEnds.lastRefusal();
        if (left.isEmpty() && refusal != null) {
            later(0, () -> events.onLost(refusal));
        } else if (scheduler.nowNanos() - untilNanos >= 0) {
            later(0, () -> events.onLost(new AiLoss(Kind.DROPPED, 0, null, "no far end takes calls at present")));
        } else {
            later(LOOK_NANOS, this::look);
        }
    }

    /** Those that have not been asked yet, the best first. */
    private List<Candidate> left() {
        return farEnds.inOrder(among).stream()
                .filter(each -> !asked.contains(each))
                .toList();
    }

    private void later(long delayNanos, Runnable task) {
        timer = scheduler.after(delayNanos, task);
    }

    private void ask(Candidate candidate, Breaker.Permit permit) {
        asked.add(candidate);
        Asking asking = new Asking(candidate, permit);
        underWay.add(asking);
        if (!left().isEmpty()) {
            boolean isImpatient = asking.findsOut || !farEnds.isNew();
            stopImpatience();
            impatience = scheduler.after(isImpatient ? AGAIN_NANOS : NEW_NANOS, this::askAnotherToo);
        }
        asking.begin();
    }

    /** Nobody is ready yet. One that may be out is not tried for this: it would take longer still. */
    private void askAnotherToo() {
        for (Candidate each : left()) {
            if (each.breaker().state() == Breaker.State.CLOSED) {
                Breaker.Permit given = each.breaker().ask();
                if (given != null) {
                    ask(each, given);
                    return;
                }
            }
        }
    }

    private void stopImpatience() {
        if (impatience != null) {
            impatience.cancel();
            impatience = null;
        }
    }

    /** One is there; the others were too slow, which is as bad as not to be reached. */
    private void settle(Asking ready) {
        stopImpatience();
        for (Asking each : List.copyOf(underWay)) {
            if (each != ready) {
                each.callOff(true);
            }
        }
        underWay.clear();
        farEnds.settle(ready.candidate, profile.sessionId());
    }

    @Override
    public void cancel() {
        if (timer != null) {
            timer.cancel();
        }
        stopImpatience();
        underWay.forEach(each -> each.callOff(false));
        underWay.clear();
    }

    /** A far end that is being asked; hears first what it tells. */
    private final class Asking extends PassedOnEvents {
        private final Candidate candidate;
        private final boolean findsOut;
        private Breaker.@Nullable Permit permit; // not answered yet
        private @Nullable Timer turn;
        private AiConnector.@Nullable Attempt attempt;
        private boolean ready;

        Asking(Candidate candidate, Breaker.Permit permit) {
            super(events);
            this.candidate = candidate;
            this.permit = permit;
            this.findsOut = candidate.breaker().state() != Breaker.State.CLOSED;
        }

        void begin() {
            if (findsOut) {
                open();
            } else {
                openInTurn(candidate.pace().reserve(scheduler.nowNanos()));
            }
        }

        private void openInTurn(long placeNanos) {
            long waitNanos = candidate.pace().waitNanos(placeNanos, scheduler.nowNanos());
            if (waitNanos == 0) {
                open();
            } else {
                turn = scheduler.after(waitNanos, () -> openIfStillLet(placeNanos));
            }
        }

        private void openIfStillLet(long placeNanos) {
            turn = null;
            if (candidate.breaker().state() == Breaker.State.CLOSED) {
                openInTurn(placeNanos);
            } else {
                takePermit().calledOff();
                underWay.remove(this);
                asked.remove(candidate); // it was not
                if (underWay.isEmpty()) {
                    look();
                }
            }
        }

        private void open() {
            attempt = candidate.connector(scheduler).connect(farEnds.asked(candidate, profile, isBeside), this);
        }

        private Breaker.Permit takePermit() {
            Breaker.Permit taken = permit;
            if (taken == null) {
                throw new IllegalStateException("a far end answered twice");
            }
            permit = null;
            return taken;
        }

        void callOff(boolean wasSlow) {
            if (turn != null) {
                turn.cancel();
            }
            if (attempt != null) {
                attempt.cancel();
            }
            if (wasSlow && attempt != null) {
                farEnds.missed(candidate, 1);
                takePermit().missed();
            } else {
                takePermit().calledOff();
            }
        }

        @Override
        public void onReady(AiLeg leg, String chatId, String chatGroupId) {
            ready = true;
            spareIt();
            takePermit().reached();
            settle(this);
            super.onReady(leg, chatId, chatGroupId);
        }

        @Override
        public void onUserMessage(String text, boolean interim, Map<String, Double> scores) {
            farEnds.onSaid();
            super.onUserMessage(text, interim, scores);
        }

        @Override
        public void onAgentAudio(String messageId, SoundFormat format, byte[] sound, int offset, int lengthBytes) {
            farEnds.onSaid();
            super.onAgentAudio(messageId, format, sound, offset, lengthBytes);
        }

        @Override
        public void onLost(AiLoss loss) {
            // Who has talked with this caller may restart behind a balancer: the breaker judges, and the call asks
            // again.
            boolean isDoubtful = loss.kind() == Kind.DENIED && !ready && !farEnds.isNew();
            boolean forGood = loss.kind() == Kind.REFUSED || (loss.kind() == Kind.DENIED && !isDoubtful);
            if (forGood) {
                farEnds.refused(candidate, loss);
            }
            if (ready) {
                if (loss.kind() == Kind.DROPPED) {
                    farEnds.died(candidate);
                }
                super.onLost(forGood && farEnds.hasAnyLeft() ? asDrop(loss) : loss);
                return;
            }
            farEnds.missed(candidate, loss.kind() == Kind.BUSY ? 2 : 1);
            answerPermit(loss.kind());
            underWay.remove(this);
            if (!underWay.isEmpty()) {
                passOver(loss); // another one is being asked
            } else if (forGood ? !left().isEmpty() : isOfTheFarEnd(loss.kind()) && anotherLets()) {
                passOver(loss);
                stopImpatience();
                look();
            } else {
                stopImpatience();
                super.onLost(isDoubtful ? asDrop(loss) : loss);
            }
        }

        private void passOver(AiLoss loss) {
            farEnds.listener().onPassedOver(profile.sessionId(), candidate.farEnd(), loss);
        }

        /** Whether it says something of the far end rather than of the conversation. */
        private static boolean isOfTheFarEnd(Kind kind) {
            return kind == Kind.DROPPED || kind == Kind.STALLED || kind == Kind.BUSY || kind == Kind.DENIED;
        }

        private boolean anotherLets() {
            return left().stream().anyMatch(each -> each.breaker().lets());
        }

        /** If it was out, all who wait are let now: not at once. */
        private void spareIt() {
            if (findsOut) {
                candidate.pace().afterOutage(scheduler.nowNanos());
            }
        }

        private void answerPermit(Kind kind) {
            Breaker.Permit answered = takePermit();
            switch (kind) {
                case DENIED -> answered.denied();
                case DROPPED, STALLED -> answered.missed();
                case BUSY -> {
                    spareIt();
                    answered.turnedAway(); // it is there, and full
                }
                case REFUSED -> {
                    if (findsOut) {
                        answered.calledOff(); // nobody may have that name, or be believed: no sign of life
                    } else {
                        answered.turnedAway(); // others may want something else of it
                    }
                }
                case GOODBYE, CLOSED, DURATION_LIMIT, INACTIVE, RESUME_FAILED -> {
                    spareIt();
                    answered.reached();
                }
            }
        }

        /** The call may go on elsewhere. */
        private static AiLoss asDrop(AiLoss loss) {
            return new AiLoss(Kind.DROPPED, loss.closeCode(), loss.lastProblem(), loss.detail());
        }
    }
}
