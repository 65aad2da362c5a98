package dev.trunkline.ai;

import dev.trunkline.ai.AiLoss.Kind;
import dev.trunkline.time.Scheduler;
import dev.trunkline.time.Scheduler.Timer;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls the first far end of a list that takes this call, and another one when it is lost for good. A far end that refuses the
 * call is not asked again for it, and the next one is asked at once; one that is not reached is asked again when the others have
 * been. Where all are known to be out, an attempt waits until one is tried again. A conversation belongs to the far end that
 * has it: another one begins a new chat, and is told that the call goes on. One for each call; confined to the call's loop.
 */
public final class FarEnds implements AiConnector {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int USELESS = 1_000; // misses: asked when nobody else is left

    private final List<Candidate> candidates;
    private final Scheduler scheduler;
    private final String goesOn;
    private final Listener listener;
    private @Nullable Candidate home; // has the conversation
    private @Nullable AiLoss lastRefusal;

    /** Who hears of what the call does not. */
    public interface Listener {
        /** A far end did not take a call, and the next one is asked. On the call's loop. */
        void onPassedOver(String callSid, String farEnd, AiLoss loss);
    }

    /**
     * Calls nobody yet.
     *
     * @param farEnds in the order in which they are asked; one or more
     * @param goesOn what the model is told of a call that another far end has begun
     */
    public FarEnds(List<ListedFarEnd> farEnds, Scheduler scheduler, String goesOn, Listener listener) {
        this.candidates = farEnds.stream().map(Candidate::new).toList();
        this.scheduler = scheduler;
        this.goesOn = goesOn;
        this.listener = listener;
    }

    /** A far end, as one call knows it. */
    private static final class Candidate {
        private final ListedFarEnd farEnd;
        private @Nullable AiConnector connector;
        private boolean refused;
        private int misses; // in a row

        Candidate(ListedFarEnd farEnd) {
            this.farEnd = farEnd;
        }

        AiConnector connector(Scheduler scheduler) {
            AiConnector own = connector;
            if (own == null) {
                own = farEnd.connectors().apply(scheduler);
                connector = own;
            }
            return own;
        }
    }

    @Override
    public Attempt connect(AgentProfile profile, AiEvents events) {
        return open(profile, events, candidates);
    }

    @Override
    public Attempt connectBeside(AgentProfile profile, AiEvents events) {
        Candidate only = home;
        return open(profile, events, only == null ? candidates : List.of(only));
    }

    private Attempt open(AgentProfile profile, AiEvents events, List<Candidate> among) {
        Opening opening = new Opening(profile, events, among);
        opening.look();
        return opening;
    }

