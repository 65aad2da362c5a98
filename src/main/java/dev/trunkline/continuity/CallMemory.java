package dev.trunkline.continuity;

import dev.trunkline.bounded.BoundedMap;
import dev.trunkline.call.CallContinuation;
import dev.trunkline.continuity.RememberedCall.Owner;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What this node remembers of its calls between their streams, and has written behind into a {@link CallStateStore} that
 * outlives it. What was said in a call that was to hang up is forgotten after ten minutes, and any call after four hours, unless
 * the carrier says before that it is over; of too many, first what nobody has asked for or changed for longest, which no live call
 * is. Never called for a frame; waits for no store. Thread-safe.
 */
public final class CallMemory {

    private static final int MAX_CALLS = 10_000;
    private static final long SWEEP_MILLIS = 60_000;

    private final CallStateStore behind;
    private final String node;
    private final InstantSource clock;
    private final Map<String, Entry> calls = BoundedMap.byLastUse(MAX_CALLS);

    private long sweptMillis;

    /** A call, and which of the agent's sentences, of those that followed the caller's last words, are still to be heard. */
    private static final class Entry {
        private final Set<String> openSentences = new HashSet<>();
        private RememberedCall call;
        private long usedMillis;

        Entry(RememberedCall call, long usedMillis) {
            this.call = call;
            this.usedMillis = usedMillis;
        }
    }

    /** A memory that ends with its process. */
    public CallMemory() {
        this(CallStateStore.NONE, "", InstantSource.system());
    }

    /**
     * Begins with what an earlier process left behind.
     *
     * @param node names this process among all that share the store
     * @param clock makes generations that grow on whichever node they are made
     */
    public CallMemory(CallStateStore behind, String node, InstantSource clock) {
        this.behind = behind;
        this.node = node;
        this.clock = clock;
        behind.restored().forEach(call -> enter(call.callSid(), call));
    }

    /**
     * A call comes in. One that is known has been elsewhere and is back: its conversation goes on.
     *
     * @param news what the AI is told in that case
     */
    public synchronized void comes(String callSid, String from, String to, String news) {
        Entry known = find(callSid);
        if (known == null) {
            write(enter(callSid, RememberedCall.coming(callSid, from, to, null, "", null)));
        } else {
            change(callSid, call -> call.visiting(call.chatGroupId() == null ? call.news() : news));
        }
    }

    /**
     * A call goes on here whose beginning was elsewhere; the AI is told {@code news}.
     *
     * @param farEnd the name of the one that has the conversation; empty when that is not known
     */
    public synchronized void comesOver(
            String callSid, String from, String to, @Nullable String chatGroupId, String farEnd, String news) {
        write(enter(callSid, RememberedCall.coming(callSid, from, to, chatGroupId, farEnd, news)));
    }

    /**
     * A stream of the call begins here, and makes every other one of it an old one.
     *
     * @param from who calls, in case that the call is not known yet
     * @param to who was called, likewise
     * @return the call as it was before
     */
    public synchronized RememberedCall begins(String callSid, String from, String to, String route) {
        if (!calls.containsKey(callSid)) {
            enter(callSid, RememberedCall.coming(callSid, from, to, null, "", null));
        }
        Entry known = Objects.requireNonNull(find(callSid));
        RememberedCall before = known.call;
        // The time, so that the newer of two streams is known as such even where nodes cannot ask each other.
        long nowMillis = clock.millis();
        long generation = Math.max(before.owner().generation() + 1, nowMillis);
        known.openSentences.clear();
        known.call = before.beginning(route, new Owner(node, generation, 0), nowMillis);
        behind.claim(known.call);
        return before;
    }

    /** How long ago the first stream of the call's visit began, on whichever node, in ms; 0 when that is not known. */
    public long ageMillis(RememberedCall call) {
        return call.beganMillis() == 0 ? 0 : Math.max(0, clock.millis() - call.beganMillis());
    }

    /** On its stream of {@code visit}, the call talks with the AI: with the far end of this name. */
    public synchronized void talks(String callSid, int visit, String chatGroupId, String farEnd) {
        change(callSid, known -> {
            boolean isLatest = visit == known.visit();
            return known.going(chatGroupId, isLatest ? null : known.continuation(), isLatest ? null : known.news())
                    .at(farEnd);
        });
    }

    /** The call's stream of {@code visit} has ended, or will soon, and leaves {@code continuation} behind. */
    public synchronized void keep(String callSid, int visit, CallContinuation continuation) {
        change(callSid, known -> {
            String group = continuation.chatGroupId() == null ? known.chatGroupId() : continuation.chatGroupId();
            return visit == known.visit()
                    ? known.going(group, continuation, null)
                    : known.going(group, known.continuation(), known.news());
        });
    }

    /** The call leaves this behind without a stream: it was never with the AI. */
    public synchronized void leaves(String callSid, CallContinuation continuation) {
        change(callSid, known -> known.going(known.chatGroupId(), continuation, null));
    }

