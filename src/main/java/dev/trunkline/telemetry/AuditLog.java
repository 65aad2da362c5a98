package dev.trunkline.telemetry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Who did what, to which call, and what came of it: one line each, by a logger of its own, {@code trunkline.audit}, which no
 * level of the other log silences. No secret and no whole number stands in it. Thread-safe.
 */
public final class AuditLog {

    /** The logger's name. */
    public static final String LOGGER = "trunkline.audit";

    /** The message of what operators do. */
    public static final String ADMIN = "admin action";

    /** The message of what is done for a caller. */
    public static final String CALL = "call action";

    /** The message of what the process does. */
    public static final String PROCESS = "process action";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

    /** A line about a call. */
    public LoggingEventBuilder call(String action, String callSid, String outcome) {
        return LOG.atInfo()
                .addKeyValue("action", action)
                .addKeyValue("callSid", callSid)
                .addKeyValue("outcome", outcome);
    }

    /**
     * A line about somebody who asks.
     *
     * @param who the name of the token, or what else is known
     * @param peer the address that asks, which may be a proxy's
     */
    public LoggingEventBuilder operator(String action, String who, String peer, Object outcome) {
        return LOG.atInfo()
                .addKeyValue("action", action)
                .addKeyValue("who", who)
                .addKeyValue("peer", peer)
                .addKeyValue("outcome", outcome);
    }

    /** The same of somebody who only looks: seen at DEBUG. */
    public LoggingEventBuilder looks(String action, String who, String peer, Object outcome) {
        return LOG.atDebug()
                .addKeyValue("action", action)
                .addKeyValue("who", who)
                .addKeyValue("peer", peer)
                .addKeyValue("outcome", outcome);
    }

    /** A line about this process. */
    public LoggingEventBuilder process(String action, String outcome) {
        return LOG.atInfo().addKeyValue("action", action).addKeyValue("outcome", outcome);
    }
}
