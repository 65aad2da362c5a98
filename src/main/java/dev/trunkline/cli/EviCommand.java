package dev.trunkline.cli;

import dev.trunkline.EviEngine;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.config.TrunklineConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The engine alone, until it is told to stop. */
@Command(
        name = "evi",
        description = "Runs the EVI engine alone: existing EVI clients talk to it with another base URL.",
        mixinStandardHelpOptions = true)
final class EviCommand implements Callable<Integer> {

    @Option(names = "--port", paramLabel = "PORT", description = "Where to listen.")
    private @Nullable Integer port;

    @Option(names = "--config", paramLabel = "FILE", description = "A trunkline.yaml; the environment wins over it.")
    private @Nullable Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        if (port != null) {
            environment.put("TRUNKLINE_PORT", port.toString());
        }
        TrunklineConfig config = ConfigReader.read(environment, file);
        CountDownLatch stopped = new CountDownLatch(1);
        EviEngine engine = EviEngine.alone(config);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            engine.close();
                            stopped.countDown();
                        },
                        "stop"));
        var out = spec.commandLine().getOut();
        out.println("EVI answers: ws://" + config.engine().access().bind() + ":" + engine.port() + "/v0/evi/chat"
                + (config.engine().access().apiKeys().isEmpty()
                        ? " (from this machine only: no TRUNKLINE_EVI_API_KEYS)"
                        : ""));
        out.flush();
        TrunklineCommand.await(engine.warm());
        stopped.await();
        return TrunklineCommand.GOOD;
    }
}
