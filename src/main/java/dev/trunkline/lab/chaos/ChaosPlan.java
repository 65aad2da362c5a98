package dev.trunkline.lab.chaos;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Between whom a proxy stands, and what goes wrong there. Immutable.
 *
 * @param bindAddress where to listen
 * @param port 0 for any free one
 * @param hostHeader what the {@code Host} of a connection's first request becomes, as servers that answer to their own
 *     address alone want; null: no byte is touched
 * @param rules in the order in which they draw
 * @param seed of everything that happens by chance
 */
public record ChaosPlan(
        String bindAddress,
        int port,
        String targetHost,
        int targetPort,
        @Nullable String hostHeader,
        List<FaultRule> rules,
        long seed) {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int MAX_PORT = 65_535;

    public ChaosPlan {
        rules = List.copyOf(rules);
        if (targetPort < 1 || targetPort > MAX_PORT) {
            throw new IllegalArgumentException("the target's port must be 1 to " + MAX_PORT);
        }
    }

    /**
     * On any free port of this machine.
     *
     * @param target {@code HOST:PORT}, or a URL: of {@code ws} or {@code http} the Host header becomes the target's, of
     *     {@code wss} and {@code https} TLS passes through as it is
     * @throws IllegalArgumentException when it is neither
     */
    public static ChaosPlan to(String target, List<FaultRule> rules, long seed) {
        URI url = target.contains("://") ? URI.create(target) : URI.create("tcp://" + target);
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        String host = url.getHost();
        int port = url.getPort() != -1
                ? url.getPort()
                : switch (scheme) {
                    case "ws", "http" -> HTTP_PORT;
                    case "wss", "https" -> HTTPS_PORT;
                    default -> -1;
                };
        if (host == null || port == -1) {
            throw new IllegalArgumentException(
                    "'" + target + "' is neither HOST:PORT nor a ws, wss, http or https URL");
        }
        boolean isReadable = "ws".equals(scheme) || "http".equals(scheme);
        return new ChaosPlan(
                "127.0.0.1",
                0,
                host.replaceAll("[\\[\\]]", ""),
                port,
                isReadable ? host + ":" + port : null,
                rules,
                seed);
    }

    /** The same listening elsewhere. */
    public ChaosPlan listeningOn(String address, int atPort) {
        return new ChaosPlan(address, atPort, targetHost, targetPort, hostHeader, rules, seed);
    }
}
