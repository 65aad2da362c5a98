package dev.trunkline.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A step that a clock repeats for as long as the process lives: an executor never repeats what has thrown once, so whatever one
 * throws is logged, and the next is made all the same. As thread-safe as the step.
 *
 * @param name says in the log which it is
 */
record RepeatedStep(String name, Runnable step) implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(RepeatedStep.class);

    @Override
    public void run() {
        try {
            step.run();
        } catch (Throwable bug) { // an Error as well: a stack that was too deep once, a class that is missing
            LOG.atError().addKeyValue("step", name).setCause(bug).log("a repeated step failed");
        }
    }
}
