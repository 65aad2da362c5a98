package dev.trunkline.bridge;

import dev.trunkline.testing.ManualScheduler;
import dev.trunkline.time.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A loop in virtual time that goes wrong when told to. */
class StuckLoop implements Scheduler {

    private final ManualScheduler time;
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean stuck;
    private boolean withoutTickers;
    private boolean withoutTimers;
    private Consumer<RuntimeException> onBug = bug -> {
        throw bug;
    };

    StuckLoop(ManualScheduler time) {
        this.time = time;
    }

    /** Who is told what its tasks throw. */
    void guardedBy(Consumer<RuntimeException> owner) {
        onBug = owner;
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException bug) {
            onBug.accept(bug);
        }
    }

    /** Nothing runs any more: it blocks. */
    void isStuck() {
        stuck = true;
    }

    /** What has waited meanwhile runs. */
    void turnsAgain() {
        stuck = false;
        waiting.forEach(this::execute);
        waiting.clear();
    }

    void losesItsTickers() {
        withoutTickers = true;
    }

    void losesItsTimers() {
        withoutTimers = true;
    }

    private void run(Runnable task) {
        if (stuck) {
            waiting.add(task);
        } else {
            guarded(task);
        }
    }

    @Override
    public long nowNanos() {
        return time.nowNanos();
    }

    @Override
    public void execute(Runnable task) {
        time.execute(() -> run(task));
    }

    @Override
    public Timer after(long delayNanos, Runnable task) {
        return time.after(delayNanos, () -> {
            if (!withoutTimers) {
                run(task);
            }
        });
    }

    @Override
    public Timer every(long periodNanos, Runnable task) {
        return time.every(periodNanos, () -> {
            if (!withoutTimers && !stuck) {
                guarded(task);
            }
        });
    }

    @Override
    public Timer everyTick(Tick tick) {
        return time.everyTick(nowNanos -> {
            if (!withoutTickers && !stuck) {
                guarded(() -> tick.onTick(nowNanos));
            }
        });
    }
}
