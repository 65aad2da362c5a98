package dev.trunkline.app;

import static dev.trunkline.config.Secret.revealed;
import static java.util.Objects.requireNonNull;

import dev.trunkline.bridge.Admission;
import dev.trunkline.bridge.CallRouter;
import dev.trunkline.config.ConfigException;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.net.http.AnswerHeaders;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Refusals;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.ops.AdminGate;
import dev.trunkline.ops.DialRoutes;
import dev.trunkline.ops.DrainRoutes;
import dev.trunkline.ops.OpsRoutes;
import dev.trunkline.ops.RecordingRoutes;
import dev.trunkline.phone.twilio.TwilioCarrier;
import dev.trunkline.phone.twilio.TwilioRest;
import dev.trunkline.phone.twilio.TwilioSettings;
import dev.trunkline.record.Erasable;
import dev.trunkline.recording.CallRecordings;
import dev.trunkline.telemetry.JvmMetrics;
import dev.trunkline.telemetry.MetricName;
import dev.trunkline.telemetry.Metrics;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The whole bridge: the one place where adapters meet ports. Thread-safe.
 */
public final class Trunkline implements AutoCloseable {

    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

    private final TrunklineConfig config;
    private final Admission admission;
    private final Metrics metrics = new Metrics();
    private final LoadWatch load;
    private final RecordKeeping records;
    private final @Nullable CallRecordings recordings;
    private final Refusals refused = new Refusals(reason -> metrics.count(MetricName.REQUESTS_REFUSED, reason));
    private final Fences fences;
    private final ServerIdentity identity;
    private final EventLoops loops;
    private final @Nullable EmbeddedEngine embedded;
    private final OutlivingState state;
    private final @Nullable OutboundWiring outbound;
    private final Flights flights;
    private final LiveConsole console;
    private final FarEndWiring farEnds;
    private final WebhookWiring webhooks;
    private final CallRouter router;
    private final @Nullable TwilioRest rest;
    private final Drain drain;
    private @Nullable TwilioCarrier carrier; // once the port is known
    private Set<String> served = Set.of(); // likewise
    private final HttpServer server;
    private final @Nullable AdminServer admin;
    private final CallGuards guards;

    private Trunkline(TrunklineConfig config) throws IOException, ConfigException {
        this.config = config;
        this.load = new LoadWatch(config.overload(), metrics);
        ServeRehearsal.needWholeJar(config);
        this.fences = Fences.of(config);
        this.identity = ServerIdentity.of(config.server().identity(), metrics);
        // First of all: its voice and ears load in the background, which takes longest.
        this.embedded = config.hasEmbedded() ? EmbeddedEngine.embedded(config, metrics, load.leavesOut("guess")) : null;
        JvmMetrics.into(metrics, PlatformDependent::usedDirectMemory);
        metrics.fact(MetricName.BUILD_INFO, Build.version(), Build.commit());
        this.loops = new EventLoops("call", Runtime.getRuntime().availableProcessors());
        this.state = OutlivingState.open(config.state(), metrics);
        this.admission = new Admission(CallWiring.limits(config), load.load(), state.counts(), System::nanoTime);
        metrics.gauge(MetricName.CALLS_LIMIT, admission::maxCalls);
        metrics.gauge(MetricName.CALLS_WAITING, admission::waiting);
        this.outbound = OutboundWiring.open(config, metrics);
        this.webhooks = WebhookWiring.start(config, metrics, this::adminUrl);
        this.recordings = RecordingWiring.recordings(config, load, metrics);
        this.flights = Flights.of(config.flight(), config.recording(), load.leavesOut("flight"), metrics);
        this.records = new RecordKeeping(config, metrics, load.leavesOut("record"), elsewhere());
        this.console = new LiveConsole(records.recorder(), records::costToday, load.leavesOut("listen"), metrics);
        this.farEnds = new FarEndWiring(config, embedded, state.opinions(), metrics);
        this.router = CallWiring.router(
                config,
                farEnds,
                ComfortWords.sounds(config.call().care().comfort(), embedded),
                EngineVoice.of(embedded),
                admission,
                load.load(),
                new CallRouter.Known(state.memory(), state.counts()),
                metrics,
                records.recorder(),
                outbound == null ? null : outbound.answered(),
                recordings,
                flights.witness(),
                console.listeners(),
                webhooks);
        if (recordings != null) {
            RecordingWiring.speak(recordings, router.running(), config.isEmbeddedFirst() ? embedded : null);
        }
        state.listen(router.running().others());
        this.rest = CarrierRest.of(config.twilio());
        this.drain = new Drain(
                admission, router.running(), Drain.Limits.of(config.server().drain()));
        metrics.gauge(MetricName.DRAINING, drain::level);
        load.start(loops);
        this.server =
                HttpServer.start(loops, config.server().bind(), config.server().port(), identity.tls(), this::routes);
        this.admin = AdminServer.start(loops, config, port(), refused, (routes, gate) -> {
            operations().contributeHealth(routes);
            carrier().contributeSoftphones(routes);
            contributeAdmin(routes, gate, null);
        });
        if (outbound != null) {
            outbound.start();
        }
        this.guards = CallGuards.start(config.twilio(), router, this::nextUrl, rest, metrics);
    }

