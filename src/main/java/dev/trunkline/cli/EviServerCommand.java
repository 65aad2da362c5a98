package dev.trunkline.cli;

import dev.trunkline.app.EmbeddedEngine;
import dev.trunkline.config.EngineConfig;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.lab.farend.FarEnd;
import dev.trunkline.lab.farend.FarEndSettings;
import dev.trunkline.net.connection.ServerTls;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The engine alone, or what stands in for it in measurements, until it is told to stop. */
@Command(
        name = "evi",
        description = "Runs the EVI engine alone: existing EVI clients talk to it with another base URL.",
        mixinStandardHelpOptions = true)
final class EviServerCommand implements Callable<Integer> {

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final TlsFiles tls = new TlsFiles();

    @ArgGroup(exclusive = false)
    private @Nullable Echo echo;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Foreground foreground = new Foreground(spec.commandLine().getOut());
        Map<String, String> environment = new HashMap<>(System.getenv());
        tls.addTo(environment);
        TrunklineConfig config = server.config(environment);
        return echo == null ? think(config, foreground) : echo(config, echo, foreground);
    }

    private int think(TrunklineConfig config, Foreground foreground) throws Exception {
        EngineConfig.Access access = config.engine().access();
        Heap.require("the engine", Heap.ENGINE_MEGABYTES);
        EmbeddedEngine engine = EmbeddedEngine.alone(config);
        String host = TrunklineConfig.Server.inUrl(access.bind());
        String line = "EVI answers: ws" + (config.server().identity() == null ? "" : "s") + "://" + host + ":"
                + engine.port() + "/v0/evi/chat"
                + (access.apiKeys().isEmpty() ? " (from this machine only: no TRUNKLINE_EVI_API_KEYS)" : "");
        foreground.runs(line);
        if (engine.adminUrl() != null) {
            foreground.says("Operators ask: " + engine.adminUrl() + "/metrics");
        }
        if (foreground.loads(engine.warm())) {
            return foreground.untilStopped("Its voice and ears are loaded.", engine::close);
        }
        engine.close();
        return Foreground.stopped();
    }

    private int echo(TrunklineConfig config, Echo options, Foreground foreground) throws Exception {
        TrunklineConfig.Identity identity = config.server().identity();
        FarEndSettings settings;
        try {
            settings = options.settings(
                            TrunklineConfig.Server.inUrl(
                                    config.engine().access().bind()),
                            config.server().port())
                    .over(identity == null ? null : new ServerTls(identity.chain(), identity.key()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        FarEnd farEnd = FarEnd.start(settings);
        String line = "Canned EVI answers: " + farEnd.eviUrl() + "/chat; the Realtime dialect: " + farEnd.realtimeUrl()
                + "; a relay's peer: " + farEnd.peerUrl();
        return foreground.untilStopped(line, farEnd::close);
    }
}
