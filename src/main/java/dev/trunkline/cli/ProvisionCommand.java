package dev.trunkline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.config.ConfigException;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.config.EviAddress;
import dev.trunkline.config.FarEndConfig;
import dev.trunkline.config.RouteAgent;
import dev.trunkline.config.Secret;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.net.connection.ClientTls;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The agents of a file, put where an EVI keeps them. */
@Command(
        name = "provision",
        description = {
            "Makes, or makes anew as versions, the EVI configs and prompts of the routes' agents (instructions, greeting,"
                    + " voice) over the EVI's REST API, and tells the ids that the routes can name.",
            "Only of routes that ask the EVI of evi.url. Tools need none: they are sent with every session."
        },
        mixinStandardHelpOptions = true)
final class ProvisionCommand implements Callable<Integer> {

    private static final String PREFIX = "trunkline-";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "The trunkline.yaml.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Option(names = "--dry-run", description = "Changes nothing, and tells what would be different.")
    private boolean isDry;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, ConfigException {
        TrunklineConfig config = ConfigReader.read(System.getenv(), file);
        URI evi = config.evi().addresses().stream()
                .map(EviAddress::url)
                .filter(url -> url != null)
                .findFirst()
                .orElse(null);
        if (evi == null) {
            throw new ConfigException(List.of(
                    "EVI_URL (evi.url) names no EVI but the one in this process, which has nothing to be provisioned with:"
                            + " it takes agents from the file"));
        }
        ProvisionedAgents agents = new ProvisionedAgents(new Rest(base(evi), config.evi()), isDry);
        PrintWriter out = spec.commandLine().getOut();
        for (TrunklineConfig.Route route : config.routes()) {
            String what = "route " + route.name() + ": ";
            RouteAgent agent = route.agent();
            if (!route.farEnds().contains(FarEndConfig.EVI_LIST)) {
                out.println(what + "is not answered by evi.url");
            } else if (agent.instructions() == null && agent.greeting() == null && agent.voice() == null) {
                out.println(what + "says nothing of its agent");
            } else {
                tell(what, agents.provision(PREFIX + route.name(), agent), out);
            }
        }
        out.flush();
        return TrunklineCommand.GOOD;
    }

    private void tell(String what, ProvisionedAgents.Provisioned done, PrintWriter out) {
        String changed = isDry ? "would be changed" : "is changed";
        out.println(what
                + (done.configId().isEmpty()
                        ? done.name()
                        : "configId: " + done.configId() + ", version " + done.version())
                + (done.changes().isEmpty() ? " is as it should be" : " " + changed));
        done.changes().forEach(each -> out.println("  " + ConsoleTranscript.harmless(each)));
    }

    /** {@code wss://host/v0/evi} is {@code https://host/v0/evi} over REST. */
    private static String base(URI evi) {
        return evi.toString().replaceFirst("^ws", "http").replaceFirst("/+$", "") + "/";
    }

    /** The API itself; the key goes in a header, and nowhere else. */
    private static final class Rest implements ProvisionedAgents.EviRest {

        private final String base;
        private final @Nullable Secret key;
        private final HttpClient http;

        Rest(String base, TrunklineConfig.Evi evi) {
            this.base = base;
            this.key = evi.apiKey();
            this.http = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .sslContext(ClientTls.trusting(evi.authorities()).ofJdk())
                    .build();
        }

        @Override
        public JsonNode get(String path) throws IOException {
            return ask(request(path).GET().build());
        }

        @Override
        public JsonNode post(String path, JsonNode body) throws IOException {
            return ask(request(path)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                    .build());
        }

        private HttpRequest.Builder request(String path) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
            return key == null ? request : request.header("X-Hume-Api-Key", key.reveal());
        }

        private JsonNode ask(HttpRequest request) throws IOException {
            String what = request.method() + " " + request.uri();
            HttpResponse<String> response = send(request, what);
            if (response.statusCode() / 100 != 2) {
                throw new IOException(what + " is answered with " + response.statusCode()
                        + (response.statusCode() == 401 ? ": check HUME_API_KEY" : ": " + response.body()));
            }
            try {
                return JSON.readTree(response.body());
            } catch (JsonProcessingException e) {
                throw new IOException(what + " is answered with what is no JSON; check EVI_URL", e);
            }
        }

        private HttpResponse<String> send(HttpRequest request, String what) throws IOException {
            try {
                return http.send(request, HttpResponse.BodyHandlers.ofString());
            } catch (ConnectException e) {
                throw new IOException("Nobody listens at " + base + "; check EVI_URL", e);
            } catch (IOException e) {
                String why = Objects.requireNonNullElse(e.getMessage(), e.toString());
                throw new IOException(what + " failed: " + why + "; check EVI_URL and EVI_CA_CERTIFICATE", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(what + " was not waited for", e);
            }
        }
    }
}
