package dev.trunkline;

import ch.qos.logback.classic.LoggerContext;
import dev.trunkline.cli.OutOfMemory;
import dev.trunkline.cli.TrunklineCommand;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** The program. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        speakNobodysLanguage();
        OutOfMemory.endsThisProcess();
        int status = TrunklineCommand.run(args);
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
            logging.stop(); // writes what waits
        }
        System.exit(status);
    }

    /** Numbers look the same whoever starts it; MaryTTS cannot say those of some languages. */
    static void speakNobodysLanguage() {
        Locale.setDefault(Locale.ROOT);
    }
}
