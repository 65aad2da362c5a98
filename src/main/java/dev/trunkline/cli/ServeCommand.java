package dev.trunkline.cli;

import dev.trunkline.Trunkline;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.config.TrunklineConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The bridge, until it is told to stop. */
@Command(
        name = "serve",
        description = "Runs the bridge: webhook, media streams, health, metrics.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

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
        Trunkline trunkline = Trunkline.start(config);
        Thread stop = new Thread(() -> stop(trunkline, config, stopped), "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        var out = spec.commandLine().getOut();
        out.println("Trunkline takes calls: POST " + trunkline.publicUrl() + "/twilio/voice"
                + (config.twilio().authToken() == null ? " (from this machine only: no TWILIO_AUTH_TOKEN)" : ""));
        out.flush();
        TrunklineCommand.await(trunkline.warm());
        stopped.await();
        return TrunklineCommand.GOOD;
    }

    private static void stop(Trunkline trunkline, TrunklineConfig config, CountDownLatch stopped) {
        try {
            trunkline.drain(Duration.ofSeconds(config.server().drainSeconds()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        trunkline.close();
        stopped.countDown();
    }
}
