package dev.trunkline.engine.controlplane;

import dev.trunkline.net.connection.MemoryBudget;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Those who observe one chat, and what they are shown first. What is sent to the chat's client is shown to all; who cannot keep
 * up leaves. Observers come and go from any thread; the rest is confined to the chat's loop.
 */
public final class Observers {

    static final int MAX_OBSERVERS = 16; // of one chat

    private final ObserverReplay replay;
    private final Executor loop;
    private final Set<Observer> observers = new LinkedHashSet<>();
    private final AtomicInteger seatsTaken = new AtomicInteger();
    private boolean ended;

    /**
     * @param budget for what is shown to those who come late
     * @param loop the chat's; runs tasks later, or not at all when the engine is closing
     */
    public Observers(MemoryBudget budget, Executor loop) {
        this.replay = new ObserverReplay(budget);
        this.loop = loop;
    }

    /** Takes a seat if one is free; to be given back. */
    boolean takeSeat() {
        return seatsTaken.getAndUpdate(taken -> Math.min(taken + 1, MAX_OBSERVERS)) < MAX_OBSERVERS;
    }

    void giveSeatBack() {
        seatsTaken.decrementAndGet();
    }

    /** Somebody with a seat wants to observe. */
    void join(Observer observer) {
        loop.execute(() -> {
            if (ended) {
                observer.chatEnded();
            } else {
                observer.catchUp(replay.frames());
                observers.add(observer);
            }
        });
    }

    void leave(Observer observer) {
        loop.execute(() -> observers.remove(observer));
    }

    /** The chat's client was sent this. */
    public void show(byte[] frame, boolean isSound) {
        replay.add(frame, isSound);
        observers.removeIf(observer -> !observer.show(frame));
    }

    public void end() {
        ended = true;
        observers.forEach(Observer::chatEnded);
        observers.clear();
        replay.forget();
    }
}
