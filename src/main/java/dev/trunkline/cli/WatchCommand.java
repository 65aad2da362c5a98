package dev.trunkline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.lab.fleet.measure.BridgeAdmin;
import dev.trunkline.lab.fleet.measure.LiveWatch;
import dev.trunkline.net.connection.ClientTls;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What happens in a bridge's calls, and what it costs to be shown it. */
@Command(
        name = "watch",
        description = "Shows what happens in the calls of a bridge, or measures how it shows that.",
        mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {

    private static final int MOST_WATCHERS = 100;

    @Option(
            names = "--to",
            paramLabel = "URL",
            required = true,
            converter = Arguments.HttpUrl.class,
            description = "The voice webhook of the bridge.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private URI to;

    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Mixin
    private final TrustFile trust = new TrustFile();

    @Option(names = "--call", paramLabel = "SID", description = "One call only.")
    private @Nullable String callSid;

    @Option(names = "--watchers", paramLabel = "N", defaultValue = "1", description = "So many sockets, 1 to 100.")
    private int watchers = 1;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "0",
            description = "For so long; 0: until it is stopped.")
    private int seconds;

    @Option(
            names = "--act",
            description = "Five actions a second, and how long they take until all watchers have seen them.")
    private boolean acts;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = Arguments.Output.class,
            description = "What was measured, as data; - for standard output.")
    private @Nullable OutputFile json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (watchers < 1 || watchers > MOST_WATCHERS || seconds < 0) {
            throw new ParameterException(spec.commandLine(), "--watchers must be 1 to 100, --seconds not negative");
        }
        OutputFile.check(spec, Stream.ofNullable(json).toList());
        boolean measures = watchers > 1 || seconds > 0;
        BridgeAdmin bridge = admin.of(to);
        ClientTls tls = trust.tls();
        PrintWriter out = spec.commandLine().getOut();
        ActionTimes times = new ActionTimes(bridge, tls, watchers);
        List<LiveWatch> open = new ArrayList<>();
        try {
            for (int i = 0; i < watchers; i++) {
                open.add(LiveWatch.open(
                        bridge,
                        callSid,
                        tls,
                        message -> {
                            if (!measures) {
                                out.println(message);
                                out.flush();
                            }
                        },
                        times::seen,
                        System::nanoTime));
            }
            if (acts) {
                times.begin(open.get(0)::calls);
            }
            long beganNanos = System.nanoTime();
            String lost = await(open);
            times.close();
            if (measures) {
                report(open, times, System.nanoTime() - beganNanos);
            }
            if (lost != null) {
                throw new IOException(lost);
            }
            return TrunklineCommand.GOOD;
        } finally {
            times.close();
            open.forEach(LiveWatch::close);
        }
    }

    /** Until the time is over, or the process is told to end; or tells why one of them is shown nothing any more. */
    private @Nullable String await(List<LiveWatch> open) throws InterruptedException {
        CompletableFuture<?>[] ends = open.stream().map(LiveWatch::end).toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Object> lost = CompletableFuture.anyOf(ends);
        try {
            return String.valueOf(seconds > 0 ? lost.get(seconds, TimeUnit.SECONDS) : lost.get());
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException("an end is told, and does not fail", e);
        }
    }

    private void report(List<LiveWatch> watched, ActionTimes times, long nanos) throws IOException {
        double secondsTaken = nanos / 1e9;
        Map<String, Object> measured = new LinkedHashMap<>();
        measured.put("watchers", watched.size());
        measured.put("seconds", Math.round(secondsTaken));
        measured.put(
                "eventsPerSecond",
                watched.stream()
                        .map(each -> Math.round(each.events() / secondsTaken))
                        .toList());
        measured.put(
                "kilobytesPerSecond",
                watched.stream()
                        .map(each -> Math.round(each.bytes() / secondsTaken / 1e3))
                        .toList());
        measured.put("lost", watched.stream().mapToLong(LiveWatch::lost).sum());
        measured.putAll(times.measured());
        String text = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(measured);
        if (json == null) {
            spec.commandLine().getOut().println(text);
        } else {
            json.write(file -> Files.writeString(file, text + "\n"));
        }
    }
}
