package dev.trunkline.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the configuration from a file and the environment, which wins. Nothing is printed here. */
public final class ConfigReader {

    private static final Pattern DOTS = Pattern.compile("(?i)/(?:\\.|%2e){1,2}(?:/|$)");
    private static final int CALLS_PER_PROCESSOR = 100;
    private static final int LEAST_TOKEN_LENGTH = AdminReader.LEAST_TOKEN_LENGTH;
    private static final String LOOPBACK = "127.0.0.1";

    private final List<String> mistakes = new ArrayList<>();
    private final ConfigFile file;
    private final Values values;
    private final Map<String, String> environment;

    private ConfigReader(Map<String, String> environment, @Nullable Path path, UnaryOperator<String> shown) {
        this.file = ConfigFile.read(path, mistakes, shown);
        this.environment = environment;
        this.values = new Values(environment, file, mistakes);
    }

    /**
     * Reads everything.
     *
     * @param environment the process's variables
     * @param file a YAML file, or null for none
     * @throws ConfigException with every mistake at once
     */
    public static TrunklineConfig read(Map<String, String> environment, @Nullable Path file) throws ConfigException {
        return read(environment, file, Shown::text);
    }

    /**
     * The same for somebody who may know no secret: mistakes name no key of the file that is not known, because it may be one, in the
     * wrong place.
     *
     * @param file a YAML file, or null for none
     * @throws ConfigException with every mistake at once
     */
    public static TrunklineConfig readDiscreetly(Map<String, String> environment, @Nullable Path file)
            throws ConfigException {
        return read(environment, file, ConfigOutline::path);
    }

    private static TrunklineConfig read(
            Map<String, String> environment, @Nullable Path file, UnaryOperator<String> shown) throws ConfigException {
        ConfigReader reader = new ConfigReader(environment, file, shown);
        EnvironmentNames.check(environment, reader.mistakes);
        TrunklineConfig config = reader.assemble();
        if (!reader.mistakes.isEmpty()) {
            throw new ConfigException(reader.mistakes);
        }
        return config;
    }

    /**
     * Checks the names of variables alone, for those who read no other configuration.
     *
     * @throws ConfigException with every mistake at once
     */
    public static void checkNames(Map<String, String> environment) throws ConfigException {
        List<String> mistakes = new ArrayList<>();
        EnvironmentNames.check(environment, mistakes);
        if (!mistakes.isEmpty()) {
            throw new ConfigException(mistakes);
        }
    }

    private TrunklineConfig assemble() {
        TrunklineConfig.Twilio twilio = twilio();
        TrunklineConfig.Server server = server(twilio.authToken() != null);
        TrunklineConfig.Evi evi = new EviReader(values).read();
        new Cleartext(values).check();
        Map<String, FarEndConfig> farEnds = new FarEndReader(environment, values, file).read();
        RouteReader routeReader = new RouteReader(file, farEnds);
        List<TrunklineConfig.Route> routes = List.copyOf(routeReader.read());
        StateConfig state = new StateReader(values).read();
        EngineConfig engine = new EngineReader(values, file, routeReader.agent().greeting()).read();
        return new TrunklineConfig(
                server,
                twilio,
                evi,
                new CallReader(values).read(),
                new OverloadReader(values).read(),
                state,
                new FlightConfigReader(values).read(routes),
                engine,
                routes,
                security(server, routes),
                new OutboundReader(values, file).read(),
                new RecordsReader(values).read(state.directory(), engine.store().url()),
                new RecordingReader(values).read(routes),
                new AutomationReader(environment, values, file).read(routes),
                farEnds);
    }

    private SecurityConfig security(TrunklineConfig.Server server, List<TrunklineConfig.Route> routes) {
        Secret own = server.adminToken();
        String denied = values.text(CallKey.TRANSFERS_DENIED_PREFIXES);
        if (denied != null && !DialledNumbers.arePrefixes(denied)) {
            values.mistake(CallKey.TRANSFERS_DENIED_PREFIXES, "must be beginnings of numbers such as +1900, +881");
        } else if (denied != null) {
            DialledNumbers.find(
                    routes,
                    DialledNumbers.prefixes(denied),
                    (where, prefix) -> values.mistake(
                            CallKey.TRANSFERS_DENIED_PREFIXES,
                            "forbids " + where + ", which begins with " + prefix + "; take one of the two away"));
        }
        return new SecurityConfig(
                new AdminReader(file).read(own == null ? null : AdminReader.hash(own.reveal())),
                new SecurityConfig.Transfers(
                        values.flag(CallKey.TRANSFERS_ENABLED),
                        values.number(CallKey.TRANSFERS_PER_CALL),
                        values.number(CallKey.TRANSFERS_PER_CALLER),
                        values.number(CallKey.TRANSFERS_PER_DESTINATION),
                        values.number(CallKey.TRANSFERS_MINUTES),
                        values.number(CallKey.TRANSFERS_PER_ROUTE)),
                values.file(ServerKey.AUDIT_FILE),
                new SignInReader(values).read());
    }

