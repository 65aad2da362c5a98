package dev.trunkline;

import ch.qos.logback.classic.LoggerContext;
import dev.trunkline.cli.TrunklineCommand;
import org.slf4j.LoggerFactory;

/** The program. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        int status = TrunklineCommand.run(args);
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
            logging.stop(); // writes what waits
        }
        System.exit(status);
    }
}
