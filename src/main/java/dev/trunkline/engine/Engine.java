package dev.trunkline.engine;

import dev.trunkline.engine.access.Access;
import dev.trunkline.engine.access.TokenEndpoint;
import dev.trunkline.engine.chat.ChatEndpoint;
import dev.trunkline.engine.chat.ChatGroups;
import dev.trunkline.engine.chat.ChatStores;
import dev.trunkline.engine.chat.ConnectEndpoint;
import dev.trunkline.engine.chat.Equipment;
import dev.trunkline.engine.chat.OpenChats;
import dev.trunkline.engine.chat.SendEndpoint;
import dev.trunkline.engine.hearing.HearingParts;
import dev.trunkline.engine.mind.Mind;
import dev.trunkline.engine.mind.SentenceCutter;
import dev.trunkline.engine.mind.Template;
import dev.trunkline.engine.speaking.Mouth;
import dev.trunkline.engine.webhook.Webhooks;
import dev.trunkline.net.EventLoops;
import dev.trunkline.net.HttpServer;
import dev.trunkline.net.Routes;
import dev.trunkline.net.Workers;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * EVI in this process: existing EVI clients can talk to {@code ws://host:port/v0/evi/chat} unchanged. Thread-safe.
 *
 * <p>So far: the chat socket, the control plane, access tokens and webhooks. REST resources are not here yet.
 */
public final class Engine implements AutoCloseable {

    private final EngineSettings settings;
    private final Workers earsWorkers;
    private final Workers voiceWorkers;
    private final OpenChats open = new OpenChats();
    private final Access access;
    private final Webhooks webhooks;
    private final ChatEndpoint chats;
    private final Mind mind;
    private final Mouth mouth;
    private @Nullable HttpServer server;

    /**
     * An engine that listens nowhere by itself; {@link #addRoutes} puts it on someone else's server.
     *
     * @param parts stay the caller's to close
     */
    public Engine(EngineSettings settings, EngineParts parts) {
        this(settings, parts, ChatStores.none());
    }

    /**
     * The same, and it remembers.
     *
     * @param stores stay the caller's to close
     */
    public Engine(EngineSettings settings, EngineParts parts, ChatStores stores) {
        this.settings = settings;
        this.earsWorkers = new Workers("engine-ears", settings.workerThreads());
        this.voiceWorkers = new Workers("engine-voice", settings.workerThreads());
        this.mind = parts.mind();
        this.mouth = new Mouth(parts.voice(), parts.expression(), settings.sound(), voiceWorkers);
        InstantSource wallClock = InstantSource.system();
        this.access = new Access(settings.apiKeys(), settings.secretKey(), wallClock);
        this.webhooks = new Webhooks(settings.signingKey(), wallClock);
        Equipment equipment = new Equipment(
                settings.maxChats(),
                settings.plan(),
                new HearingParts(parts.ears(), parts.voiceActivity(), parts.expression(), earsWorkers),
                mind,
                mouth,
                stores,
                new ChatGroups(),
                settings.phrases(),
                parts.webSearch(),
                wallClock);
        this.chats = new ChatEndpoint(equipment, open, webhooks);
    }

    /**
     * An engine that listens where {@code settings} say.
     *
     * @throws IOException when it cannot listen there; the message says where
     */
    public static Engine start(EventLoops loops, EngineSettings settings, EngineParts parts) throws IOException {
        return start(loops, settings, parts, ChatStores.none());
    }

    /**
     * The same, and it remembers.
     *
     * @throws IOException when it cannot listen there; the message says where
     */
    public static Engine start(EventLoops loops, EngineSettings settings, EngineParts parts, ChatStores stores)
            throws IOException {
        Engine engine = new Engine(settings, parts, stores);
        Routes.Builder routes = Routes.builder();
        engine.addRoutes(routes);
        try {
            engine.server = HttpServer.start(loops, settings.bindAddress(), settings.port(), routes.build());
        } catch (IOException e) {
            engine.close();
            throw e;
        }
        return engine;
    }

    /** Adds everything that EVI clients ask for. */
    public void addRoutes(Routes.Builder routes) {
        routes.webSocket(ChatEndpoint.PATH, access.guard(chats))
                .webSocket(ConnectEndpoint.PATH, access.guard(new ConnectEndpoint(open)))
                .http("POST", SendEndpoint.PATH, access.guard(new SendEndpoint(open)))
                .http("POST", TokenEndpoint.PATH, new TokenEndpoint(access));
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
        webhooks.close();
        earsWorkers.close();
        voiceWorkers.close();
    }

    /**
     * Speaks the greeting and what the mind often begins with ahead of time, in the background: the first caller then waits
     * for none of it.
     *
     * @return completes with the number of sentences
     */
    public CompletableFuture<Integer> warmUp() {
        List<String> texts = new ArrayList<>();
        String greeting = settings.plan().announcements().onNewChat();
        if (!Template.lacks(greeting, Map.of())) {
            texts.add(greeting);
        }
        texts.addAll(mind.openings());
        texts.add(settings.phrases().trouble());
        texts.add(settings.phrases().oneMoment());
        List<String> sentences = texts.stream()
                .flatMap(text -> SentenceCutter.split(text).stream())
                .distinct()
                .toList();
        return mouth.prepare(sentences, settings.plan().voice());
    }
}
