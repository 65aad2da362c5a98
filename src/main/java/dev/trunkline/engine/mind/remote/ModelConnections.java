package dev.trunkline.engine.mind.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.net.outgoing.OutgoingHttp;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The HTTP clients of models: a few threads for all generations, which end when there are none. */
final class ModelConnections {

    private static final int THREADS = 4;
    private static final int IDLE_SECONDS = 30;
    static final String BAD_KEY = "the language model's API key holds characters that no HTTP header may hold";

    private ModelConnections() {}

    /** @param name of the threads */
    static Executor threads(String name) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory(name, true));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    static HttpClient open(Executor threads, int connectMillis) {
        return HttpClient.newBuilder()
                .executor(threads)
                .connectTimeout(Duration.ofMillis(connectMillis))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Where {@code body} is posted to by the operator's choice, and how. */
    static ModelConnection post(HttpClient client, URI url, @Nullable String key, JsonNode body, int answerBytes) {
        if (key != null && !ModelEndpoints.isKey(key)) {
            return refused(BAD_KEY);
        }
        // Model servers in Python answer the upgrade to HTTP/2 that the JDK asks for without TLS with errors or
        // warnings.
        HttpClient.Version version =
                ModelEndpoints.scheme(url).equals("https") ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url).version(version).POST(HttpRequest.BodyPublishers.ofByteArray(bytes(body)));
        headers(key).forEach(request::header);
        Executor threads = client.executor().orElse(Runnable::run);
        return new HttpConnection(Sender.of(client, request.build()), threads, answerBytes);
    }

    /** The same where somebody else has chosen the URL. */
    static ModelConnection post(
            OutgoingHttp client, URI url, @Nullable String key, JsonNode body, GenerationLimits limits) {
        if (key != null && !ModelEndpoints.isKey(key)) {
            return refused(BAD_KEY);
        }
        OutgoingHttp.Post post = new OutgoingHttp.Post(url, headers(key), bytes(body), limits.connectMillis());
        return new HttpConnection(
                receiver -> client.post(post, receiver)::cancel, client.executor(), limits.answerBytes());
    }

    private static byte[] bytes(JsonNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> headers(@Nullable String key) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "text/event-stream");
        if (key != null) {
            headers.put("Authorization", "Bearer " + key);
        }
        return headers;
    }

    /** Reaches nothing. */
    static ModelConnection refused(String reason) {
        return generation -> {
            generation.onFailure(ModelFailure.broken(reason));
            return () -> {};
        };
    }
}
