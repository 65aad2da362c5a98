package dev.trunkline.app;

import dev.trunkline.config.ConfigException;
import dev.trunkline.config.EngineConfig;
import dev.trunkline.config.Secret;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.engine.Engine;
import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.access.Credentials;
import dev.trunkline.engine.endofturn.EndOfTurnSilence;
import dev.trunkline.engine.hearing.TurnSettings;
import dev.trunkline.engine.plan.ChatLimits;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.plan.DeadAir;
import dev.trunkline.engine.plan.Phrases;
import dev.trunkline.engine.speaking.SoundSettings;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Refusals;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.ops.AdminGate;
import dev.trunkline.ops.Operators;
import dev.trunkline.ops.OpsRoutes;
import dev.trunkline.record.Erasable;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.Voice;
import dev.trunkline.telemetry.JvmMetrics;
import dev.trunkline.telemetry.MetricName;
import dev.trunkline.telemetry.Metrics;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The EVI engine with voices, ears, a mind and a store, as the configuration says. Thread-safe. */
public final class EmbeddedEngine implements AutoCloseable {

    /** Why an engine is not ready yet. */
    static final String LOADING = "the agent's voice and greeting are being loaded";

    private static final int CHUNK_MILLIS = 500;
    private static final int MAX_NUDGES = 2;
    private static final int MAX_FILLERS = 3; // in one wait

    private final EventLoops loops;
    private final EngineStore store;
    private final Engine engine;
    private final CompletableFuture<Void> ready;
    private final CompletableFuture<Void> warm;
    private final @Nullable String privateKey;
    private final Voice voice;
    private @Nullable AdminServer admin;
    private @Nullable ServerIdentity identity; // of the engine alone

    private EmbeddedEngine(
            EventLoops loops,
            EngineStore store,
            Engine engine,
            CompletableFuture<Void> ready,
            CompletableFuture<Void> warm,
            @Nullable String privateKey,
            Voice voice) {
        this.loops = loops;
        this.store = store;
        this.engine = engine;
        this.ready = ready;
        this.warm = warm;
        this.privateKey = privateKey;
        this.voice = voice;
    }

    /**
     * The engine inside a bridge, on a loopback port of its own: the bridge talks to it as to any EVI, with a key that nobody
     * else on this machine knows.
     *
     * @param pressed whether what chats can do without is to be left undone
     * @throws ConfigException when a part of it cannot be what is configured
     * @throws IOException when a part of it cannot be loaded; the message says which
     */
    static EmbeddedEngine embedded(TrunklineConfig config, Metrics metrics, BooleanSupplier pressed)
            throws IOException, ConfigException {
        int maxCalls = config.server().maxCalls();
        int andReconnections = maxCalls + maxCalls / 20 + 1;
        EngineSettings settings = settings(config.engine())
                .withMaxChats(andReconnections)
                .withCredentials(Credentials.ofOwner(randomKey()));
        CompletableFuture<Void> ready = new CompletableFuture<>();
        EngineSpeech.Loading speech = EngineSpeech.load(config.engine(), new EngineMetrics(metrics), pressed, ready);
        return start(settings, config.engine(), 1, speech, metrics, ready, Routes.builder());
    }