    /** Where callers leave traces beside the records of their calls. */
    private List<Erasable> elsewhere() {
        Erasable states = state.callsOf(callSid -> router.running().callSids().contains(callSid));
        List<Erasable> places = new ArrayList<>(List.of(states, flights.erasable()));
        places.addAll(webhooks.erasables());
        if (embedded != null) {
            places.add(embedded.chats());
        }
        if (recordings != null) {
            places.add(RecordingWiring.erasable(recordings));
        }
        if (outbound != null) {
            places.add(outbound.erasable());
        }
        return places;
    }

    /** Where Twilio asks about a call whose stream we cannot close; how many streams it has had is not known. */
    private URI nextUrl(String callSid) {
        return carrier().nextUrl(callSid, 1);
    }

    private TwilioCarrier carrier() {
        return requireNonNull(carrier, "it was made before calls could come");
    }

    /**
     * Starts everything; when this returns, calls are taken.
     *
     * @throws IOException when the port is taken, or the embedded EVI cannot start; the message says which
     * @throws ConfigException when the admin port is taken, or a model cannot be used
     */
    public static Trunkline start(TrunklineConfig config) throws IOException, ConfigException {
        return new Trunkline(config);
    }

    /**
     * When a caller is greeted at once: {@code /readyz} would say so, and a simulated call may begin.
     *
     * @return fails when the embedded EVI cannot speak
     */
    public CompletableFuture<Void> ready() {
        return embedded == null || !config.isEmbeddedFirst()
                ? CompletableFuture.completedFuture(null)
                : embedded.ready();
    }

    /**
     * When the embedded EVI has loaded its voice and ears and spoken ahead what it often says. Calls are taken before; they
     * wait for the agent's first word.
     *
     * @return fails when a part cannot be loaded
     */
    public CompletableFuture<Void> warm() {
        return embedded == null ? CompletableFuture.completedFuture(null) : embedded.warm();
    }

    /** A full node is ready: it has words for who calls it, and a balancer that takes it out loses the calls it has. */
    private OpsRoutes.Readiness readiness() {
        if (isLoading()) {
            return new OpsRoutes.Readiness(false, EmbeddedEngine.LOADING);
        }
        String refusal = admission.refusalOf(1);
        if (refusal == null) {
            return new OpsRoutes.Readiness(true, "ready");
        }
        return admission.isDraining()
                ? new OpsRoutes.Readiness(false, drain.word())
                : new OpsRoutes.Readiness(true, "ready (" + refusal + ")");
    }

    private boolean isLoading() {
        return embedded != null && config.isEmbeddedFirst() && !embedded.isReady();
    }

    /** Where this process listens. */
    public int port() {
        return server.port();
    }

    /** What Twilio calls. */
    public URI publicUrl() {
        return publicUrl(port());
    }

    /** What operators ask: the console's page, and below it {@code /api} and {@code /metrics}. */
    public URI adminUrl() {
        return admin == null ? publicUrl() : admin.url();
    }