    private TrunklineConfig.Server server(boolean isSigned) {
        String given = values.text(ServerKey.BIND);
        String bind = given != null ? given : isSigned ? "0.0.0.0" : LOOPBACK;
        if (given != null && !isOfThisMachine(given)) {
            values.mistake(ServerKey.BIND, "is no address of this machine: " + Shown.quoted(given));
        }
        URI publicUrl = publicUrl();
        if (isSigned && !values.isGiven(ServerKey.PUBLIC_URL) && !Loopback.is(bind)) {
            values.mistake(
                    CarrierKey.AUTH_TOKEN,
                    "needs " + Values.name(ServerKey.PUBLIC_URL) + ": signatures are checked against what Twilio calls."
                            + " Give that, such as https://voice.example.com, or bind " + LOOPBACK + " for a trial");
        }
        // Names below localhost resolve to this machine, but a Host of that name is nobody's.
        if (!isSigned
                && publicUrl != null
                && (!Loopback.is(publicUrl) || lower(publicUrl.getHost()).endsWith(".localhost"))) {
            values.mistake(
                    ServerKey.PUBLIC_URL,
                    "needs " + Values.name(CarrierKey.AUTH_TOKEN) + ": what lets Twilio in lets strangers in as"
                            + " well, and only signatures tell them apart. Give that, or leave this out for a trial on"
                            + " this machine");
        }
        Integer maxCalls = values.optionalNumber(ServerKey.MAX_CALLS);
        return new TrunklineConfig.Server(
                values.number(ServerKey.PORT),
                bind,
                publicUrl,
                identity(),
                maxCalls == null ? CALLS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors() : maxCalls,
                adminToken(),
                values.optionalNumber(ServerKey.ADMIN_PORT),
                drain());
    }

    private TrunklineConfig.Drain drain() {
        return new TrunklineConfig.Drain(
                values.number(ServerKey.DRAIN_SECONDS),
                values.number(ServerKey.DRAIN_PAUSE_SECONDS),
                values.number(ServerKey.DRAIN_MOVES_PER_SECOND),
                values.number(ServerKey.DRAIN_MOVE_SECONDS),
                values.base(ServerKey.DRAIN_TO));
    }

    private static boolean isOfThisMachine(String bind) {
        try {
            InetAddress address = InetAddress.getByName(bind);
            return address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException e) {
            return false;
        }
    }

    private @Nullable URI publicUrl() {
        URI url = values.base(ServerKey.PUBLIC_URL);
        if (url == null) {
            return null;
        }
        if (DOTS.matcher(url.getRawPath()).find()) {
            values.mistake(ServerKey.PUBLIC_URL, "must have no . and no .. between slashes: write out where they lead");
            return null;
        }
        if ((lower(url.getRawPath()) + "/").contains("/twilio/")) {
            values.mistake(ServerKey.PUBLIC_URL, "must be the base alone: leave out /twilio/ and what follows");
            return null;
        }
        return url;
    }

    private @Nullable Secret adminToken() {
        Secret token = values.headerSecret(ServerKey.ADMIN_TOKEN);
        if (token != null && token.reveal().length() < LEAST_TOKEN_LENGTH) {
            values.mistake(
                    ServerKey.ADMIN_TOKEN,
                    "is shorter than " + LEAST_TOKEN_LENGTH
                            + " characters, and can be guessed; make one with: openssl rand -hex 24");
        }
        return token;
    }

    private TrunklineConfig.@Nullable Identity identity() {
        boolean isChainGiven = values.isGiven(ServerKey.TLS_CERTIFICATE);
        boolean isKeyGiven = values.isGiven(ServerKey.TLS_KEY);
        if (isChainGiven && !isKeyGiven) {
            values.mistake(ServerKey.TLS_CERTIFICATE, "needs " + Values.name(ServerKey.TLS_KEY));
        } else if (isKeyGiven && !isChainGiven) {
            values.mistake(ServerKey.TLS_KEY, "needs " + Values.name(ServerKey.TLS_CERTIFICATE));
        }
        List<X509Certificate> chain = values.certificates(ServerKey.TLS_CERTIFICATE);
        Path chainFile = values.file(ServerKey.TLS_CERTIFICATE);
        Path keyFile = values.file(ServerKey.TLS_KEY);
        if (keyFile == null) {
            return null;
        }
        try {
            if (chainFile == null || chain.isEmpty()) {
                PemFiles.checkKey(keyFile); // both may be wrong, and one run should tell
                return null;
            }
            return new TrunklineConfig.Identity(chain, PemFiles.key(keyFile, chain.get(0)), chainFile, keyFile);
        } catch (IOException e) {
            values.mistake(ServerKey.TLS_KEY, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private TrunklineConfig.Twilio twilio() {
        String accountSid = values.fitting(CarrierKey.ACCOUNT_SID, "must be AC and 32 hex digits");
        Secret apiKey = values.headerSecret(CarrierKey.API_KEY);
        Secret apiSecret = values.headerSecret(CarrierKey.API_SECRET);
        if ((apiKey == null) != (apiSecret == null)) {
            mistakes.add(Values.name(CarrierKey.API_KEY) + " and " + Values.name(CarrierKey.API_SECRET)
                    + " only work together; give both or neither");
        }
        values.needs(CarrierKey.AUTH_TOKEN_SECONDARY, CarrierKey.AUTH_TOKEN);
        if (apiSecret != null) {
            values.needs(CarrierKey.API_KEY, CarrierKey.ACCOUNT_SID);
        }
        return new TrunklineConfig.Twilio(
                accountSid,
                values.headerSecret(CarrierKey.AUTH_TOKEN),
                values.headerSecret(CarrierKey.AUTH_TOKEN_SECONDARY),
                apiKey,
                apiSecret,
                values.base(CarrierKey.API_BASE_URL),
                values.number(CarrierKey.RECONCILE_SECONDS),
                values.oneOf(CarrierKey.ORPHANS, TrunklineConfig.Twilio.Orphans.REPORT));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
