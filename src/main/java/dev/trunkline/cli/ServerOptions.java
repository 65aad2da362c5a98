package dev.trunkline.cli;

import dev.trunkline.config.ConfigException;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.config.TrunklineConfig;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command that serves listens, and what configures it. */
final class ServerOptions {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = Arguments.Port.class,
            description = "Where to listen; TRUNKLINE_PORT, the file or 8080 by default.")
    private @Nullable Integer port;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A trunkline.yaml; the environment wins over it. None by default.")
    private @Nullable Path file;

    /**
     * Reads the configuration.
     *
     * @param environment is told the port
     * @throws ConfigException with all mistakes at once
     */
    TrunklineConfig config(Map<String, String> environment) throws ConfigException {
        if (port != null) {
            environment.put("TRUNKLINE_PORT", port.toString());
        }
        return ConfigReader.read(environment, file);
    }
}
