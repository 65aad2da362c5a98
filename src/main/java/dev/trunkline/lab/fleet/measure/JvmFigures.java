package dev.trunkline.lab.fleet.measure;

import dev.trunkline.net.connection.ClientTls;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks a bridge's {@code /metrics} what its JVM uses. Who gives no answer to the first question is not asked again. Blocks;
 * confined to one thread.
 */
final class JvmFigures {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final String HEAP = "trunkline_jvm_heap_bytes";
    private static final String DIRECT = "trunkline_jvm_direct_bytes";
    private static final String THREADS = "trunkline_jvm_threads";
    private static final String DESCRIPTORS = "trunkline_jvm_descriptors";
    private static final String ALLOCATED = "trunkline_jvm_allocated_bytes_total";

    private final HttpClient http;
    private @Nullable HttpRequest request;
    private boolean everAnswered;

    JvmFigures(@Nullable BridgeAdmin bridge, ClientTls tls) {
        this.http = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .sslContext(tls.ofJdk())
                .build();
        // These only: a reading should cost the bridge next to nothing.
        String query = Stream.of(HEAP, DIRECT, THREADS, DESCRIPTORS, ALLOCATED)
                .map(name -> "name%5B%5D=" + name)
                .collect(Collectors.joining("&"));
        this.request = bridge == null
                ? null
                : bridge.request("/metrics?" + query).timeout(TIMEOUT).build();
    }

    /** Null when the bridge does not tell. */
    Second.@Nullable JvmUse read() {
        HttpRequest question = request;
        if (question == null) {
            return null;
        }
        Second.JvmUse use = null;
        try {
            HttpResponse<String> answer = http.send(question, HttpResponse.BodyHandlers.ofString());
            use = answer.statusCode() == 200 ? parsed(answer.body()) : null;
        } catch (IOException e) {
            // Not every bridge is ours, and none has to answer.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        everAnswered |= use != null;
        request = everAnswered ? question : null;
        return use;
    }

    static Second.@Nullable JvmUse parsed(String text) {
        Map<String, Double> values = new HashMap<>();
        for (String line : text.lines().toList()) {
            int blank = line.indexOf(' ');
            if (blank > 0 && line.charAt(0) != '#') {
                values.put(line.substring(0, blank), number(line.substring(blank + 1)));
            }
        }
        return values.containsKey(HEAP)
                ? new Second.JvmUse(
                        value(values, HEAP),
                        value(values, DIRECT),
                        (int) value(values, THREADS),
                        (int) value(values, DESCRIPTORS),
                        value(values, ALLOCATED))
                : null;
    }

    private static long value(Map<String, Double> values, String name) {
        return Math.round(values.getOrDefault(name, -1.0));
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
