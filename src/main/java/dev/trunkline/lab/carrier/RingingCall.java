package dev.trunkline.lab.carrier;

import dev.trunkline.lab.carrier.rest.CallControl;
import dev.trunkline.lab.carrier.rest.CallEntry;
import dev.trunkline.lab.carrier.rest.StatusReports;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.time.Scheduler;
import io.netty.channel.EventLoop;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A call that rings somewhere, until somebody picks up or nobody does. Confined to the call's loop, but for what says otherwise. */
final class RingingCall implements CallControl {

    private static final int BUSY_HERE = 486;
    private static final int REQUEST_TERMINATED = 487;

    private final CallEntry entry;
    private final StatusReports reports;
    private final EventLoop loop;
    private Scheduler.@Nullable Timer timer;
    private boolean over;

    RingingCall(CallEntry entry, StatusReports reports, EventLoop loop) {
        this.entry = entry;
        this.reports = reports;
        this.loop = loop;
    }

    /** It rings, and then {@code next} happens, unless somebody calls it off. Any thread. */
    void ring(long ringMillis, Runnable next) {
        entry.onLive(this);
        loop.execute(() -> {
            if (over) {
                return;
            }
            entry.onStatus("ringing");
            reports.onEvent("ringing", "ringing");
            timer = LoopScheduler.of(loop).after(TimeUnit.MILLISECONDS.toNanos(ringMillis), () -> {
                if (!over) {
                    over = true;
                    next.run();
                }
            });
        });
    }

    /** Nobody answers. Any thread. */
    void ends(String status, int sipStatus) {
        loop.execute(() -> finish(status, sipStatus));
    }

    void isBusy() {
        finish("busy", BUSY_HERE);
    }

    void ringsOut() {
        finish("no-answer", REQUEST_TERMINATED);
    }

    private void finish(String status, int sipStatus) {
        over = true;
        if (timer != null) {
            timer.cancel();
        }
        entry.onEnd(status);
        reports.onEnd(status, 0, sipStatus);
    }

    private void callOff(Runnable done) {
        loop.execute(() -> {
            if (!over) {
                finish("canceled", REQUEST_TERMINATED);
            }
            done.run();
        });
    }

    @Override
    public void redirect(@Nullable String twiml, URI url, String method, Runnable done) {
        done.run(); // what rings obeys when it is answered
    }

    @Override
    public void complete(Runnable done) {
        callOff(done);
    }

    @Override
    public void hangsUp() {
        callOff(() -> {});
    }

    @Override
    public void abort() {
        callOff(() -> {});
    }
}
