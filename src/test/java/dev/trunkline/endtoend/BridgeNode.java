package dev.trunkline.endtoend;

import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One of several bridges behind one public address, in a process of its own. */
final class BridgeNode implements AutoCloseable {

    static final String ADMIN_TOKEN = "an-admin-token-of-some-length";
    private static final Pattern PORT = Pattern.compile(" port=\"(\\d+)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final BridgeProcess process;
    private final int port;

    private BridgeNode(BridgeProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it on any free port, and returns when it takes calls.
     *
     * @param publicUrl what the carrier calls
     * @param carrier whose REST it uses, or null for none
     * @param config a file
     */
    static BridgeNode serve(URI eviUrl, String publicUrl, @Nullable SimulatedCarrier carrier, Path config)
            throws IOException {
        return serve(eviUrl, publicUrl, carrier, config, 0);
    }

    /** The same on a port. */
    static BridgeNode serve(URI eviUrl, String publicUrl, @Nullable SimulatedCarrier carrier, Path config, int onPort)
            throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "EVI_URL",
                eviUrl.toString(),
                "TRUNKLINE_PORT",
                Integer.toString(onPort),
                "TRUNKLINE_BIND",
                "127.0.0.1",
                "TWILIO_AUTH_TOKEN",
                WholeLine.TOKEN,
                "TRUNKLINE_ADMIN_TOKEN",
                ADMIN_TOKEN,
                "TRUNKLINE_PUBLIC_URL",
                publicUrl));
        if (carrier != null) {
            environment.put("TWILIO_ACCOUNT_SID", CarrierSettings.SOME_ACCOUNT);
            environment.put(
                    "TWILIO_API_BASE_URL",
                    "http://localhost:" + carrier.restUrl().getPort());
        }
        BridgeProcess process = BridgeProcess.start(environment, "serve", "--config", config.toString());
        Matcher said = PORT.matcher(process.awaitLog("serving"));
        if (!said.find()) {
            throw new IOException("it does not say where it serves");
        }
        return new BridgeNode(process, Integer.parseInt(said.group(1)));
    }

    int port() {
        return port;
    }

    BridgeProcess process() {
        return process;
    }

    /** What a balancer is told. */
    HttpResponse<String> ready() throws IOException, InterruptedException {
        return ask("GET", "/readyz");
    }

    /** What an operator is told. */
    HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(20))
                        .header("Authorization", "Bearer " + ADMIN_TOKEN)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Tells it to stop, and how long it was until a balancer could know that, in ms. */
    long terminate() throws IOException, InterruptedException {
        ready(); // the connection is open
        process.terminate();
        long toldNanos = System.nanoTime();
        while (ready().statusCode() == 200) {
            if (System.nanoTime() - toldNanos > Duration.ofSeconds(20).toNanos()) {
                throw new AssertionError("it goes on as if nothing had been said");
            }
        }
        return Duration.ofNanos(System.nanoTime() - toldNanos).toMillis();
    }

    @Override
    public void close() {
        process.close();
    }
}
