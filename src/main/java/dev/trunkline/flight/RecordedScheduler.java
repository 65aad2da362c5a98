package dev.trunkline.flight;

import dev.trunkline.time.Scheduler;

/** The call's clock and timers: what it reads and what fires is written down. Confined to the call's loop. */
final class RecordedScheduler implements Scheduler {

    private final Scheduler scheduler;
    private final FlightTape tape;
    private long timers;

    RecordedScheduler(Scheduler scheduler, FlightTape tape) {
        this.scheduler = scheduler;
        this.tape = tape;
    }

    @Override
    public long nowNanos() {
        return tape.readClock();
    }

    @Override
    public void execute(Runnable task) {
        scheduler.execute(fires(set(0), task));
    }

    @Override
    public Timer after(long delayNanos, Runnable task) {
        long timer = set(delayNanos);
        return cancels(timer, scheduler.after(delayNanos, fires(timer, task)));
    }

    @Override
    public Timer patience(long delayNanos, Runnable task) {
        long timer = set(delayNanos);
        return cancels(timer, scheduler.patience(delayNanos, fires(timer, task)));
    }

    @Override
    public Timer every(long periodNanos, Runnable task) {
        long timer = set(periodNanos);
        return cancels(timer, scheduler.every(periodNanos, fires(timer, task)));
    }

    @Override
    public Timer everyTick(Tick tick) {
        return scheduler.everyTick(nowNanos -> {
            tape.enterTick(nowNanos);
            try {
                tick.onTick(nowNanos);
            } finally {
                tape.leave();
            }
        });
    }

    private long set(long delayNanos) {
        tape.write(FlightKind.TIMER_SET, ++timers, delayNanos, null);
        return timers;
    }

    private Runnable fires(long timer, Runnable task) {
        return () -> {
            tape.enter(FlightKind.TIMER, timer, 0, null);
            try {
                task.run();
            } finally {
                tape.leave();
            }
        };
    }

    private Timer cancels(long timer, Timer set) {
        return () -> {
            tape.write(FlightKind.TIMER_CANCELLED, timer, 0, null);
            set.cancel();
        };
    }
}
