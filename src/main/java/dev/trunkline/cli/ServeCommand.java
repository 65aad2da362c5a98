package dev.trunkline.cli;

import dev.trunkline.app.Build;
import dev.trunkline.app.Trunkline;
import dev.trunkline.config.TrunklineConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The bridge, until it is told to stop. */
@Command(
        name = "serve",
        description = "Runs the bridge: webhook, media streams, health, metrics.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Foreground foreground = new Foreground(spec.commandLine().getOut());
        TrunklineConfig config = server.config(new HashMap<>(System.getenv()));
        boolean isEmbedded = config.hasEmbedded();
        Heap.require(
                isEmbedded ? "a bridge with its own engine" : "a bridge",
                isEmbedded ? Heap.ENGINE_MEGABYTES : Heap.BRIDGE_MEGABYTES);
        try (Trunkline trunkline = Trunkline.start(config)) {
            foreground.runs("Trunkline takes calls: POST " + trunkline.publicUrl() + "/twilio/voice"
                    + (config.twilio().authToken() == null ? " (from this machine only: no TWILIO_AUTH_TOKEN)" : ""));
            foreground.says("Talk to it, and watch its calls, in a browser: " + trunkline.adminUrl() + "/");
            foreground.says("Operators ask: " + trunkline.adminUrl() + "/api/calls, /metrics ("
                    + (config.server().adminToken() != null
                            ? "with TRUNKLINE_ADMIN_TOKEN)"
                            : config.security().adminTokens().isEmpty()
                                    ? "from this machine only: no TRUNKLINE_ADMIN_TOKEN)"
                                    : "with a token of admin.tokens)"));
            tell(config, trunkline);
            foreground.loads(trunkline.warm());
            foreground.untilStopped();
            trunkline.drain(Duration.ofSeconds(config.server().drain().softSeconds()), foreground.hurry());
        }
        return Foreground.stopped();
    }

    /** What somebody wants to know first who reads a log of yesterday. */
    private static void tell(TrunklineConfig config, Trunkline trunkline) {
        // Not a field: it would wake the log with the commands, before one has said how much it wants to hear.
        LoggerFactory.getLogger(ServeCommand.class)
                .atInfo()
                .addKeyValue("version", Build.version())
                .addKeyValue("commit", Build.commit())
                .addKeyValue("evi", config.evi().addresses())
                .addKeyValue("farEnds", config.farEnds().keySet())
                .addKeyValue(
                        "routes",
                        config.routes().stream()
                                .map(TrunklineConfig.Route::name)
                                .toList())
                .addKeyValue("port", trunkline.port())
                .addKeyValue("signed", config.twilio().authToken() != null)
                .addKeyValue("maxCalls", config.server().maxCalls())
                .addKeyValue("maxCallSeconds", config.call().maxSeconds())
                .addKeyValue("drainSeconds", config.server().drain().softSeconds())
                .log("serving");
    }
}
