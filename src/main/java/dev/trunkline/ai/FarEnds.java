package dev.trunkline.ai;

import dev.trunkline.time.Scheduler;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls the first far end of a list that takes this call, and another one when it is lost. A far end that refuses the call is not asked
 * again for it; one that is not reached, or is full, is asked again when the others have been. A conversation belongs to the far end that
 * has it, and is called there first: with its handle it goes on soonest, and as the one that the caller knows. That one is waited for
 * alone no longer than {@link FarEndSearch#AGAIN_NANOS}; then the next is called beside it, and whichever is ready first has the
 * conversation. Another far end begins a new chat, and is told that the call goes on. One for each call; confined to the call's loop.
 */
public final class FarEnds implements AiConnector {

    static final int USELESS = 1_000; // misses: asked when nobody else is left
    private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final List<Candidate> candidates;
    private final Scheduler scheduler;
    private final String goesOn;
    private final Listener listener;
    private String conversationAt;
    private boolean begun; // somebody has said something on this stream
    private @Nullable AgentProfile opening; // what was asked for at first
    private @Nullable AiLoss lastRefusal;

    /** Who hears of what the call does not. */
    public interface Listener {
        /**
         * A far end has the call's conversation. On the call's loop.
         *
         * @param from who had it before, when that was another one; else empty
         */
        void onTaken(String callSid, ListedFarEnd farEnd, String from);

        /** A far end did not take a call, and the next one is asked. Likewise. */
        void onPassedOver(String callSid, ListedFarEnd farEnd, AiLoss loss);
    }

    /**
     * @param farEnds in the order in which they are asked; one or more
     * @param conversationAt the name of the one that has the call's conversation already; empty when none has, or it is not known
     * @param goesOn what the model is told of a call that another far end has begun
     */
    public FarEnds(
            List<ListedFarEnd> farEnds, String conversationAt, Scheduler scheduler, String goesOn, Listener listener) {
        this.candidates = farEnds.stream().map(Candidate::new).toList();
        this.conversationAt = conversationAt;
        this.scheduler = scheduler;
        this.goesOn = goesOn;
        this.listener = listener;
    }

    /** A far end, as one call knows it. */
    static final class Candidate {
        private final ListedFarEnd farEnd;
        private @Nullable AiConnector connector;
        private boolean refused;
        private int misses; // in a row
        private boolean hasDied; // in mid-call
        private long diedNanos;

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

        ListedFarEnd farEnd() {
            return farEnd;
        }

        String name() {
            return farEnd.name();
        }

        Breaker breaker() {
            return farEnd.breaker();
        }

        ConnectPace pace() {
            return farEnd.pace();
        }
    }

    @Override
    public Attempt connect(AgentProfile profile, AiEvents events) {
        return open(profile, events, candidates, false);
    }

    @Override
    public Attempt connectBeside(AgentProfile profile, AiEvents events) {
        List<Candidate> home = candidates.stream().filter(this::isHome).toList();
        return open(profile, events, home.isEmpty() ? candidates : home, true);
    }

    private Attempt open(AgentProfile profile, AiEvents events, List<Candidate> among, boolean isBeside) {
        if (opening == null) {
            opening = profile;
        }
        FarEndSearch search = new FarEndSearch(this, profile, events, among, isBeside);
        search.look();
        return search;
    }

    @Override
    public boolean isDown() {
        for (Candidate each : candidates) {
            if (!each.refused && each.breaker().state() == Breaker.State.CLOSED) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean hasAnother() {
        for (Candidate each : candidates) {
            if (!each.refused
                    && !isHome(each)
                    && each.misses < USELESS
                    && each.breaker().lets()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String farEnd() {
        return conversationAt;
    }

    @Override
    public long chatLimitNanos() {
        for (Candidate each : candidates) {
            if (isHome(each)) {
                return each.farEnd.chatLimitNanos();
            }
        }
        return -1;
    }

    @Override
    public void onUseless(AiLoss loss) {
        for (Candidate each : candidates) {
            if (isHome(each)) {
                each.misses = USELESS;
                each.breaker().onUseless();
            }
        }
    }

    /** Those of them that may take the call, the best first. */
    List<Candidate> inOrder(List<Candidate> among) {
        return among.stream()
                .filter(each -> !each.refused)
                .sorted(Comparator.<Candidate>comparingInt(each -> each.misses).thenComparing(each -> !isHome(each)))
                .toList();
    }

    boolean isHome(Candidate candidate) {
        return candidate.name().equals(conversationAt);
    }

    /** Whether nobody of the list has the conversation, nor had it before. */
    boolean isNew() {
        return conversationAt.isEmpty();
    }

    /**
     * What this one is asked for: a conversation that is not its own begins anew there, and one in which nobody has said anything yet
     * begins anew with whoever does not remember it, so that the caller is greeted after all.
     *
     * @param isBeside whether the leg that has the conversation still stands
     */
    AgentProfile asked(Candidate candidate, AgentProfile profile, boolean isBeside) {
        if (isNew() || profile.resumedChatGroupId() == null) {
            return profile;
        }
        boolean isElsewhere = !isHome(candidate);
        boolean remembers = !isElsewhere && (isBeside || candidate.farEnd.remembers());
        AgentProfile first = opening;
        if (!remembers && !begun && first != null && first.resumedChatGroupId() == null) {
            return first;
        }
        return isElsewhere
                ? profile.resuming(null, profile.context() == null ? goesOn : profile.context())
                        .described(profile.description().ungreeting())
                : profile;
    }

    /** It has the conversation now. */
    void settle(Candidate candidate, String callSid) {
        if (candidate.misses < USELESS) {
            candidate.misses = 0;
        }
        listener.onTaken(callSid, candidate.farEnd, isHome(candidate) ? "" : conversationAt);
        conversationAt = candidate.name();
    }

    void onSaid() {
        begun = true;
    }

    void missed(Candidate candidate, int times) {
        candidate.misses += times;
    }

    /** A leg was lost in mid-call. Who comes back and dies again soon is no better than one that is not reached. */
    void died(Candidate candidate) {
        long nowNanos = scheduler.nowNanos();
        if (candidate.hasDied && nowNanos - candidate.diedNanos < STEADY_NANOS) {
            candidate.misses++;
        }
        candidate.hasDied = true;
        candidate.diedNanos = nowNanos;
    }

    /** It never takes this call. */
    void refused(Candidate candidate, AiLoss loss) {
        candidate.refused = true;
        lastRefusal = loss;
    }

    boolean hasAnyLeft() {
        return !inOrder(candidates).isEmpty();
    }

    @Nullable
    AiLoss lastRefusal() {
        return lastRefusal;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Listener listener() {
        return listener;
    }
}
