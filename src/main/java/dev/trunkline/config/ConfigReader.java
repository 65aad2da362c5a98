package dev.trunkline.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the configuration from a file and the environment, which wins. Nothing is printed here. */
public final class ConfigReader {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Pattern ACCOUNT_SID = Pattern.compile("AC[0-9a-fA-F]{32}");
    private static final int CALLS_PER_PROCESSOR = 100;
    private static final String EMBEDDED = "embedded";

    private final List<String> mistakes = new ArrayList<>();

    private ConfigReader() {}

    /**
     * Reads everything.
     *
     * @param environment the process's variables
     * @param file a YAML file, or null for none
     * @throws ConfigException with every mistake at once
     */
    public static TrunklineConfig read(Map<String, String> environment, @Nullable Path file) throws ConfigException {
        ConfigReader reader = new ConfigReader();
        TrunklineConfig config =
                reader.assemble(environment, file == null ? MissingNode.getInstance() : reader.parse(file));
        if (!reader.mistakes.isEmpty()) {
            throw new ConfigException(reader.mistakes);
        }
        return config;
    }

    private JsonNode parse(Path file) {
        try {
            JsonNode root = YAML.readTree(Files.readString(file));
            if (root.isObject() || root.isMissingNode() || root.isNull()) {
                return root;
            }
            mistakes.add(file + " must hold keys and values at its top");
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            mistakes.add(file + " is not YAML"
                    + (at == null ? "" : ": look at line " + at.getLineNr() + ", column " + at.getColumnNr()));
        } catch (IOException e) {
            mistakes.add(file + " cannot be read; does it exist?");
        }
        return MissingNode.getInstance();
    }

    private TrunklineConfig assemble(Map<String, String> environment, JsonNode root) {
        Map<String, String> file = new LinkedHashMap<>();
        root.properties().forEach(section -> {
            if (!section.getKey().equals("routes")) {
                flatten(section.getKey(), section.getValue(), file);
            }
        });
        Values values = new Values(environment, file, mistakes);
        TrunklineConfig.Twilio twilio = twilio(values);
        return new TrunklineConfig(
                server(values, twilio.authToken() != null),
                twilio,
                evi(values),
                new TrunklineConfig.Call(
                        values.number(ConfigKey.CALL_MAX_SECONDS, 3_600, 10, 14_400),
                        values.number(ConfigKey.CALL_TOOL_SECONDS, 10, 1, 120),
                        values.number(ConfigKey.CALL_LEAD_MILLIS, 160, 40, 1_000),
                        values.number(ConfigKey.CALL_INTERIM_WORDS, 2, 0, 20)),
                new EngineReader(values).read(),
                List.copyOf(new RouteReader(mistakes).read(root.path("routes"))));
    }

    private void flatten(String path, JsonNode node, Map<String, String> file) {
        if (node.isObject()) {
            node.properties().forEach(entry -> flatten(path + "." + entry.getKey(), entry.getValue(), file));
            return;
        }
        for (ConfigKey key : ConfigKey.values()) {
            if (key.path().equals(path)) {
                if (!node.isNull()) {
                    file.put(path, node.asText());
                }
                return;
            }
        }
        boolean emptySection = node.isNull()
                && Arrays.stream(ConfigKey.values()).anyMatch(key -> key.path().startsWith(path + "."));
        if (emptySection) {
            return;
        }
        mistakes.add(path + " is not a key; every key stands in the commented example, deploy/trunkline.yaml");
    }

    private static TrunklineConfig.Server server(Values values, boolean verified) {
        String bind = values.text(ConfigKey.BIND);
        return new TrunklineConfig.Server(
                values.number(ConfigKey.PORT, 8_080, 0, 65_535),
                bind != null ? bind : verified ? "0.0.0.0" : "127.0.0.1",
                values.url(ConfigKey.PUBLIC_URL, "http", "https"),
                identity(values),
                values.number(
                        ConfigKey.MAX_CALLS,
                        CALLS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors(),
                        1,
                        100_000),
                values.secret(ConfigKey.ADMIN_TOKEN),
                values.number(ConfigKey.DRAIN_SECONDS, 900, 0, 14_400));
    }

    private static TrunklineConfig.@Nullable Identity identity(Values values) {
        boolean isChainGiven = values.text(ConfigKey.TLS_CERTIFICATE) != null;
        boolean isKeyGiven = values.text(ConfigKey.TLS_KEY) != null;
        if (isChainGiven && !isKeyGiven) {
            values.mistake(ConfigKey.TLS_CERTIFICATE, "needs " + Values.name(ConfigKey.TLS_KEY));
        } else if (isKeyGiven && !isChainGiven) {
            values.mistake(ConfigKey.TLS_KEY, "needs " + Values.name(ConfigKey.TLS_CERTIFICATE));
        }
        List<X509Certificate> chain = values.certificates(ConfigKey.TLS_CERTIFICATE);
        Path keyFile = values.file(ConfigKey.TLS_KEY);
        if (keyFile == null || chain.isEmpty()) {
            return null;
        }
        try {
            return new TrunklineConfig.Identity(chain, PemFiles.key(keyFile, chain.get(0)));
        } catch (IOException e) {
            values.mistake(ConfigKey.TLS_KEY, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private TrunklineConfig.Twilio twilio(Values values) {
        String accountSid = values.text(ConfigKey.TWILIO_ACCOUNT_SID);
        if (accountSid != null && !ACCOUNT_SID.matcher(accountSid).matches()) {
            mistakes.add(Values.name(ConfigKey.TWILIO_ACCOUNT_SID) + " must be AC and 32 hex digits");
        }
        String apiKey = values.text(ConfigKey.TWILIO_API_KEY);
        Secret apiSecret = values.secret(ConfigKey.TWILIO_API_SECRET);
        if ((apiKey == null) != (apiSecret == null)) {
            mistakes.add(Values.name(ConfigKey.TWILIO_API_KEY) + " and " + Values.name(ConfigKey.TWILIO_API_SECRET)
                    + " only work together; give both or neither");
        }
        return new TrunklineConfig.Twilio(
                accountSid,
                values.secret(ConfigKey.TWILIO_AUTH_TOKEN),
                values.secret(ConfigKey.TWILIO_AUTH_TOKEN_SECONDARY),
                apiKey,
                apiSecret,
                values.url(ConfigKey.TWILIO_API_BASE_URL, "http", "https"));
    }

    private TrunklineConfig.Evi evi(Values values) {
        URI url = EMBEDDED.equals(values.text(ConfigKey.EVI_URL)) ? null : values.url(ConfigKey.EVI_URL, "ws", "wss");
        Secret apiKey = values.secret(ConfigKey.HUME_API_KEY);
        Secret secretKey = values.secret(ConfigKey.HUME_SECRET_KEY);
        if (secretKey != null && apiKey == null) {
            mistakes.add(Values.name(ConfigKey.HUME_SECRET_KEY) + " needs " + Values.name(ConfigKey.HUME_API_KEY));
        }
        return new TrunklineConfig.Evi(
                url,
                apiKey,
                secretKey,
                values.text(ConfigKey.HUME_CONFIG_ID),
                values.optionalNumber(ConfigKey.HUME_CONFIG_VERSION, 0, Integer.MAX_VALUE),
                values.certificates(ConfigKey.EVI_CA_CERTIFICATE),
                values.oneOf(ConfigKey.EVI_SAMPLE_RATE, 16_000, 8_000, 24_000, 48_000));
    }
}
