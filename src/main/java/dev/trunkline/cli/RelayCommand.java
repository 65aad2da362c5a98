package dev.trunkline.cli;

import dev.trunkline.lab.relay.Relay;
import dev.trunkline.net.connection.ServerTls;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The bare relay, until it is told to stop; {@code fleet --baseline} starts it. */
@Command(
        name = "relay",
        hidden = true,
        description = "Relays WebSockets, and does nothing else: what a bridge's CPU is measured against.",
        mixinStandardHelpOptions = true)
final class RelayCommand implements Callable<Integer> {

    private static final String LOOPBACK = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            required = true,
            converter = Arguments.Port.class,
            description = "Where to listen, on this machine.")
    private int port;

    @Option(
            names = "--to",
            paramLabel = "URL",
            required = true,
            converter = Arguments.WebSocketUrl.class,
            description = "The peer: evi --echo's /lab/peer.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private URI to;

    @Option(
            names = "--realtime",
            description =
                    "The peer speaks the Realtime dialect, evi --echo's /lab/realtime-peer: sound is put into its messages.")
    private boolean realtime;

    @Mixin
    private final TlsFiles tls = new TlsFiles();

    @Mixin
    private final TrustFile trust = new TrustFile();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Foreground foreground = new Foreground(spec.commandLine().getOut());
        ServerTls identity = tls.identity();
        Relay relay;
        try {
            relay = Relay.start(LOOPBACK, port, to, identity, trust.tls(), realtime);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--to: " + e.getMessage(), e);
        }
        String line = "Relays " + (identity == null ? "ws://" : "wss://") + LOOPBACK + ":" + relay.port() + " to " + to;
        return foreground.untilStopped(line, relay::close);
    }
}
