package dev.trunkline.phone.twilio;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one class from logging the failure that a test makes on purpose. */
final class Quiet {

    private Quiet() {}

    static void about(Class<?> type, Runnable test) {
        Logger logger = (Logger) LoggerFactory.getLogger(type);
        logger.setLevel(Level.OFF);
        try {
            test.run();
        } finally {
            logger.setLevel(null);
        }
    }
}
