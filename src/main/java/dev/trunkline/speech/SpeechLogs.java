package dev.trunkline.speech;

import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Keeps the speech libraries from telling their life on every start; who configures their loggers still hears them. */
final class SpeechLogs {

    /** Held, for java.util.logging forgets the level of a logger that nobody holds. */
    private static final List<java.util.logging.Logger> LIBRARIES = Stream.of(
                    "com.sun.speech",
                    "edu.cmu.sphinx",
                    // Sphinx names some loggers after the class without its package, and some after our subclass.
                    "AutoCepstrum",
                    "BatchCMN",
                    AcousticModel.Copy.class.getName(),
                    PhraseTree.class.getName(),
                    WordDictionary.class.getName())
            .map(java.util.logging.Logger::getLogger)
            .toList();

    private SpeechLogs() {}

    static void hush() {
        for (java.util.logging.Logger library : LIBRARIES) {
            if (library.getLevel() == null) {
                library.setLevel(Level.SEVERE);
            }
        }
        if (LoggerFactory.getLogger("marytts") instanceof Logger mary && mary.getLevel() == null) {
            // What goes wrong comes as an exception; its log would tell what was to be said.
            mary.setLevel(ch.qos.logback.classic.Level.OFF);
        }
    }
}
