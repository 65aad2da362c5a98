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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the configuration from a file and the environment, which wins. Nothing is printed here. */
public final class ConfigReader {

    private static final Pattern ACCOUNT_SID = Pattern.compile("AC[0-9a-fA-F]{32}");
    private static final Pattern DOTS = Pattern.compile("(?i)/(?:\\.|%2e){1,2}(?:/|$)");
    private static final int CALLS_PER_PROCESSOR = 100;
    private static final int LEAST_TOKEN_LENGTH = AdminReader.LEAST_TOKEN_LENGTH;
    private static final String LOOPBACK = "127.0.0.1";

    private final List<String> mistakes = new ArrayList<>();
    private final ConfigFile file;
    private final Values values;
    private final Map<String, String> environment;

    private ConfigReader(Map<String, String> environment, @Nullable Path path) {
        this.file = ConfigFile.read(path, mistakes);
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
        ConfigReader reader = new ConfigReader(environment, file);
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
        List<TrunklineConfig.Route> routes =
                List.copyOf(routeReader.read(file.root().path(FileKeys.ROUTES)));
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
        String denied = values.text(ConfigKey.TRANSFERS_DENIED_PREFIXES);
        if (denied != null && !DialledNumbers.arePrefixes(denied)) {
            values.mistake(ConfigKey.TRANSFERS_DENIED_PREFIXES, "must be beginnings of numbers such as +1900, +881");
        } else if (denied != null) {
            DialledNumbers.find(
                    routes,
                    DialledNumbers.prefixes(denied),
                    (where, prefix) -> values.mistake(
                            ConfigKey.TRANSFERS_DENIED_PREFIXES,
                            "forbids " + where + ", which begins with " + prefix + "; take one of the two away"));
        }
        return new SecurityConfig(
                new AdminReader(file).read(own == null ? null : AdminReader.hash(own.reveal())),
                new SecurityConfig.Transfers(
                        values.flag(ConfigKey.TRANSFERS_ENABLED),
                        values.number(ConfigKey.TRANSFERS_PER_CALL, 0, 1_000),
                        values.number(ConfigKey.TRANSFERS_PER_CALLER, 0, 1_000),
                        values.number(ConfigKey.TRANSFERS_PER_DESTINATION, 0, 100_000),
                        values.number(ConfigKey.TRANSFERS_MINUTES, 0, 100_000),
                        values.number(ConfigKey.TRANSFERS_PER_ROUTE, 0, 100_000)),
                values.file(ConfigKey.AUDIT_FILE),
                new SignInReader(values).read());
    }

    private TrunklineConfig.Server server(boolean isSigned) {
        String given = values.text(ConfigKey.BIND);
        String bind = given != null ? given : isSigned ? "0.0.0.0" : LOOPBACK;
        if (given != null && !isOfThisMachine(given)) {
            values.mistake(ConfigKey.BIND, "is no address of this machine: " + Shown.quoted(given));
        }
        URI publicUrl = publicUrl();
        if (isSigned && !values.isGiven(ConfigKey.PUBLIC_URL) && !Loopback.is(bind)) {
            values.mistake(
                    ConfigKey.TWILIO_AUTH_TOKEN,
                    "needs " + Values.name(ConfigKey.PUBLIC_URL) + ": signatures are checked against what Twilio calls."
                            + " Give that, such as https://voice.example.com, or bind " + LOOPBACK + " for a trial");
        }
        // Names below localhost resolve to this machine, but a Host of that name is nobody's.
        if (!isSigned
                && publicUrl != null
                && (!Loopback.is(publicUrl) || lower(publicUrl.getHost()).endsWith(".localhost"))) {
            values.mistake(
                    ConfigKey.PUBLIC_URL,
                    "needs " + Values.name(ConfigKey.TWILIO_AUTH_TOKEN) + ": what lets Twilio in lets strangers in as"
                            + " well, and only signatures tell them apart. Give that, or leave this out for a trial on"
                            + " this machine");
        }
        Integer maxCalls = values.optionalNumber(ConfigKey.MAX_CALLS, 1, 100_000);
        return new TrunklineConfig.Server(
                values.number(ConfigKey.PORT, 0, 65_535),
                bind,
                publicUrl,
                identity(),
                maxCalls == null ? CALLS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors() : maxCalls,
                adminToken(),
                values.optionalNumber(ConfigKey.ADMIN_PORT, 0, 65_535),
                drain());
    }

