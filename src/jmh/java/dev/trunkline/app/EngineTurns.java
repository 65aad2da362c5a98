package dev.trunkline.app;

import dev.trunkline.bench.Figures;
import dev.trunkline.bench.KnownWords;
import dev.trunkline.bench.NewWords;
import dev.trunkline.bench.TalkingClient;
import dev.trunkline.bench.Utterance;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.config.EngineConfig;
import dev.trunkline.engine.Engine;
import dev.trunkline.engine.EngineParts;
import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.hearing.TurnSettings;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.telemetry.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * How quick the engine answers, with its real voice, ears and mind, over real sockets: callers (FreeTTS) speak the phrases of
 * the grammar in real time, wait for the answer, and hear it out before they go on.
 *
 * <p>Arguments: how many chats at once, how many turns each, and how many seconds of each answer are heard out; two lines of
 * figures for every three. Without arguments {@code 1 24 1 8 8 1 50 4 60}.
 */
public final class EngineTurns {

    private static final List<String> DEFAULTS = List.of("1", "24", "1", "8", "8", "1", "50", "4", "60");

    /** A caller who does not hear everything out interrupts nothing but the generation of an answer. */
    private static final EngineSettings SETTINGS =
            EngineSettings.defaults().withTurns(TurnSettings.defaults().withPlaybackAware(false));

    private final Figures engineFigures = new Figures();
    private final EventLoops clientLoops = new EventLoops("bench-client", 1);
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
    private final List<Utterance> utterances = Utterance.ofCallers();

    private EngineTurns() {}

    public static void main(String[] arguments) throws Exception {
        List<String> numbers = arguments.length == 0 ? DEFAULTS : List.of(arguments);
        EngineTurns bench = new EngineTurns();
        EngineConfig config = ConfigReader.read(Map.of(), null).engine();
        EngineSpeech.Loading speech = EngineSpeech.load(
                config, new EngineMetrics(new Metrics()), () -> false, CompletableFuture.completedFuture(null));
        speech.quick().join();
        EngineParts parts = speech.parts();
        System.out.printf(
                "%-9s %-11s %5s %28s %36s%n", "", "", "", "engine: decision to sound", "client: last word to sound");
        System.out.printf(
                "%-9s %-11s %5s %9s %9s %9s %11s %11s %11s %6s %12s%n",
                "chats", "sentences", "n", "median", "p90", "p99", "median", "p90", "p99", "lost", "CPU a turn");
        for (int i = 0; i + 2 < numbers.size(); i += 3) {
            int chats = Integer.parseInt(numbers.get(i));
            int turns = Integer.parseInt(numbers.get(i + 1));
            int hearSeconds = Integer.parseInt(numbers.get(i + 2));
            bench.measure("known", parts, new KnownWords(parts.mind(), bench.utterances), chats, turns, hearSeconds);
            bench.measure("new", parts, new NewWords(parts.mind()), chats, turns, hearSeconds);
        }
        bench.clock.shutdownNow();
        bench.clientLoops.close();
        System.exit(0); // MaryTTS leaves threads behind
    }

    private void measure(String name, EngineParts parts, DialogModel mind, int chats, int turns, int hearSeconds)
            throws Exception {
        EngineParts timed = new EngineParts(
                parts.voice(),
                parts.recognizer(),
                parts.voiceActivity(),
                mind,
                parts.expression(),
                parts.webSearch(),
                engineFigures::add,
                parts.decoder(),
                null,
                () -> false);
        try (EventLoops loops =
                        new EventLoops("bench-engine", Runtime.getRuntime().availableProcessors());
                Engine engine = Engine.start(loops, SETTINGS, timed)) {
            engine.warmUp().join();
            engineFigures.forget();
            Figures clientFigures = new Figures();
            long cpuNanosBefore = cpuNanos();
            int lost = talk(engine, chats, turns, hearSeconds, clientFigures);
            System.out.printf(
                    "%-9d %-11s %5d %s%s%6d %9.1f ms%n",
                    chats,
                    name,
                    clientFigures.count(),
                    engineFigures.row(9),
                    clientFigures.row(11),
                    lost,
                    (cpuNanos() - cpuNanosBefore) / 1e6 / Math.max(1, clientFigures.count()));
        }
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    /** Gives how many turns were not answered. */
    private int talk(Engine engine, int chats, int turns, int hearSeconds, Figures figures) throws Exception {
        List<CompletableFuture<Integer>> talks = new ArrayList<>();
        for (int i = 0; i < chats; i++) {
            talks.add(new TalkingClient(clock, figures, new TalkingClient.Habits(utterances, turns, hearSeconds, i))
                    .talk(clientLoops, engine.port()));
        }
        int lost = 0;
        for (CompletableFuture<Integer> talk : talks) {
            lost += talk.get();
        }
        return lost;
    }
}
