package dev.trunkline.lab.carrier.rest;

import dev.trunkline.net.connection.ClientTls;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the customer's server, as Twilio does: signed, within fifteen seconds, one more try when the connection failed,
 * at most ten HTTP redirects. Thread-safe.
 */
public final class CarrierWebhooks {

    private static final List<String> XML = List.of("text/xml", "application/xml", "text/html");
    private static final int MAX_REDIRECTS = 10;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

    private final @Nullable String authToken;
    private final Executor executor;
    private final HttpClient client;

    /** Signed with the token, unless that is null; {@code executor} carries the HTTP. */
    public CarrierWebhooks(@Nullable String authToken, ClientTls tls, Executor executor) {
        this.authToken = authToken;
        this.executor = executor;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(executor)
                .sslContext(tls.ofJdk())
                .build();
    }

    /**
     * What a server said.
     *
     * @param url where it was found in the end
     */
    public record Answer(URI url, int status, String contentType, String body) {

        /** Throws {@link CarrierFailure} when it says itself that it is no TwiML. */
        public void requireXml() {
            if (XML.stream().noneMatch(contentType::startsWith)) {
                throw new CarrierFailure(12_300, "Invalid Content-Type: '" + contentType + "'");
            }
        }
    }

    /** Asks; a failure is a {@link CarrierFailure}. An answer has a status of 2xx. */
    public CompletableFuture<Answer> ask(URI url, String method, SortedMap<String, String> form) {
        Question question = new Question(url, method, form, UUID.randomUUID().toString());
        return CompletableFuture.supplyAsync(() -> question, executor)
                .thenCompose(asked -> follow(asked, MAX_REDIRECTS));
    }

    /** Fetches a sound file that a document names. */
    public CompletableFuture<byte[]> fetch(URI url) {
        requireHttp(url);
        HttpRequest request = HttpRequest.newBuilder(withoutFragment(url))
                .timeout(READ_TIMEOUT)
                .build();
        return client.sendAsync(request, BodyHandlers.ofByteArray()).thenApply(response -> {
            if (response.statusCode() != 200) {
                throw new CarrierFailure(11_200, "HTTP retrieval failure: " + response.statusCode() + " from " + url);
            }
            return response.body();
        });
    }

    private record Question(URI url, String method, SortedMap<String, String> form, String idempotencyToken) {}

    private CompletableFuture<Answer> follow(Question question, int redirectsLeft) {
        requireHttp(question.url);
        HttpRequest request = request(question);
        return send(request)
                .exceptionallyCompose(
                        error -> isNeverAsked(cause(error)) ? send(request) : CompletableFuture.failedFuture(error))
                .exceptionallyCompose(error -> CompletableFuture.failedFuture(failure(question.url, cause(error))))
                .thenCompose(response -> judge(question, response, redirectsLeft));
    }

    private CompletableFuture<HttpResponse<String>> send(HttpRequest request) {
        return client.sendAsync(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private CompletableFuture<Answer> judge(Question question, HttpResponse<String> response, int redirectsLeft) {
        int status = response.statusCode();
        String location = response.headers().firstValue("Location").orElse("");
        if (status >= 300 && status < 400 && !location.isEmpty()) {
            if (redirectsLeft == 0) {
                throw new CarrierFailure(11_215, "HTTP: more than " + MAX_REDIRECTS + " redirects");
            }
            // A 301, 302 or 303 becomes a GET that has lost the form; only 307 and 308 keep it.
            boolean kept = status == 307 || status == 308;
            return follow(
                    new Question(
                            question.url.resolve(location),
                            kept ? question.method : "GET",
                            kept ? question.form : new TreeMap<>(),
                            question.idempotencyToken),
                    redirectsLeft - 1);
        }
        if (status < 200 || status >= 300) {
            throw new CarrierFailure(11_200, "HTTP retrieval failure: " + status + " from " + question.url);
        }
        String contentType = response.headers().firstValue("Content-Type").orElse("");
        return CompletableFuture.completedFuture(new Answer(question.url, status, contentType, response.body()));
    }

    private HttpRequest request(Question question) {
        String form = encode(question.form);
        boolean post = "POST".equals(question.method);
        URI url = post || form.isEmpty() ? withoutFragment(question.url) : withQuery(question.url, form);
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(READ_TIMEOUT)
                .header("User-Agent", "TwilioProxy/1.1")
                .header("Accept", "*/*")
                .header("I-Twilio-Idempotency-Token", question.idempotencyToken);
        if (authToken != null) {
            Map<String, String> signed = post ? question.form : Map.of();
            request.header(
                    CarrierSignature.HEADER, CarrierSignature.of(authToken, CarrierSignature.signedForm(url), signed));
        }
        return post
                ? request.header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build()
                : request.GET().build();
    }

    private static String encode(SortedMap<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static URI withoutFragment(URI url) {
        String text = url.toString();
        int hash = text.indexOf('#');
        return hash < 0 ? url : URI.create(text.substring(0, hash));
    }

    private static URI withQuery(URI url, String query) {
        String text = withoutFragment(url).toString();
        return URI.create(text + (text.indexOf('?') < 0 ? "?" : "&") + query);
    }

    private static void requireHttp(URI url) {
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new CarrierFailure(11_100, "Invalid URL format: " + url);
        }
    }

    /** Not connected, or on a kept connection that the server was just closing. */
    private static boolean isNeverAsked(Throwable cause) {
        return cause instanceof ConnectException
                || String.valueOf(cause.getMessage()).contains("received no bytes");
    }

    private static Throwable cause(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }

    private static Throwable failure(URI url, Throwable cause) {
        if (cause instanceof UnknownHostException || cause.getCause() instanceof UnresolvedAddressException) {
            return new CarrierFailure(11_210, "HTTP: bad host name in " + url);
        }
        if (cause instanceof HttpConnectTimeoutException || cause instanceof ConnectException) {
            return new CarrierFailure(11_205, "HTTP connection failure: " + url);
        }
        if (cause instanceof SSLException) {
            return new CarrierFailure(11_220, "TLS handshake failed: " + url);
        }
        return cause instanceof IOException
                ? new CarrierFailure(11_200, "HTTP retrieval failure: " + url + ": " + cause.getMessage())
                : cause;
    }
}
