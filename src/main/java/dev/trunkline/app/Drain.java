package dev.trunkline.app;

import dev.trunkline.bridge.Admission;
import dev.trunkline.bridge.Admission.Census;
import dev.trunkline.bridge.CallRouter;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a bridge so that no caller is lost: no new calls, the running ones end by themselves, and the carrier gets the answers
 * that it asks for afterwards. What has not ended in time is told to go on elsewhere. The log tells how it goes. Confined to the
 * thread that stops the process.
 */
final class Drain {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration TELL = Duration.ofSeconds(10);

    /** Longer than the carrier may take to ask what comes next, and to open a stream that is ended at once. */
    private static final Duration LAST_QUESTIONS = Duration.ofSeconds(40);

    private final Admission admission;
    private final CallRouter router;

    Drain(Admission admission, CallRouter router) {
        this.admission = admission;
        this.router = router;
    }

    /**
     * Drains, however long that takes; the process keeps answering meanwhile.
     *
     * @param atMost after which the calls that are left are ended
     * @param hurry done when they are to be ended at once
     * @return whether all calls ended by themselves
     */
    boolean run(Duration atMost, Future<?> hurry) throws InterruptedException {
        admission.drain();
        tell("draining");
        boolean clean = await(atMost, hurry);
        if (!clean) {
            tell(hurry.isDone() ? "drain is cut short: calls are moved" : "drain time is over: calls are moved");
            router.shutDown();
            admission.forgetTransferred();
            await(LAST_QUESTIONS, null);
        }
        LOG.atInfo().addKeyValue("clean", clean).log("drained");
        return clean;
    }

    private boolean await(Duration atMost, @Nullable Future<?> hurry) throws InterruptedException {
        long beganNanos = System.nanoTime();
        long toldNanos = beganNanos;
        while (!admission.awaitNoCalls(LOOK)) {
            long nowNanos = System.nanoTime();
            if (nowNanos - beganNanos >= atMost.toNanos() || (hurry != null && hurry.isDone())) {
                return false;
            }
            if (nowNanos - toldNanos >= TELL.toNanos()) {
                toldNanos = nowNanos;
                tell("still draining");
            }
        }
        return true;
    }

    private void tell(String what) {
        Census census = admission.census();
        LOG.atInfo()
                .addKeyValue("calls", census.live())
                .addKeyValue("ringing", census.ringing())
                .addKeyValue("owed", census.owed())
                .log(what);
    }
}
