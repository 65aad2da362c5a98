package dev.trunkline.config;

import java.net.URI;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that an operator decides. Immutable. */
public record TrunklineConfig(
        Server server,
        Twilio twilio,
        Evi evi,
        Call call,
        OverloadConfig overload,
        StateConfig state,
        FlightConfig flight,
        EngineConfig engine,
        List<Route> routes,
        SecurityConfig security,
        OutboundConfig outbound,
        RecordsConfig records,
        RecordingConfig recording,
        AutomationConfig automation,
        Map<String, FarEndConfig> farEnds) {

    /**
     * The same for the lab, where nobody is really dialled and no real caller can be misled: the scripted agent knows a company
     * that is made up, and without routes of the operator's there are two desks.
     */
    public TrunklineConfig inLab() {
        RouteAgent agent = routes.get(0).agent();
        boolean isWithoutRoutes = routes.equals(RouteReader.everyNumber(agent));
        return new TrunklineConfig(
                server,
                twilio,
                evi,
                call,
                overload,
                state,
                flight,
                engine.inLab(),
                isWithoutRoutes ? RouteReader.ofTheLab(agent) : routes,
                security,
                outbound.inLab(),
                records.inMemory(),
                recording,
                automation,
                farEnds);
    }

    /** The same without what stands between it and the world: a simulated Twilio calls this machine, in clear text. */
    public TrunklineConfig onThisMachine() {
        return new TrunklineConfig(
                server.onThisMachine(),
                twilio,
                evi,
                call,
                overload,
                state,
                flight,
                engine,
                routes,
                security,
                outbound,
                records,
                recording,
                automation,
                farEnds);
    }

    /** Whether the engine of this process may answer a call. */
    public boolean hasEmbedded() {
        return routes.stream().flatMap(route -> route.farEnds().stream()).anyMatch(this::isEmbedded);
    }

    /** Whether it does, while all is well: else it is a last resort, and nobody waits for it. */
    public boolean isEmbeddedFirst() {
        return routes.stream().anyMatch(route -> {
            String first = route.farEnds().get(0);
            return first.equals(FarEndConfig.EVI_LIST) ? evi.addresses().get(0).isEmbedded() : isEmbedded(first);
        });
    }

    private boolean isEmbedded(String name) {
        FarEndConfig farEnd = farEnds.get(name);
        return name.equals(FarEndConfig.EVI_LIST)
                ? evi.hasEmbedded()
                : name.equals(FarEndConfig.EMBEDDED)
                        || (farEnd != null && farEnd.dialect() == FarEndConfig.Dialect.EMBEDDED);
    }

    /** How long the AI lets a chat last; 0 for as long as it takes. The engine in this process has a limit of its own. */
    public int maxChatSeconds() {
        int seconds = evi.maxChatSeconds();
        return evi.addresses().get(0).isEmbedded()
                ? Math.min(seconds, engine.talk().maxSeconds())
                : seconds;
    }

    /**
     * The listening socket.
     *
     * @param publicUrl what Twilio calls, or null for localhost and the port
     * @param identity makes it speak TLS; null for none
     * @param adminToken opens the admin API and the metrics; null for none, and then they have a port of their own
     * @param adminPort that port, 0 for any free one, null for the one after {@code port}
     */
    public record Server(
            int port,
            String bind,
            @Nullable URI publicUrl,
            @Nullable Identity identity,
            int maxCalls,
            @Nullable Secret adminToken,
            @Nullable Integer adminPort,
            Drain drain) {

        /** An address as it stands in a URL: IPv6 in brackets. */
        public static String inUrl(String address) {
            return address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
        }

        private Server onThisMachine() {
            return new Server(port, bind, null, null, maxCalls, adminToken, adminPort, drain.to(null));
        }

        /** Where this machine itself finds it: at the loopback address that is bound, which a name may not stand for. */
        public URI localUrl(int port) {
            boolean isNamed = bind.equals("127.0.0.1") || !Loopback.is(bind);
            String host = isNamed ? "localhost" : inUrl(bind);
            return URI.create((identity == null ? "http" : "https") + "://" + host + ":" + port);
        }
    }

    /**
     * How it is emptied.
     *
     * @param softSeconds in which calls end by themselves
     * @param pauseSeconds for which a pause of each of the others is waited for
     * @param movesPerSecond how many of them are moved in a second
     * @param moveSeconds after which the rest is ended
     * @param to the public URL of those who go on with them, or null for our own
     */
    public record Drain(
            int softSeconds,
            int pauseSeconds,
            int movesPerSecond,
            int moveSeconds,
            @Nullable URI to) {

        private Drain to(@Nullable URI other) {
            return new Drain(softSeconds, pauseSeconds, movesPerSecond, moveSeconds, other);
        }
    }

    /**
     * What a server proves with that it is who it says.
     *
     * @param chain the server's certificate first
     * @param key of that one
     * @param chainFile where the chain stands, as PEM; whoever renews it writes there
     */
    public record Identity(List<X509Certificate> chain, PrivateKey key, Path chainFile, Path keyFile) {
        public Identity {
            chain = List.copyOf(chain);
        }

        /** Some keys print themselves. */
        @Override
        public String toString() {
            return chain.get(0).getSubjectX500Principal().getName();
        }
    }

    /**
     * The carrier.
     *
     * @param reconcileSeconds how often it is asked which calls it has; 0 for never
     * @param orphans what becomes of those that are not known here
     */
    public record Twilio(
            @Nullable String accountSid,
            @Nullable Secret authToken,
            @Nullable Secret secondaryAuthToken,
            @Nullable Secret apiKey,
            @Nullable Secret apiSecret,
            @Nullable URI apiBaseUrl,
            int reconcileSeconds,
            Orphans orphans) {

        /** What becomes of a call that only the carrier knows. */
        public enum Orphans {
            REPORT,
            END,
            IGNORE
        }
    }

    /**
     * The AI.
     *
     * @param addresses who is called, in the order in which they are tried
     * @param authorities who are believed beside the platform's
     * @param tokenInHeader whether access tokens are sent in a header, else in the query
     * @param maxChatSeconds how long it lets a chat last; 0 for as long as it takes
     */
    public record Evi(
            List<EviAddress> addresses,
            @Nullable Secret apiKey,
            @Nullable Secret secretKey,
            @Nullable String configId,
            @Nullable Integer configVersion,
            List<X509Certificate> authorities,
            int inputSampleRateHz,
            int connectTimeoutMillis,
            int readyTimeoutMillis,
            boolean tokenInHeader,
            int maxChatSeconds,
            ConnectRate connects) {

        public Evi {
            addresses = List.copyOf(addresses);
        }

        /** Whether the engine of this process may be called. */
        public boolean hasEmbedded() {
            return addresses.contains(EviAddress.EMBEDDED);
        }
    }

    /** How many chats a second may be opened at one far end, and how many in the half minute after it was out. */
    public record ConnectRate(int perSecond, int perSecondAfterOutage) {}

    /**
     * The limits and habits of a call.
     *
     * @param maxTransferSeconds the same of what follows a transfer
     */
    public record Call(
            int maxSeconds,
            int maxTransferSeconds,
            int connectSeconds,
            int toolSeconds,
            int playoutLeadMillis,
            int interimWordsToInterrupt,
            boolean protectsGoodbye,
            Keys keys,
            CallCare care) {}

    /**
     * What the agent may do with telephone keys.
     *
     * @param deliverTo takes masked digits, or null for nobody
     * @param secret signs what it gets; there when it is
     */
    public record Keys(
            boolean collects,
            boolean presses,
            @Nullable URI deliverTo,
            @Nullable Secret secret) {}

    /**
     * Who answers which numbers.
     *
     * @param numbers normal forms of {@code PhoneAddress}, or "*" for every number that no other route serves
     * @param callerId what phones show that this route has rung, or null for the caller's number or the called one
     * @param configId overrides the default EVI config, or null
     * @param maxCalls how many calls it may have at a time, 0 for as many as there is room for at all
     * @param recording how its calls are recorded, or null when they are not
     * @param ai names of {@link TrunklineConfig#farEnds}, {@link FarEndConfig#EVI_LIST} or {@link FarEndConfig#EMBEDDED}, in the
     *     order in which they are tried; empty for all that {@link Evi} lists
     */
    public record Route(
            String name,
            List<String> numbers,
            @Nullable String callerId,
            @Nullable String configId,
            @Nullable Integer configVersion,
            Map<String, String> variables,
            List<Destination> destinations,
            Fallback fallback,
            int maxCalls,
            RecordingConfig.@Nullable OfRoute recording,
            List<String> ai,
            RouteAgent agent) {

        /** Whom it asks, by names. */
        public List<String> farEnds() {
            return ai.isEmpty() ? List.of(FarEndConfig.EVI_LIST) : ai;
        }
    }

    /**
     * Where callers may be transferred to.
     *
     * @param mustAccept whether the person has to press a key to take a call
     * @param queue how callers wait for whom it is busy, or null: they go back to the agent
     */
    public record Destination(
            String name,
            String number,
            String description,
            @Nullable String callerId,
            int ringSeconds,
            boolean mustAccept,
            @Nullable Queue queue) {}

    /**
     * How callers wait for a destination.
     *
     * @param places how many may wait
     * @param seconds how long
     * @param retrySeconds after which it is tried again, or earlier when a caller of ours has hung up there
     * @param words what they hear, with {position} and {minutes}
     * @param backKey the key that leads back to the agent
     * @param music null: silence
     */
    public record Queue(
            int places,
            int seconds,
            int retrySeconds,
            String words,
            char backKey,
            @Nullable URI music) {

        static final String USUAL_WORDS = "You are number {position} in line. The longest wait is {minutes} minutes."
                + " Press {key} to go back to the assistant.";
    }

    /**
     * What a caller gets who cannot be served: words, then a number or the end.
     *
     * @param callerId what the phone at that number shows, or null for the route's
     */
    public record Fallback(
            String words, @Nullable String number, @Nullable String callerId) {}
}