    /** What the call's stream of {@code visit} had decided is taken back. */
    public synchronized void takesBack(String callSid, int visit) {
        change(callSid, known -> visit == known.visit() ? known.going(known.chatGroupId(), null, null) : known);
    }

    /** What was said of the caller before the call was answered. */
    public synchronized void brief(String callSid, Briefing briefing) {
        change(callSid, known -> known.briefed(briefing));
    }

    /** The conversation goes on, and the AI should be told why. */
    public synchronized void goesOn(String callSid, String news) {
        change(callSid, known -> known.going(known.chatGroupId(), null, news));
    }

    /** The caller said something, to its end. */
    public synchronized void callerSaid(String callSid, String text) {
        Entry entry = find(callSid);
        if (entry != null) {
            entry.openSentences.clear(); // what is still being heard answers something else
        }
        change(callSid, known -> known.hearing(known.heard().callerSaid(text)));
    }

    /** The agent is going to say something. Written with the next change. */
    public synchronized void agentSays(String callSid, String messageId) {
        Entry known = find(callSid);
        if (known != null) {
            known.openSentences.add(messageId);
        }
    }

    /** A sentence is over for the caller, who heard {@code text} of it. Written when it was the last that was announced. */
    public synchronized void agentHeard(String callSid, String messageId, String text) {
        Entry known = find(callSid);
        if (known == null) {
            return;
        }
        boolean isAnswer = known.openSentences.remove(messageId);
        HeardSoFar heard = known.call.heard().agentHeard(text);
        if (isAnswer && known.openSentences.isEmpty()) {
            change(callSid, call -> call.hearing(heard.answered()));
        } else {
            known.call = known.call.hearing(heard);
        }
    }

    public synchronized @Nullable RememberedCall recall(String callSid) {
        Entry known = find(callSid);
        return known == null ? null : known.call;
    }

    /** Asks what other nodes know of a call, and remembers it if that is more. Done soon, and never with a failure. */
    public CompletionStage<Void> recollect(String callSid) {
        return behind.isShared()
                ? behind.read(callSid).thenAccept(found -> adopt(found))
                : CompletableFuture.completedFuture(null);
    }

    private synchronized void adopt(@Nullable RememberedCall found) {
        if (found == null) {
            return;
        }
        Entry known = find(found.callSid());
        if (known == null) {
            enter(found.callSid(), found);
        } else if (found.owner().isNewerThan(known.call.owner())) {
            known.call = found;
        }
    }

    /** The store gave a claim of this node another generation. */
    public synchronized void owned(String callSid, Owner owner) {
        Entry known = find(callSid);
        if (known != null && known.call.owner().generation() < owner.generation()) {
            known.call = known.call.ownedBy(
                    new Owner(node, owner.generation(), known.call.owner().revision()));
        }
    }

    /**
     * Another node has a newer stream of the call: what was remembered here is old.
     *
     * @return whether it was
     */
    public synchronized boolean hasMoved(String callSid, long generation) {
        Entry known = find(callSid);
        boolean isOlder = known != null && known.call.owner().generation() < generation;
        if (isOlder) {
            calls.remove(callSid);
        }
        return isOlder;
    }

    /** The call is over. */
    public synchronized void forget(String callSid) {
        calls.remove(callSid);
        behind.erase(callSid);
    }

    /** The call is over, as others know already. */
    public synchronized void forgetHere(String callSid) {
        calls.remove(callSid);
    }

    private void change(String callSid, UnaryOperator<RememberedCall> how) {
        Entry known = find(callSid);
        if (known != null) {
            RememberedCall changed = how.apply(known.call);
            if (!changed.equals(known.call)) {
                known.call = changed;
                write(changed);
            }
        }
    }

    private void write(RememberedCall call) {
        behind.write(call);
    }

    /** How many calls are known. */
    synchronized int size() {
        return calls.size();
    }

    private @Nullable Entry find(String callSid) {
        Entry known = calls.get(callSid);
        if (known != null) {
            known.usedMillis = clock.millis();
        }
        return known;
    }

    private RememberedCall enter(String callSid, RememberedCall call) {
        long nowMillis = clock.millis();
        forgetOld(nowMillis);
        calls.put(callSid, new Entry(call, nowMillis));
        return call;
    }

    private void forgetOld(long nowMillis) {
        if (Math.abs(nowMillis - sweptMillis) < SWEEP_MILLIS) {
            return;
        }
        sweptMillis = nowMillis;
        for (Iterator<Entry> each = calls.values().iterator(); each.hasNext(); ) {
            Entry entry = each.next();
            long unusedMillis = nowMillis - entry.usedMillis;
            if (unusedMillis < RememberedCall.OVER_KEPT_MILLIS) {
                return; // all others were used later
            }
            if (unusedMillis >= RememberedCall.KEPT_MILLIS) {
                each.remove();
            } else if (entry.call.isOver()) {
                entry.call = entry.call.withoutWords();
                entry.openSentences.clear();
            }
        }
    }
}
