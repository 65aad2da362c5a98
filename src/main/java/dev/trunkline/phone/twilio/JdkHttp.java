package dev.trunkline.phone.twilio;

import com.twilio.http.HttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.http.Header;
import org.jspecify.annotations.Nullable;

/**
 * What the Twilio SDK sends its requests through. The SDK's own client repeats POSTs (a 503 six times) and ignores request
 * timeouts; this one asks once and waits so long and no longer. Thread-safe; blocks.
 */
final class JdkHttp extends HttpClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Header[] NO_HEADERS = {};
    private static final Set<String> SET_BY_THE_JDK =
            Set.of("connection", "content-length", "expect", "host", "upgrade", "accept-encoding");

    private final java.net.http.HttpClient client = java.net.http.HttpClient.newBuilder()
            .version(java.net.http.HttpClient.Version.HTTP_1_1)
            .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final @Nullable URI baseUrl;
    private final long answerMillis;

    /**
     * @param baseUrl replaces scheme, host and port of the SDK's address, or null
     * @param answerMillis for the whole exchange
     */
    JdkHttp(@Nullable URI baseUrl, long answerMillis) {
        this.baseUrl = baseUrl;
        this.answerMillis = answerMillis;
    }

    /** Twilio has not processed the request; it may be sent again. */
    static final class TooManyRequests extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final long retryAfterMillis;

        TooManyRequests(long retryAfterMillis) {
            super("429");
            this.retryAfterMillis = retryAfterMillis;
        }

        /** What Twilio asked for, 0 when it did not say. */
        long retryAfterMillis() {
            return retryAfterMillis;
        }
    }

    /** No answer, or none in time: whether the request was processed is unknown. */
    static final class NoAnswer extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoAnswer(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    @Override
    public Response reliableRequest(Request request) {
        return makeRequest(request);
    }

    @Override
    public Response makeRequest(Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(address(request))
                .timeout(Duration.ofMillis(answerMillis))
                .method(request.getMethod().toString(), body(request));
        for (Map.Entry<String, List<String>> header : request.getHeaderParams().entrySet()) {
            if (!SET_BY_THE_JDK.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                header.getValue().forEach(value -> builder.header(header.getKey(), value));
            }
        }
        if (request.requiresAuthentication()) {
            builder.setHeader("Authorization", request.getAuthString());
        }
        if (!request.getPostParams().isEmpty()) {
            builder.setHeader("Content-Type", "application/x-www-form-urlencoded");
        }
        HttpResponse<String> answer = exchange(builder.build());
        if (answer.statusCode() == TOO_MANY_REQUESTS) {
            throw new TooManyRequests(retryAfterMillis(answer));
        }
        // The SDK copies headers that it never looks at, and fails without any.
        return new Response(answer.body(), answer.statusCode(), NO_HEADERS);
    }

    private URI address(Request request) {
        URI original = URI.create(request.constructURL().toString());
        if (baseUrl == null) {
            return original;
        }
        String base = baseUrl.toString();
        String trimmed = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        String query = original.getRawQuery() == null ? "" : "?" + original.getRawQuery();
        return URI.create(trimmed + original.getRawPath() + query);
    }

    private static HttpRequest.BodyPublisher body(Request request) {
        return request.getPostParams().isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(request.encodeFormBody());
    }

    /** The JDK's own timeout ends at the headers; a body that never ends is cut by ours. */
    private HttpResponse<String> exchange(HttpRequest request) {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        try {
            return answer.get(answerMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new NoAnswer("no answer in time", e);
        } catch (ExecutionException e) {
            throw new NoAnswer(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoAnswer("interrupted", e);
        }
    }

    private static long retryAfterMillis(HttpResponse<String> answer) {
        String seconds = answer.headers().firstValue("Retry-After").orElse("");
        return seconds.matches("[0-9]{1,4}") ? Long.parseLong(seconds) * 1_000 : 0;
    }
}