    /**
     * The engine alone, for EVI clients anywhere.
     *
     * @throws ConfigException when it would serve strangers without asking for a key, its admin port is taken, or a model cannot be used
     * @throws IOException when the port is taken, or a part cannot be loaded; the message says which
     */
    public static EmbeddedEngine alone(TrunklineConfig config) throws IOException, ConfigException {
        EngineConfig.Access access = config.engine().access();
        if (access.apiKeys().isEmpty() && !isLoopback(access.bind())) {
            throw new ConfigException(List.of("TRUNKLINE_BIND (server.bind) is " + access.bind()
                    + ", where strangers come in; give TRUNKLINE_EVI_API_KEYS (engine.apiKeys), or bind 127.0.0.1"));
        }
        Metrics metrics = new Metrics();
        ServerIdentity identity = ServerIdentity.of(config.server().identity(), metrics);
        EngineSettings settings = settings(config.engine())
                .listeningOn(access.bind(), config.server().port(), identity.tls())
                .withCredentials(new Credentials(
                        access.apiKeys().stream().map(Secret::reveal).collect(Collectors.toUnmodifiableSet()),
                        Secret.revealed(access.secretKey()),
                        null,
                        access.allowedOrigins()))
                .withMaxChats(access.maxChats());
        JvmMetrics.into(metrics, PlatformDependent::usedDirectMemory);
        CompletableFuture<Void> ready = new CompletableFuture<>();
        EngineSpeech.Loading speech =
                EngineSpeech.load(config.engine(), new EngineMetrics(metrics), () -> false, ready);
        int threads = Runtime.getRuntime().availableProcessors();
        Refusals refused = new Refusals(reason -> metrics.count(MetricName.REQUESTS_REFUSED, reason));
        EmbeddedEngine engine = start(
                settings, config.engine(), threads, speech, metrics, ready, watching(config, metrics, ready, refused));
        engine.identity = identity;
        try {
            engine.admin = AdminServer.start(engine.loops, config, engine.port(), refused, (routes, gate) -> {
                health(routes, ready);
                OpsRoutes.contributeMetrics(routes, gate, metrics::prometheusText);
            });
        } catch (ConfigException e) {
            engine.close();
            throw e;
        }
        return engine;
    }

    private static String randomKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    private static EmbeddedEngine start(
            EngineSettings settings,
            EngineConfig config,
            int threads,
            EngineSpeech.Loading speech,
            Metrics metrics,
            CompletableFuture<Void> ready,
            Routes.Builder routes)
            throws IOException {
        EngineStore store = EngineStore.open(config.store());
        EventLoops loops = new EventLoops("engine", threads);
        try {
            Engine engine = Engine.start(loops, settings, speech.parts(), store.stores(), routes);
            metrics.gauge(MetricName.ENGINE_CHATS, engine::openChats);
            metrics.gauge(MetricName.ENGINE_EVENTS_LOST, store::lostEvents);
            complete(ready, CompletableFuture.allOf(speech.voiced(), engine.prepareGreeting()));
            CompletableFuture<Void> warm = CompletableFuture.allOf(
                    ready.thenCompose(unused -> store.warmUp()), speech.quick().thenCompose(unused -> engine.warmUp()));
            return new EmbeddedEngine(
                    loops,
                    store,
                    engine,
                    ready,
                    warm,
                    settings.credentials().privateKey(),
                    speech.parts().voice());
        } catch (IOException e) {
            loops.close();
            store.close();
            throw e;
        }
    }

    private static void complete(CompletableFuture<Void> future, CompletableFuture<Void> with) {
        with.whenComplete((done, failure) -> {
            if (failure == null) {
                future.complete(null);
            } else {
                future.completeExceptionally(failure);
            }
        });
    }

    /** What is answered to everybody: that it lives; and the metrics, to whoever knows the admin token. */
    private static Routes.Builder watching(
            TrunklineConfig config, Metrics metrics, CompletableFuture<Void> ready, Refusals refused) {
        Routes.Builder routes = Routes.builder();
        health(routes, ready);
        Operators operators = OperatorTokens.of(config);
        if (!operators.isEmpty()) {
            AdminGate gate = AdminGate.asking(operators, URI.create("http://localhost"), refused);
            OpsRoutes.contributeMetrics(routes, gate, metrics::prometheusText);
        }
        return routes;
    }

    private static void health(Routes.Builder routes, CompletableFuture<Void> ready) {
        routes.http("GET", "/healthz", (request, reply) -> reply.send(HttpResponse.text(200, "ok\n")))
                .http(
                        "GET",
                        "/readyz",
                        (request, reply) -> reply.send(
                                isReady(ready)
                                        ? HttpResponse.text(200, "ready\n")
                                        : HttpResponse.text(503, LOADING + "\n")));
    }