    private TrunklineConfig.Drain drain() {
        return new TrunklineConfig.Drain(
                values.number(ConfigKey.DRAIN_SECONDS, 0, 14_400),
                values.number(ConfigKey.DRAIN_PAUSE_SECONDS, 0, 600),
                values.number(ConfigKey.DRAIN_MOVES_PER_SECOND, 1, 1_000),
                values.number(ConfigKey.DRAIN_MOVE_SECONDS, 1, 14_400),
                values.base(ConfigKey.DRAIN_TO, "https", "http"));
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
        URI url = values.base(ConfigKey.PUBLIC_URL, "https", "http");
        if (url == null) {
            return null;
        }
        if (DOTS.matcher(url.getRawPath()).find()) {
            values.mistake(ConfigKey.PUBLIC_URL, "must have no . and no .. between slashes: write out where they lead");
            return null;
        }
        if ((lower(url.getRawPath()) + "/").contains("/twilio/")) {
            values.mistake(ConfigKey.PUBLIC_URL, "must be the base alone: leave out /twilio/ and what follows");
            return null;
        }
        return url;
    }

    private @Nullable Secret adminToken() {
        Secret token = values.headerSecret(ConfigKey.ADMIN_TOKEN);
        if (token != null && token.reveal().length() < LEAST_TOKEN_LENGTH) {
            values.mistake(
                    ConfigKey.ADMIN_TOKEN,
                    "is shorter than " + LEAST_TOKEN_LENGTH
                            + " characters, and can be guessed; make one with: openssl rand -hex 24");
        }
        return token;
    }

    private TrunklineConfig.@Nullable Identity identity() {
        boolean isChainGiven = values.isGiven(ConfigKey.TLS_CERTIFICATE);
        boolean isKeyGiven = values.isGiven(ConfigKey.TLS_KEY);
        if (isChainGiven && !isKeyGiven) {
            values.mistake(ConfigKey.TLS_CERTIFICATE, "needs " + Values.name(ConfigKey.TLS_KEY));
        } else if (isKeyGiven && !isChainGiven) {
            values.mistake(ConfigKey.TLS_KEY, "needs " + Values.name(ConfigKey.TLS_CERTIFICATE));
        }
        List<X509Certificate> chain = values.certificates(ConfigKey.TLS_CERTIFICATE);
        Path keyFile = values.file(ConfigKey.TLS_KEY);
        if (keyFile == null) {
            return null;
        }
        try {
            if (chain.isEmpty()) {
                PemFiles.checkKey(keyFile); // both may be wrong, and one run should tell
                return null;
            }
            return new TrunklineConfig.Identity(chain, PemFiles.key(keyFile, chain.get(0)));
        } catch (IOException e) {
            values.mistake(ConfigKey.TLS_KEY, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private TrunklineConfig.Twilio twilio() {
        String accountSid = values.text(ConfigKey.TWILIO_ACCOUNT_SID);
        if (accountSid != null && !ACCOUNT_SID.matcher(accountSid).matches()) {
            values.mistake(ConfigKey.TWILIO_ACCOUNT_SID, "must be AC and 32 hex digits");
        }
        Secret apiKey = values.headerSecret(ConfigKey.TWILIO_API_KEY);
        Secret apiSecret = values.headerSecret(ConfigKey.TWILIO_API_SECRET);
        if ((apiKey == null) != (apiSecret == null)) {
            mistakes.add(Values.name(ConfigKey.TWILIO_API_KEY) + " and " + Values.name(ConfigKey.TWILIO_API_SECRET)
                    + " only work together; give both or neither");
        }
        values.needs(ConfigKey.TWILIO_AUTH_TOKEN_SECONDARY, ConfigKey.TWILIO_AUTH_TOKEN);
        if (apiSecret != null) {
            values.needs(ConfigKey.TWILIO_API_KEY, ConfigKey.TWILIO_ACCOUNT_SID);
        }
        return new TrunklineConfig.Twilio(
                accountSid,
                values.headerSecret(ConfigKey.TWILIO_AUTH_TOKEN),
                values.headerSecret(ConfigKey.TWILIO_AUTH_TOKEN_SECONDARY),
                apiKey,
                apiSecret,
                values.base(ConfigKey.TWILIO_API_BASE_URL, "https", "http"),
                values.number(ConfigKey.TWILIO_RECONCILE_SECONDS, 0, 86_400),
                values.oneOf(ConfigKey.TWILIO_ORPHANS, TrunklineConfig.Twilio.Orphans.REPORT));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
