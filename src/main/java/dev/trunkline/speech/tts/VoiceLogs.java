package dev.trunkline.speech.tts;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the voices' libraries from telling their life on every start; who configures their loggers still hears them. */
final class VoiceLogs {

    /** Held, for java.util.logging forgets the level of a logger that nobody holds. */
    private static final java.util.logging.Logger FREE_TTS = java.util.logging.Logger.getLogger("com.sun.speech");

    private VoiceLogs() {}

    static void hush() {
        if (FREE_TTS.getLevel() == null) {
            FREE_TTS.setLevel(java.util.logging.Level.SEVERE);
        }
        if (LoggerFactory.getLogger("marytts") instanceof Logger mary && mary.getLevel() == null) {
            // What goes wrong comes as an exception; its log would tell what was to be said.
            mary.setLevel(Level.OFF);
        }
    }
}
