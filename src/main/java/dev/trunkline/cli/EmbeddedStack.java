package dev.trunkline.cli;

import dev.trunkline.config.ConfigException;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.config.TrunklineConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bridge and an engine for this process alone: on any free port of this machine, and signed, as it will be in earnest.
 * Immutable.
 *
 * @param token signs webhooks, and opens the operators' door
 */
record EmbeddedStack(TrunklineConfig config, String token) {

    private static final int TOKEN_BYTES = 16; // twice as many digits

    /** Without the token. */
    @Override
    public String toString() {
        return "EmbeddedStack[" + config.routes().size() + " routes]";
    }

    /**
     * As the environment says, except for where it listens and whom it believes.
     *
     * @param file a {@code trunkline.yaml}; null for none
     * @throws ConfigException when it cannot be what is configured
     * @throws IOException when the file cannot be read
     */
    static EmbeddedStack of(@Nullable Path file) throws ConfigException, IOException {
        return of(file, Map.of());
    }

    /** @param more variables that win over the environment */
    static EmbeddedStack of(@Nullable Path file, Map<String, String> more) throws ConfigException, IOException {
        return of(file, more, HexFormat.of().formatHex(new SecureRandom().generateSeed(TOKEN_BYTES)));
    }

    /** The same with a token that somebody else has as well. */
    static EmbeddedStack of(@Nullable Path file, Map<String, String> more, String token)
            throws ConfigException, IOException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("TWILIO_AUTH_TOKEN", token);
        environment.put("TRUNKLINE_PORT", "0");
        environment.put("TRUNKLINE_BIND", "127.0.0.1");
        environment.put("TRUNKLINE_ADMIN_PORT", "0");
        environment.put("TRUNKLINE_ADMIN_TOKEN", token);
        environment.putAll(more);
        environment.remove("TRUNKLINE_PUBLIC_URL");
        environment.remove("TRUNKLINE_TLS_CERTIFICATE");
        environment.remove("TRUNKLINE_TLS_KEY");
        return new EmbeddedStack(ConfigReader.read(environment, file).inLab().onThisMachine(), token);
    }
}
