package dev.trunkline.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RepeatedStepTest {

    @Test
    void whatOneThrowsDoesNotEndTheOthers() throws Exception {
        Logger log = (Logger) LoggerFactory.getLogger(RepeatedStep.class);
        Level level = log.getLevel();
        log.setLevel(Level.OFF);
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        try {
            CountDownLatch steps = new CountDownLatch(3);
            Runnable step = () -> {
                steps.countDown();
                if (steps.getCount() == 2) {
                    throw new StackOverflowError("once");
                }
                throw new IllegalStateException("each time");
            };

            thread.scheduleWithFixedDelay(new RepeatedStep("test", step), 1, 1, TimeUnit.MILLISECONDS);

            assertThat(steps.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            thread.shutdownNow();
            log.setLevel(level);
        }
    }
}