    private URI publicUrl(int port) {
        URI configured = config.server().publicUrl();
        return configured != null ? configured : config.server().localUrl(port);
    }

    private Routes routes(int port) {
        TwilioSettings twilio = new TwilioSettings(
                publicUrl(port),
                revealed(config.twilio().authToken()),
                revealed(config.twilio().secondaryAuthToken()),
                config.call().maxTransferSeconds(),
                CallWiring.hold(config.overload()),
                config.server().drain().to());
        Routes.Builder routes = Routes.builder().alsoUnder(twilio.publicUrl().getRawPath());
        carrier = new TwilioCarrier(twilio, router, twilio.urlKeys(), rest, state::mayUse);
        carrier.contribute(routes);
        if (outbound != null && rest != null) {
            outbound.join(
                    carrier.outbound(rest),
                    calls -> !isLoading() && admission.refusalOf(calls) == null,
                    FarEndLookout.of(config, farEnds, loops),
                    routes);
            admission.alsoAwaits(outbound::ringing);
        }
        operations().contributeHealth(routes);
        routes.answerHeaders(AnswerHeaders.NO_PAGE);
        AdminGate gate = PageSignIn.gate(config, twilio.publicUrl(), refused, routes);
        if (gate != null) {
            contributeAdmin(routes, gate, twilio.publicUrl());
        }
        Routes built = routes.build();
        served = built.listed();
        return built;
    }

    /** What the main port answers: a method, a blank and a pattern each. */
    public Set<String> served() {
        return Set.copyOf(served);
    }

    /** @param publicUrl null on a port of this machine's own */
    private void contributeAdmin(Routes.Builder routes, AdminGate gate, @Nullable URI publicUrl) {
        operations().contributeAdmin(routes, gate);
        new DrainRoutes(drain).contribute(routes, gate);
        DialRoutes.contribute(routes, gate, router::dial);
        OutboundWiring.contribute(outbound, routes, gate);
        records.contribute(routes, gate);
        ConsoleWiring.contribute(routes, gate, config, carrier().softphones());
        new RecordingRoutes(recordings).contribute(routes, gate);
        webhooks.contribute(routes, gate);
        console.contribute(routes, gate, router.running(), admission, farEnds, publicUrl);
    }

    private OpsRoutes operations() {
        return new OpsRoutes(new OpsRoutes.Sources(
                this::readiness, metrics::prometheusText, records.recorder(), System::nanoTime, this::hangUp));
    }

    /** By the call's own stream, or over REST when that is gone and we may. */
    private CompletionStage<Boolean> hangUp(String callSid) {
        if (router.running().hangUp(callSid)) {
            return CompletableFuture.completedFuture(true);
        }
        if (rest == null) {
            return CompletableFuture.completedFuture(false);
        }
        return rest.hangUp(callSid).thenApply(outcome -> outcome instanceof TwilioRest.Done);
    }

    /**
     * Takes no new calls, waits for the running ones to end by themselves, and moves what is left then. When this returns,
     * the carrier has had every answer that it asked for.
     *
     * @param atMost how long calls may take to end by themselves
     * @param hurry done when there is no more time for that
     * @return whether all did
     */
    public boolean drain(Duration atMost, Future<?> hurry) throws InterruptedException {
        fences.drains(admission.census().live());
        return drain.end(atMost, hurry);
    }

    /** Whether new calls are refused, because this bridge is going to end. */
    public boolean isDraining() {
        return admission.isDraining();
    }

    /** Ends what is left, at once. */
    @Override
    public void close() {
        if (outbound != null) {
            outbound.close();
        }
        guards.close();
        admission.drain();
        router.running().shutDown();
        admission.forgetTransferred();
        try {
            admission.awaitNoCalls(LAST_ANSWERS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
        identity.close();
        if (admin != null) {
            admin.close();
        }
        if (recordings != null) {
            recordings.close();
        }
        webhooks.close();
        state.close();
        records.close();
        console.close();
        loops.close();
        flights.close();
        load.close();
        if (embedded != null) {
            embedded.close();
        }
        if (rest != null) {
            rest.close();
        }
        fences.close();
    }
}
