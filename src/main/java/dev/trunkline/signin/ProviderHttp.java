package dev.trunkline.signin;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks the provider that the operator has configured. Blocks; nobody follows a redirect. Thread-safe. */
final class ProviderHttp {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 1 << 20;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** A document. */
    String get(URI url) throws IOException {
        HttpResponse<InputStream> response = send(
                HttpRequest.newBuilder(url).header("Accept", "application/json").GET());
        if (response.statusCode() != 200) {
            throw new IOException(url.getPath() + " answers " + response.statusCode());
        }
        return text(response);
    }

    /** A request of the library's, and the response for it. */
    HTTPResponse send(HTTPRequest request) throws IOException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.getURI())
                .POST(HttpRequest.BodyPublishers.ofString(request.getBody() == null ? "" : request.getBody()));
        request.getHeaderMap().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        HttpResponse<InputStream> response = send(builder);
        HTTPResponse answer = new HTTPResponse(response.statusCode());
        response.headers().firstValue("Content-Type").ifPresent(type -> answer.setHeader("Content-Type", type));
        answer.setBody(text(response));
        return answer;
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The request's own patience ends with the head of the answer: the rest has the same again. */
    private static String text(HttpResponse<InputStream> response) throws IOException {
        AtomicBoolean isLate = new AtomicBoolean();
        try (InputStream body = response.body()) {
            CompletableFuture<Void> cut = CompletableFuture.runAsync(
                    () -> {
                        isLate.set(true);
                        close(body);
                    },
                    CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            byte[] bytes;
            try {
                bytes = body.readNBytes(MOST_BYTES + 1);
            } finally {
                cut.cancel(false);
            }
            if (isLate.get()) {
                throw new IOException("the provider does not come to the end of its answer");
            }
            if (bytes.length > MOST_BYTES) {
                throw new IOException("the provider answers with more than a megabyte");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // whoever reads it hears of it
        }
    }
}
