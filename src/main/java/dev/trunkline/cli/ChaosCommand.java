package dev.trunkline.cli;

import dev.trunkline.lab.chaos.ChaosPlan;
import dev.trunkline.lab.chaos.ChaosProxy;
import dev.trunkline.lab.chaos.FaultDirection;
import dev.trunkline.lab.chaos.FaultEvent;
import dev.trunkline.lab.chaos.FaultKind;
import dev.trunkline.lab.chaos.FaultRule;
import dev.trunkline.lab.chaos.FaultText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A proxy that lets things go wrong between any two ends, until it is told to stop. */
@Command(
        name = "chaos",
        description =
                "Stands between any two ends and lets things go wrong: delays, stalls, cuts, spoils what they say.",
        mixinStandardHelpOptions = true)
final class ChaosCommand implements Callable<Integer> {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            converter = Arguments.Port.class,
            description = "Where to listen; 0 for any free one.")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "On which address; 0.0.0.0 for all.")
    private String bindAddress = "127.0.0.1";

    @Option(
            names = "--to",
            paramLabel = "HOST:PORT|URL",
            required = true,
            hideParamSyntax = true,
            description =
                    "Where everything goes on to. Of a ws or http URL the first request's Host is made the target's;"
                            + " of all else no byte is touched, and TLS passes through.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String target;

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            description = "What goes wrong, and when: " + FaultText.GRAMMAR + ". May be given many times.")
    private @Nullable List<String> faults;

    @Option(
            names = "--script",
            paramLabel = "FILE",
            description = "More of them: a file with one fault a line, and # before a comment.")
    private @Nullable Path script;

    @Option(
            names = "--after",
            paramLabel = "FROM[..TO]",
            hideParamSyntax = true,
            description =
                    "When after a connection stands, for faults that do not say it: 2s, 500ms, or by chance in 2s..5s.")
    private @Nullable String after;

    @Option(
            names = "--direction",
            paramLabel = "WAY",
            defaultValue = "both",
            description = "Which way, for faults that do not say it: up (to the target), down (back from it), both.")
    private FaultDirection direction = FaultDirection.BOTH;

    @Option(
            names = "--in-utterance",
            description = "For all faults: not before sound comes down (8 KiB within half a second).")
    private boolean inUtterance;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Of what happens by chance: the same seed and the same order of connections, the same faults.")
    private long seed = 1;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also writes every fault there, one JSON object a line, as it strikes.")
    private @Nullable Path json;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Spec
    void spec(CommandSpec own) {
        spec = own;
        List<String> footer = new ArrayList<>(List.of("", "Faults:"));
        for (FaultKind kind : FaultKind.values()) {
            footer.add(String.format(Locale.ROOT, "  %-11s %s", kind.label(), kind.words()));
        }
        footer.addAll(List.of(
                "",
                "Examples:",
                "  three of EVI's sockets in ten break in mid-sentence:",
                "    trunkline chaos --port 9000 --to ws://127.0.0.1:8090 \\",
                "      --fault reset:0.3@2s..5s/utterance",
                "    EVI_URL=ws://127.0.0.1:9000/v0/evi trunkline serve",
                "  a bad line, on which one second in twenty stalls:",
                "    trunkline chaos --to api.hume.ai:443 --fault latency=80ms \\",
                "      --fault jitter=30ms --fault bandwidth=64k/down --fault stall=2s:0.05/s",
                "  everything is gone for a minute, ten seconds from now:",
                "    trunkline chaos --to ws://127.0.0.1:8090 --fault outage=60s@10s"));
        own.usageMessage().footer(footer.toArray(String[]::new));
    }

    @Override
    public Integer call() throws Exception {
        Foreground foreground = new Foreground(spec.commandLine().getOut());
        ChaosPlan plan = plan();
        PrintWriter out = spec.commandLine().getOut();
        try (PrintWriter lines = json == null ? new PrintWriter(Writer.nullWriter()) : writer(json)) {
            ChaosProxy proxy = ChaosProxy.start(plan, fault -> tell(fault, out, lines));
            int status = foreground.untilStopped(
                    "Chaos at tcp://" + bindAddress + ":" + proxy.port() + " before " + target + ", seed " + seed
                            + "; for example ws://127.0.0.1:" + proxy.port(),
                    () -> {
                        int accepted = proxy.accepted();
                        proxy.close();
                        out.println(accepted + " connections, " + proxy.faults().size() + " faults");
                        out.flush();
                    });
            return lines.checkError() ? TrunklineCommand.FAILED : status;
        }
    }

    private static void tell(FaultEvent fault, PrintWriter out, PrintWriter lines) {
        out.println(fault.line());
        out.flush();
        lines.println(fault.json());
        lines.flush();
    }

    private static PrintWriter writer(Path file) throws IOException {
        return new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
    }

    private ChaosPlan plan() throws IOException {
        try {
            FaultText.Usual usual = new FaultText.Usual(after, direction, inUtterance);
            List<FaultRule> rules = new ArrayList<>();
            for (String fault : faults == null ? List.<String>of() : faults) {
                rules.add(FaultText.read(fault, usual));
            }
            if (script != null) {
                rules.addAll(FaultText.readAll(Files.readAllLines(script, StandardCharsets.UTF_8), usual));
            }
            return ChaosPlan.to(target, rules, seed).listeningOn(bindAddress, port);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
