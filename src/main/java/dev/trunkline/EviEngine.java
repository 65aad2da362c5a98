package dev.trunkline;

import dev.trunkline.config.ConfigException;
import dev.trunkline.config.EngineConfig;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.engine.Engine;
import dev.trunkline.engine.EngineParts;
import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.chat.ChatLimits;
import dev.trunkline.engine.chat.ChatPlan;
import dev.trunkline.engine.hearing.TurnSettings;
import dev.trunkline.engine.speaking.SoundSettings;
import dev.trunkline.net.EventLoops;
import dev.trunkline.net.HttpResponse;
import dev.trunkline.net.Routes;
import dev.trunkline.telemetry.Meters;
import dev.trunkline.telemetry.MetricName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;

/** The EVI engine with voices, ears, a mind and a store, as the configuration says. Thread-safe. */
public final class EviEngine implements AutoCloseable {

    private static final int CHUNK_MILLIS = 500;
    private static final int MAX_NUDGES = 2;

    private final EventLoops loops;
    private final EngineStore store;
    private final Engine engine;

    private EviEngine(EventLoops loops, EngineStore store, Engine engine) {
        this.loops = loops;
        this.store = store;
        this.engine = engine;
    }

    /**
     * The engine inside a bridge, on a loopback port of its own: the bridge talks to it as to any EVI.
     *
     * @throws IOException when a part of it cannot be loaded; the message says which
     */
    static EviEngine embedded(TrunklineConfig config, Meters meters) throws IOException {
        int maxCalls = config.server().maxCalls();
        int andReconnections = maxCalls + maxCalls / 20 + 1;
        EngineSettings settings = settings(config.engine()).withMaxChats(andReconnections);
        return start(settings, config.engine(), 1, meters, Routes.builder());
    }

    /**
     * The engine alone, for EVI clients anywhere.
     *
     * @throws ConfigException when it would serve strangers without asking for a key
     * @throws IOException when the port is taken, or a part cannot be loaded; the message says which
     */
    public static EviEngine alone(TrunklineConfig config) throws IOException, ConfigException {
        EngineConfig.Access access = config.engine().access();
        if (access.apiKeys().isEmpty() && !isLoopback(access.bind())) {
            throw new ConfigException(List.of("TRUNKLINE_BIND (server.bind) is " + access.bind()
                    + ", where strangers come in; give TRUNKLINE_EVI_API_KEYS (engine.apiKeys), or bind 127.0.0.1"));
        }
        EngineSettings settings = settings(config.engine())
                .listeningOn(access.bind(), config.server().port())
                .withApiKeys(
                        Set.copyOf(access.apiKeys()),
                        access.secretKey() == null ? null : access.secretKey().reveal())
                .withMaxChats(access.maxChats());
        Meters meters = new Meters();
        return start(settings, config.engine(), Runtime.getRuntime().availableProcessors(), meters, watching(meters));
    }

    private static EviEngine start(
            EngineSettings settings, EngineConfig config, int threads, Meters meters, Routes.Builder routes)
            throws IOException {
        EngineStore store = EngineStore.open(config.store());
        EventLoops loops = new EventLoops("engine", threads);
        try {
            EngineParts parts = EngineSpeech.load(config, new EngineMeters(meters));
            Engine engine = Engine.start(loops, settings, parts, store.stores(), routes);
            meters.gauge(MetricName.ENGINE_CHATS, engine::openChats);
            meters.gauge(MetricName.ENGINE_EVENTS_LOST, store::lostEvents);
            engine.warmUp().join();
            return new EviEngine(loops, store, engine);
        } catch (IOException e) {
            loops.close();
            store.close();
            throw e;
        }
    }

    private static Routes.Builder watching(Meters meters) {
        return Routes.builder()
                .http("GET", "/healthz", (request, reply) -> reply.send(HttpResponse.text(200, "ok\n")))
                .http("GET", "/readyz", (request, reply) -> reply.send(HttpResponse.text(200, "ready\n")))
                .http(
                        "GET",
                        "/metrics",
                        (request, reply) ->
                                reply.send(HttpResponse.of(200, Meters.PROMETHEUS_TEXT, meters.prometheusText())));
    }

    private static EngineSettings settings(EngineConfig config) {
        EngineConfig.Turns turns = config.turns();
        EngineConfig.Talk talk = config.talk();
        ChatPlan plan = ChatPlan.defaults()
                .withSystemPrompt(talk.systemPrompt())
                .withAnnouncements(new ChatPlan.Announcements(talk.greeting(), "", ""))
                .withTurns(new TurnSettings(
                        turns.endOfTurnSilenceMillis(),
                        turns.speechThreshold(),
                        turns.prefixPaddingMillis(),
                        turns.minInterruptionMillis(),
                        turns.playbackAware()))
                .withLimits(new ChatLimits(
                        talk.inactivitySeconds() * 1_000L,
                        talk.maxSeconds() * 1_000L,
                        talk.nudgeSeconds() * 1_000L,
                        MAX_NUDGES));
        return EngineSettings.defaults()
                .withSound(new SoundSettings(config.sampleRateHz(), CHUNK_MILLIS))
                .withPlan(plan);
    }

    private static boolean isLoopback(String bind) {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Where it listens. */
    public int port() {
        return engine.port();
    }

    /** Its base, for a client in this machine. */
    URI uri() {
        return URI.create("ws://127.0.0.1:" + engine.port() + "/v0/evi");
    }

    @Override
    public void close() {
        engine.close();
        loops.close();
        store.close();
    }
}