    @Override
    public boolean isDown() {
        for (Candidate each : candidates) {
            if (!each.refused && each.farEnd.breaker().state() == Breaker.State.CLOSED) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String farEnd() {
        return home == null ? "" : home.farEnd.name();
    }

    @Override
    public void onUseless(AiLoss loss) {
        Candidate useless = home;
        if (useless != null) {
            useless.misses = USELESS;
            useless.farEnd.breaker().onUseless();
        }
    }

    /** Those that may take the call, the best first: one miss of whoever has the conversation is forgiven. */
    private List<Candidate> inOrder(List<Candidate> among) {
        return among.stream()
                .filter(each -> !each.refused)
                .sorted(Comparator.<Candidate>comparingInt(
                                each -> each == home ? Math.max(0, each.misses - 1) : each.misses)
                        .thenComparing(each -> each != home))
                .toList();
    }

    /** One attempt: far end after far end until one is asked to the end. Confined to the loop. */
    private final class Opening implements Attempt {

        private final AgentProfile profile;
        private final AiEvents events;
        private final List<Candidate> among;
        private final long untilNanos = scheduler.nowNanos() + PATIENCE_NANOS;
        private @Nullable Timer timer;
        private Breaker.@Nullable Permit permit; // not answered yet
        private @Nullable Attempt underWay;

        Opening(AgentProfile profile, AiEvents events, List<Candidate> among) {
            this.profile = profile;
            this.events = events;
            this.among = among;
        }

        private void look() {
            List<Candidate> left = inOrder(among);
            for (Candidate each : left) {
                Breaker.Permit given = each.farEnd.breaker().ask();
                if (given != null) {
                    dial(each, given);
                    return;
                }
            }
            AiLoss refusal = lastRefusal;
            if (left.isEmpty() && refusal != null) {
                later(0, () -> events.onLost(refusal));
            } else if (scheduler.nowNanos() - untilNanos >= 0) {
                later(0, () -> events.onLost(new AiLoss(Kind.DROPPED, 0, null, "no far end takes calls at present")));
            } else {
                later(LOOK_NANOS, this::look);
            }
        }

        private void dial(Candidate candidate, Breaker.Permit given) {
            permit = given;
            boolean findsOut = candidate.farEnd.breaker().state() != Breaker.State.CLOSED;
            long waitNanos = findsOut ? 0 : candidate.farEnd.pace().reserve(scheduler.nowNanos());
            if (waitNanos == 0) {
                open(candidate, findsOut);
            } else {
                later(waitNanos, () -> openIfStillLet(candidate));
            }
        }

        private void openIfStillLet(Candidate candidate) {
            if (candidate.farEnd.breaker().state() == Breaker.State.CLOSED) {
                open(candidate, false);
            } else {
                takePermit().calledOff();
                look();
            }
        }

        private void open(Candidate candidate, boolean findsOut) {
            boolean elsewhere = home != null && home != candidate && profile.resumedChatGroupId() != null;
            AgentProfile asked = elsewhere
                    ? profile.resuming(null, profile.context() == null ? goesOn : profile.context())
                    : profile;
            underWay = candidate.connector(scheduler).connect(asked, new Told(candidate, findsOut));
        }

        private void later(long delayNanos, Runnable task) {
            timer = scheduler.after(delayNanos, task);
        }

        private Breaker.Permit takePermit() {
            Breaker.Permit taken = permit;
            if (taken == null) {
                throw new IllegalStateException("a far end answered twice");
            }
            permit = null;
            return taken;
        }

        @Override
        public void cancel() {
            if (timer != null) {
                timer.cancel();
            }
            if (underWay != null) {
                underWay.cancel();
            }
            if (permit != null) {
                takePermit().calledOff();
            }
        }

        /** Hears first what one far end tells. */
        private final class Told extends PassedOnEvents {
            private final Candidate candidate;
            private final boolean findsOut;
            private boolean ready;

            Told(Candidate candidate, boolean findsOut) {
                super(events);
                this.candidate = candidate;
                this.findsOut = findsOut;
            }

            @Override
            public void onReady(AiLeg leg, String chatId, String chatGroupId) {
                ready = true;
                if (candidate.misses < USELESS) {
                    candidate.misses = 0;
                }
                home = candidate;
                if (findsOut) {
                    candidate.farEnd.pace().afterOutage(scheduler.nowNanos());
                }
                takePermit().reached();
                super.onReady(leg, chatId, chatGroupId);
            }

            @Override
            public void onLost(AiLoss loss) {
                boolean forGood = loss.kind() == Kind.REFUSED || loss.kind() == Kind.DENIED;
                if (forGood) {
                    candidate.refused = true;
                    lastRefusal = loss;
                }
                if (ready) {
                    super.onLost(forGood && !inOrder(candidates).isEmpty() ? asDrop(loss) : loss);
                    return;
                }
                candidate.misses += loss.kind() == Kind.BUSY ? 2 : 1;
                answerPermit(loss.kind());
                if (forGood ? !inOrder(among).isEmpty() : loss.kind() == Kind.BUSY && anotherLets()) {
                    listener.onPassedOver(profile.sessionId(), candidate.farEnd.name(), loss);
                    underWay = null;
                    look();
                } else {
                    super.onLost(loss);
                }
            }

            private void answerPermit(Kind kind) {
                Breaker.Permit answered = takePermit();
                switch (kind) {
                    case DENIED -> answered.denied();
                    case DROPPED, STALLED -> answered.missed();
                    // It is there: others may want something else of it, or have a place there.
                    case REFUSED, BUSY -> answered.calledOff();
                    case GOODBYE, CLOSED, DURATION_LIMIT, INACTIVE, RESUME_FAILED -> answered.reached();
                }
            }

            private boolean anotherLets() {
                Candidate next = inOrder(among).get(0);
                return next != candidate && next.farEnd.breaker().lets();
            }

            /** The call may go on elsewhere. */
            private static AiLoss asDrop(AiLoss loss) {
                return new AiLoss(Kind.DROPPED, loss.closeCode(), loss.lastProblem(), loss.detail());
            }
        }
    }
}
