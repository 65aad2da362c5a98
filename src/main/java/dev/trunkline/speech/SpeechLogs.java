package dev.trunkline.speech;

import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.logging.Level;
import org.slf4j.LoggerFactory;

/** Keeps the speech libraries from telling their life on every start; who configures their loggers still hears them. */
final class SpeechLogs {

    /** Held, for java.util.logging forgets the level of a logger that nobody holds. */
    private static final List<java.util.logging.Logger> LIBRARIES = List.of(
            java.util.logging.Logger.getLogger("edu.cmu.sphinx"), java.util.logging.Logger.getLogger("com.sun.speech"));

    private SpeechLogs() {}

    static void hush() {
        for (java.util.logging.Logger library : LIBRARIES) {
            if (library.getLevel() == null) {
                library.setLevel(Level.SEVERE);
            }
        }
        if (LoggerFactory.getLogger("marytts") instanceof Logger mary && mary.getLevel() == null) {
            mary.setLevel(ch.qos.logback.classic.Level.ERROR);
        }
    }
}
