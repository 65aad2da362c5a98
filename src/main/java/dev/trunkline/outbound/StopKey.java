package dev.trunkline.outbound;

import dev.trunkline.call.CallEvent;
import dev.trunkline.call.FarEndEvent;
import dev.trunkline.call.TalkEvent;
import dev.trunkline.time.Scheduler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The key by which whoever was called says that they do not want to be. It has to be pressed alone: among other keys it is a digit of
 * a number, and while the agent collects digits it is one of them. Confined to the call's loop.
 */
final class StopKey {

    /** A telephone, for which no key stops anything. */
    static final char NONE = ' ';

    private static final long ALONE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final String COLLECTS = "collect_digits";

    private final char key;
    private final Runnable stop;
    private @Nullable Long lastNanos;
    private Scheduler.@Nullable Timer alone;
    private boolean isCollecting;

    /** @param stop is run when it was pressed */
    StopKey(char key, Runnable stop) {
        this.key = key;
        this.stop = stop;
    }

    void onEvent(CallEvent event, Scheduler loop) {
        if (key == NONE) {
            return;
        }
        if (event instanceof TalkEvent.DigitPressed pressed) {
            press(pressed.digit(), loop);
        } else if (event instanceof FarEndEvent.ToolCalled called
                && called.tool().name().equals(COLLECTS)) {
            isCollecting = true;
        } else if (event instanceof FarEndEvent.ToolAnswered answered
                && answered.tool().name().equals(COLLECTS)) {
            isCollecting = false;
        } else if (event instanceof CallEvent.Ended && isWaiting()) {
            stop.run(); // and put the phone down
        }
    }

    private void press(char digit, Scheduler loop) {
        Long before = lastNanos;
        long nowNanos = loop.nowNanos();
        lastNanos = nowNanos;
        boolean isOneOfMany = isWaiting() || (before != null && nowNanos - before < ALONE_NANOS);
        if (digit == key && !isOneOfMany && !isCollecting) {
            alone = loop.after(ALONE_NANOS, () -> {
                alone = null;
                stop.run();
            });
        }
    }

    /** Whether it was pressed just now; it is nothing any more. */
    private boolean isWaiting() {
        Scheduler.Timer timer = alone;
        if (timer == null) {
            return false;
        }
        timer.cancel();
        alone = null;
        return true;
    }
}