    private static EngineSettings settings(EngineConfig config) {
        EngineConfig.Turns turns = config.turns();
        EngineConfig.Talk talk = config.talk();
        ChatPlan plan = ChatPlan.defaults()
                .withSystemPrompt(talk.systemPrompt())
                .withAnnouncements(new ChatPlan.Announcements(EngineMinds.greeting(config), "", ""))
                .withTurns(new TurnSettings(
                        turns.endOfTurnSilenceMillis() == null
                                ? EndOfTurnSilence.ADAPTIVE
                                : EndOfTurnSilence.fixed(turns.endOfTurnSilenceMillis()),
                        turns.speechThreshold(),
                        turns.prefixPaddingMillis(),
                        turns.minInterruptionMillis(),
                        turns.playbackAware(),
                        turns.weighInterruptions()))
                .withLimits(new ChatLimits(
                        talk.inactivitySeconds() * 1_000L,
                        talk.maxSeconds() * 1_000L,
                        talk.nudgeSeconds() * 1_000L,
                        MAX_NUDGES));
        return EngineSettings.defaults()
                .withSound(new SoundSettings(config.sampleRateHz(), CHUNK_MILLIS))
                .withPlan(plan)
                .withPhrases(phrases(talk))
                .withEgress(EngineMinds.egress(config));
    }

    private static Phrases phrases(EngineConfig.Talk talk) {
        Phrases phrases = Phrases.english().filling(deadAir(talk.waiting()));
        return talk.protectsGoodbye() ? phrases.parting(phrases.goodbye().protectedFromCallers()) : phrases;
    }

    private static DeadAir deadAir(EngineConfig.Waiting waiting) {
        return new DeadAir(
                waiting.fillers(),
                waiting.fillerAfterMillis(),
                waiting.fillerRepeatSeconds() * 1_000L,
                MAX_FILLERS,
                waiting.comfortNoiseDb());
    }

    private static boolean isLoopback(String bind) {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * Whether a caller who comes now is greeted at once: the voice is loaded and the greeting has been spoken ahead. The ears
     * come after, while the first caller is greeted, and so does what makes the rest quick: a second recogniser, and what the
     * agent often begins an answer with. Chats are taken before; they wait for their first word.
     */
    boolean isReady() {
        return isReady(ready);
    }

    /** The same, as a future that fails when the voice cannot be loaded. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    private static boolean isReady(CompletableFuture<Void> ready) {
        return ready.isDone() && !ready.isCompletedExceptionally();
    }

    /**
     * When it is ready, as quick as it gets, and what the agent often says has been spoken ahead.
     *
     * @return fails when a part cannot be loaded
     */
    public CompletableFuture<Void> warm() {
        return warm;
    }

    /** Its voice says something, in the background, when nothing that callers wait for is to be said any more. */
    CompletableFuture<Speech> sayAhead(String text) {
        return warm.thenApplyAsync(warmed -> voice.say(text));
    }

    /** Its voice says something, as soon as it can. */
    CompletableFuture<Speech> say(String text) {
        return ready.thenApplyAsync(loaded -> voice.say(text));
    }

    /** Where it listens. */
    public int port() {
        return engine.port();
    }

    /** Where its metrics are asked, or null when they are on the port that everybody is served on, for the admin token. */
    public @Nullable URI adminUrl() {
        return admin == null ? null : admin.url();
    }

    /** What opens it for a bridge in this process. */
    @Nullable
    String privateKey() {
        return privateKey;
    }

    /** Its base, for a client in this machine. */
    URI uri() {
        return URI.create("ws://127.0.0.1:" + engine.port() + "/v0/evi");
    }

    /** What is kept of callers' conversations. */
    Erasable chats() {
        return store.chats();
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close();
        }
        engine.close();
        if (identity != null) {
            identity.close();
        }
        loops.close();
        store.close();
    }
}
