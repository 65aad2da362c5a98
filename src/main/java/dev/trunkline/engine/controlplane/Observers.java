package dev.trunkline.engine.controlplane;

import dev.trunkline.net.MemoryBudget;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Those who watch one chat, and what they are shown first. What is sent to the chat's client is shown to all; who cannot keep
 * up leaves. Confined to the chat's loop, except its seats.
 */
public final class Observers {

    static final int MAX_OBSERVERS = 16; // of one chat

    private final ObserverReplay replay;
    private final Set<Observer> observers = new LinkedHashSet<>();
    private final AtomicInteger seatsTaken = new AtomicInteger();

    /** @param budget for what is shown to those who come late */
    public Observers(MemoryBudget budget) {
        this.replay = new ObserverReplay(budget);
    }

    /** Takes a seat if one is free; to be given back. Any thread. */
    boolean takeSeat() {
        return seatsTaken.getAndUpdate(taken -> Math.min(taken + 1, MAX_OBSERVERS)) < MAX_OBSERVERS;
    }

    /** Any thread. */
    void giveSeatBack() {
        seatsTaken.decrementAndGet();
    }

    public void join(Observer observer) {
        observer.catchUp(replay.frames());
        observers.add(observer);
    }

    public void leave(Observer observer) {
        observers.remove(observer);
    }

    /** The chat's client was sent this. */
    public void show(byte[] frame, boolean isSound) {
        replay.add(frame, isSound);
        observers.removeIf(observer -> !observer.show(frame));
    }

    /** The chat is over. */
    public void end() {
        observers.forEach(Observer::chatEnded);
        observers.clear();
        replay.forget();
    }
}
