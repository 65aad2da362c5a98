package dev.trunkline.speech;

import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Keeps the speech libraries from telling their life on every start; who configures their loggers still hears them. */
final class SpeechLogs {

    /** Held, for java.util.logging forgets the level of a logger that nobody holds. */
    private static final java.util.logging.Logger FREE_TTS = java.util.logging.Logger.getLogger("com.sun.speech");

    /** Apart from the voices', whose loading need not wait for Sphinx's classes. */
    private static final class Sphinx {
        private static final List<java.util.logging.Logger> LOGGERS = Stream.of(
                        "edu.cmu.sphinx",
                        // Sphinx names some loggers after the class without its package, and some after our subclass.
                        "AutoCepstrum",
                        "BatchCMN",
                        AcousticModel.Copy.class.getName(),
                        PhraseTree.class.getName(),
                        WordDictionary.class.getName())
                .map(java.util.logging.Logger::getLogger)
                .toList();
    }

    private SpeechLogs() {}

    static void hushSphinx() {
        Sphinx.LOGGERS.forEach(SpeechLogs::hush);
    }

    static void hushVoices() {
        hush(FREE_TTS);
        if (LoggerFactory.getLogger("marytts") instanceof Logger mary && mary.getLevel() == null) {
            // What goes wrong comes as an exception; its log would tell what was to be said.
            mary.setLevel(ch.qos.logback.classic.Level.OFF);
        }
    }

    private static void hush(java.util.logging.Logger library) {
        if (library.getLevel() == null) {
            library.setLevel(Level.SEVERE);
        }
    }
}
