package dev.trunkline.app;

import dev.trunkline.config.ConfigException;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.net.http.AnswerHeaders;
import dev.trunkline.net.http.CrossOrigin;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Refusals;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.ops.AdminGate;
import dev.trunkline.ops.Operators;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The port of operators, on this machine alone. It is there when no admin token is configured, because what everybody can reach
 * must then answer no operator; or when it is asked for. Thread-safe.
 */
final class AdminServer implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int ANY_FREE = 0;
    private static final int MAX_PORT = 65_535;

    private final HttpServer server;

    private AdminServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts it if there is to be one.
     *
     * @param mainPort where everybody is served
     * @param contribute adds what operators ask, behind the gate
     * @throws ConfigException when another program has its port
     */
    static @Nullable AdminServer start(
            EventLoops loops,
            TrunklineConfig config,
            int mainPort,
            Refusals refusals,
            BiConsumer<Routes.Builder, AdminGate> contribute)
            throws ConfigException {
        Operators operators = OperatorTokens.of(config);
        Integer chosen = config.server().adminPort();
        if (!operators.isEmpty() && chosen == null) {
            return null;
        }
        boolean isNextFree = config.server().port() != ANY_FREE && mainPort < MAX_PORT;
        int port = chosen != null ? chosen : isNextFree ? mainPort + 1 : ANY_FREE;
        try {
            return new AdminServer(HttpServer.start(loops, LOOPBACK, port, bound -> {
                Routes.Builder routes = Routes.builder();
                routes.crossOrigin(CrossOrigin.ownPages(url(bound), false, refusals));
                routes.answerHeaders(AnswerHeaders.NO_PAGE);
                AdminGate gate = operators.isEmpty()
                        ? AdminGate.ofThisMachine(refusals)
                        : AdminGate.asking(operators, url(bound), refusals);
                contribute.accept(routes, gate);
                return routes.build();
            }));
        } catch (IOException e) {
            throw new ConfigException(List.of("TRUNKLINE_ADMIN_PORT (server.adminPort) is " + port
                    + (chosen == null ? " (the port after the main one)" : "")
                    + ", where nobody can listen now; give another port, or 0 for any free one"));
        }
    }

    private static URI url(int port) {
        return URI.create("http://" + LOOPBACK + ":" + port);
    }

    /** What operators ask. */
    URI url() {
        return url(server.port());
    }

    @Override
    public void close() {
        server.close();
    }
}
