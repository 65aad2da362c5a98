package dev.trunkline.speech.sphinx;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Keeps Sphinx from telling its life on every start; who configures its loggers still hears them. */
final class SphinxLogs {

    /** Held, for java.util.logging forgets the level of a logger that nobody holds. */
    private static final List<Logger> LOGGERS = Stream.of(
                    "edu.cmu.sphinx",
                    // Sphinx names some loggers after the class without its package, and some after our subclass.
                    "AutoCepstrum",
                    "BatchCMN",
                    AcousticModel.Copy.class.getName(),
                    PhraseTree.class.getName(),
                    WordDictionary.class.getName())
            .map(Logger::getLogger)
            .toList();

    private SphinxLogs() {}

    static void hush() {
        LOGGERS.stream().filter(logger -> logger.getLevel() == null).forEach(logger -> logger.setLevel(Level.SEVERE));
    }
}
