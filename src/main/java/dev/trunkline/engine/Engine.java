package dev.trunkline.engine;

import dev.trunkline.engine.access.Access;
import dev.trunkline.engine.access.ClientSecrets;
import dev.trunkline.engine.access.RealtimeAccess;
import dev.trunkline.engine.access.TokenEndpoint;
import dev.trunkline.engine.archive.ArchiveRoutes;
import dev.trunkline.engine.archive.AudioLinks;
import dev.trunkline.engine.chat.ChatDependencies;
import dev.trunkline.engine.chat.ChatEndpoint;
import dev.trunkline.engine.chat.ChatStores;
import dev.trunkline.engine.controlplane.ConnectEndpoint;
import dev.trunkline.engine.controlplane.OpenChats;
import dev.trunkline.engine.controlplane.SendEndpoint;
import dev.trunkline.engine.conversation.ChatGroups;
import dev.trunkline.engine.hearing.SpeechPipelineParts;
import dev.trunkline.engine.measurement.ModelsEndpoint;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.PromptTemplate;
import dev.trunkline.engine.mind.SentenceCutter;
import dev.trunkline.engine.plan.DeadAir;
import dev.trunkline.engine.realtime.ClientSecretsEndpoint;
import dev.trunkline.engine.realtime.RealtimeEndpoint;
import dev.trunkline.engine.realtime.session.ServedSession;
import dev.trunkline.engine.resources.Allowances;
import dev.trunkline.engine.resources.ConfigPlans;
import dev.trunkline.engine.resources.ResourceRoutes;
import dev.trunkline.engine.resources.Resources;
import dev.trunkline.engine.speaking.CachedSynthesizer;
import dev.trunkline.engine.turns.AgentParts;
import dev.trunkline.engine.webhook.Webhooks;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.engine.work.SpareTime;
import dev.trunkline.net.connection.MemoryBudget;
import dev.trunkline.net.http.CrossOrigin;
import dev.trunkline.net.http.CrossOrigin.Sockets;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Refusals;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.loop.EventLoops;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * EVI in this process: existing EVI clients can talk to {@code ws://host:port/v0/evi/chat} unchanged, and clients of OpenAI's Realtime protocol
 * to {@code ws://host:port/v1/realtime}. Thread-safe.
 */
public final class Engine implements AutoCloseable {

    private static final Duration LINK_VALIDITY = Duration.ofMinutes(15);

    private final EngineSettings settings;
    private final BoundedExecutor recognitionWorkers;
    private final BoundedExecutor voiceWorkers;
    private final BoundedExecutor measuringWorkers;
    private final OpenChats open = new OpenChats();
    private final Refusals refusals;
    private final Access access;
    private final Webhooks webhooks;
    private final ChatEndpoint chats;
    private final ModelsEndpoint models;
    private final RealtimeAccess realtimeAccess;
    private final RealtimeEndpoint realtime;
    private final ClientSecretsEndpoint clientSecrets;
    private final ArchiveRoutes archive;
    private final @Nullable Resources resources;
    private final DialogModel mind;
    private final Allowances allowances;
    private final CachedSynthesizer mouth;
    private @Nullable HttpServer server;

    /**
     * An engine that listens nowhere by itself; {@link #addRoutes} puts it on someone else's server.
     *
     * @param parts stay the caller's to close
     * @param stores what chats use; stay the caller's to close
     */
    public Engine(EngineSettings settings, EngineParts parts, ChatStores stores) {
        this(settings, parts, stores, null);
    }

    /** The same, with REST for configs, prompts and tools. */
    public Engine(EngineSettings settings, EngineParts parts, EngineStores stores) {
        this(
                settings,
                parts,
                new ChatStores(
                        stores.history(), stores.recordings(), new ConfigPlans(stores.resources(), settings.plan())),
                stores.resources());
    }

    private Engine(EngineSettings settings, EngineParts parts, ChatStores stores, @Nullable Resources resources) {
        this.settings = settings;
        this.resources = resources;
        this.recognitionWorkers = new BoundedExecutor("engine-ears", settings.workerThreads());
        this.voiceWorkers = new BoundedExecutor("engine-voice", settings.workerThreads());
        this.measuringWorkers = new BoundedExecutor("engine-models", settings.workerThreads());
        this.mind = parts.mind();
        this.allowances =
                new Allowances(settings.egress(), parts.webSearch().isAvailable(), parts.mind(), parts.voice());
        this.mouth = new CachedSynthesizer(parts.voice(), parts.expression(), settings.sound(), voiceWorkers);
        InstantSource wallClock = InstantSource.system();
        this.refusals = new Refusals(parts.meter()::refused);
        this.access = new Access(
                settings.credentials().keys(),
                settings.credentials().secretKey(),
                wallClock,
                System::nanoTime,
                refusals);
        this.webhooks = new Webhooks(settings.credentials().signingKey(), settings.egress(), wallClock);
        this.archive = new ArchiveRoutes(
                stores.history(),
                stores.recordings(),
                new AudioLinks(settings.credentials().secretKey(), null, LINK_VALIDITY, wallClock));
        this.models = new ModelsEndpoint(
                parts.expression(),
                parts.recognizer(),
                parts.decoder(),
                measuringWorkers,
                access::allows,
                settings.maxChats());
        AgentParts agent = new AgentParts(
                new SpeechPipelineParts(
                        parts.recognizer(),
                        parts.voiceActivity(),
                        parts.expression(),
                        parts.decoder(),
                        parts.turnModel(),
                        recognitionWorkers,
                        SpareTime.of(recognitionWorkers, settings.workerThreads(), parts.pressed())),
                mind,
                mouth,
                settings.phrases(),
                parts.webSearch(),
                parts.meter(),
                wallClock);
        MemoryBudget budget = new MemoryBudget(Runtime.getRuntime().maxMemory() / 8);
        ChatDependencies dependencies =
                new ChatDependencies(settings.maxChats(), settings.plan(), agent, stores, new ChatGroups(), budget);
        this.chats = new ChatEndpoint(dependencies, open, webhooks);
        ClientSecrets secrets = new ClientSecrets(wallClock);
        this.realtimeAccess = new RealtimeAccess(access, secrets);
        this.realtime = new RealtimeEndpoint(
                new ServedSession.Parts(agent, settings.plan(), budget), settings.maxChats(), stores.history(), open);
        this.clientSecrets = new ClientSecretsEndpoint(secrets, realtime.usual());
    }

    /**
     * An engine that listens where {@code settings} say, and remembers nothing.
     *
     * @throws IOException when it cannot listen there; the message says where
     */
    public static Engine start(EventLoops loops, EngineSettings settings, EngineParts parts) throws IOException {
        return start(loops, settings, parts, ChatStores.none());
    }

    /**
     * An engine that listens where {@code settings} say.
     *
     * @throws IOException when it cannot listen there; the message says where
     */
    public static Engine start(EventLoops loops, EngineSettings settings, EngineParts parts, ChatStores stores)
            throws IOException {
        return new Engine(settings, parts, stores).listen(loops, Routes.builder());
    }

    /**
     * The same, with REST for configs, prompts and tools.
     *
     * @param routes what else its server answers
     * @throws IOException when it cannot listen there; the message says where
     */
    public static Engine start(
            EventLoops loops, EngineSettings settings, EngineParts parts, EngineStores stores, Routes.Builder routes)
            throws IOException {
        return new Engine(settings, parts, stores).listen(loops, routes);
    }

    private Engine listen(EventLoops loops, Routes.Builder routes) throws IOException {
        addRoutes(routes);
        try {
            Routes all = routes.build();
            server = HttpServer.start(loops, settings.bindAddress(), settings.port(), settings.tls(), port -> all);
        } catch (IOException e) {
            close();
            throw e;
        }
        return this;
    }

    /** Adds everything that clients of EVI and of the Realtime protocol ask for. */
    public void addRoutes(Routes.Builder routes) {
        boolean isOpen = settings.credentials().keys().isEmpty();
        routes.crossOrigin(CrossOrigin.listed(
                isOpen ? Sockets.LISTED : Sockets.OPEN, settings.credentials().allowedOrigins(), isOpen, refusals));
        routes.webSocket(ChatEndpoint.PATH, access.guard(chats))
                .webSocket(ConnectEndpoint.PATH, access.guard(new ConnectEndpoint(open)))
                .http("POST", SendEndpoint.PATH, access.guard(new SendEndpoint(open)))
                .http("POST", TokenEndpoint.PATH, access.guard(new TokenEndpoint(access)))
                .webSocket(ModelsEndpoint.PATH, models)
                .webSocket(RealtimeEndpoint.PATH, realtimeAccess.admit(realtime))
                .http("POST", ClientSecretsEndpoint.PATH, realtimeAccess.guard(clientSecrets));
        archive.add(routes, access::guard);
        if (resources != null) {
            new ResourceRoutes(resources, settings.plan(), allowances, access::guard).add(routes);
        }
    }

    /** The port it listens on, or the one it was asked to when it listens nowhere itself. */
    public int port() {
        return server == null ? settings.port() : server.port();
    }

    /** How many chats are open now. */
    public int openChats() {
        return open.size();
    }

    /** Stops listening, hearing and speaking; open chats are closed with 1001. */
    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        open.close();
        models.close();
        archive.close();
        webhooks.close();
        recognitionWorkers.close();
        voiceWorkers.close();
        measuringWorkers.close();
    }

    /**
     * Speaks the greeting ahead of time, in the background: the first caller then does not wait for it.
     *
     * @return completes when its first sentence is spoken, and the others are next; also when the voice has failed
     */
    public CompletableFuture<Void> prepareGreeting() {
        String greeting = settings.plan().announcements().onNewChat().text();
        List<String> sentences = PromptTemplate.lacks(greeting, Map.of()) ? List.of() : SentenceCutter.split(greeting);
        if (sentences.isEmpty()) {
            prepareFillers();
            return CompletableFuture.completedFuture(null);
        }
        return prepare(sentences.subList(0, 1)).thenAccept(first -> {
            prepare(sentences.subList(1, sentences.size()));
            prepareFillers();
        });
    }

    /** A machine that is busy is when they are needed. */
    private void prepareFillers() {
        DeadAir deadAir = settings.phrases().deadAir();
        mouth.fillers().prepare(deadAir.fillers(), settings.plan().agent().voice(), deadAir.comfortDb());
    }

    /**
     * Speaks what the mind often begins with ahead of time, in the background: callers then wait for none of it.
     *
     * @return completes with the number of sentences
     */
    public CompletableFuture<Integer> warmUp() {
        List<String> texts = new ArrayList<>(mind.openings());
        texts.add(settings.phrases().trouble());
        texts.add(settings.phrases().oneMoment());
        return prepare(texts);
    }

    private CompletableFuture<Integer> prepare(List<String> texts) {
        List<String> sentences = texts.stream()
                .flatMap(text -> SentenceCutter.split(text).stream())
                .distinct()
                .toList();
        return mouth.prepare(sentences, settings.plan().agent().voice());
    }
}
