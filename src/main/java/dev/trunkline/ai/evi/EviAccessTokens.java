package dev.trunkline.ai.evi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.net.connection.ClientTls;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Short-lived access tokens in place of the API key (EVI's {@code POST /oauth2-cc/token}, 30 minutes). A token is fetched
 * when a chat first needs it and kept until shortly before it ends; chats that ask meanwhile wait for the same request.
 *
 * <p>The token is sent as EVI documents it, as the query parameter {@code access_token}, or as {@code Authorization: Bearer}
 * to an EVI that takes it: addresses are logged by every proxy on the way. Thread-safe.
 */
final class EviAccessTokens implements EviCredentials {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final long DEFAULT_LIFE_SECONDS = 1800;
    private static final int MAX_ANSWER_BYTES = 64 * 1024; // a token takes one or two thousand
    /** A chat's handshake must still be in time with a token that was good when it was asked for. */
    private static final long SPARE_SECONDS = 60;

    private final HttpClient http;
    private final HttpRequest request;
    private final Duration timeout;
    private final boolean inHeader;
    private final LongSupplier nowNanos;

    private @Nullable Token token;
    private @Nullable CompletableFuture<Answer> fetching;

    /**
     * @param inHeader whether tokens are sent in a header, else in the query
     * @param nowNanos monotonic
     */
    EviAccessTokens(
            URI tokenUri, ClientTls tls, String apiKey, String secretKey, boolean inHeader, LongSupplier nowNanos) {
        this(tokenUri, tls, apiKey, secretKey, inHeader, nowNanos, TIMEOUT);
    }

    /** @param timeout of a request, to the last byte of its answer */
    EviAccessTokens(
            URI tokenUri,
            ClientTls tls,
            String apiKey,
            String secretKey,
            boolean inHeader,
            LongSupplier nowNanos,
            Duration timeout) {
        this.timeout = timeout;
        this.inHeader = inHeader;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // over plain http the JDK would ask for h2c, which servers refuse
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(tls.ofJdk())
                .build();
        String basic = Base64.getEncoder().encodeToString((apiKey + ":" + secretKey).getBytes(StandardCharsets.UTF_8));
        this.request = HttpRequest.newBuilder(tokenUri)
                .timeout(timeout)
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        this.nowNanos = nowNanos;
    }

    private record Token(Granted granted, long staleAtNanos) {}

    @Override
    public synchronized CompletableFuture<Answer> authorise() {
        if (token != null && nowNanos.getAsLong() - token.staleAtNanos < 0) {
            return CompletableFuture.completedFuture(token.granted);
        }
        if (fetching != null) {
            return fetching.copy();
        }
        CompletableFuture<Answer> answer = send()
                // Once more: an idle connection that the server has just closed, a packet that was lost.
                .exceptionallyCompose(lost -> send())
                .handle((response, failure) -> response == null
                        ? new Denied(AiLoss.Kind.DROPPED, "no access token: the request failed")
                        : read(response));
        fetching = answer;
        return answer.whenComplete((done, failure) -> forgetRequest()).copy();
    }

    /** The request's own timeout ends with the head of the answer, and a body without end would keep everybody waiting for ever. */
    private CompletableFuture<HttpResponse<String>> send() {
        CompletableFuture<HttpResponse<String>> sent = http.sendAsync(request, head -> text());
        return sent.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> sent.cancel(true));
    }

    /** Not as much as comes: in three seconds that may be more than there is memory. */
    private static HttpResponse.BodySubscriber<String> text() {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        return HttpResponse.BodySubscribers.mapping(
                HttpResponse.BodySubscribers.ofByteArrayConsumer(part -> part.ifPresent(bytes -> {
                    if (read.size() + bytes.length > MAX_ANSWER_BYTES) {
                        throw new CancellationException("enough"); // makes the client close the connection
                    }
                    read.writeBytes(bytes);
                })),
                end -> read.toString(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized boolean renew(Granted refused) {
        if (token != null && token.granted.equals(refused)) { // another chat may have renewed it meanwhile
            token = null;
        }
        return true;
    }

    private synchronized void forgetRequest() {
        fetching = null;
    }

    private Answer read(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status != 200) {
            boolean asksToWait = response.headers().firstValue("Retry-After").isPresent();
            return new Denied(AiLoss.Kind.ofHttpStatus(status, asksToWait), "no access token: status " + status);
        }
        try {
            JsonNode json = JSON.readTree(response.body());
            String text = json.path("access_token").asText("");
            if (!isHeaderSafe(text)) {
                return new Denied(AiLoss.Kind.DROPPED, "no access token: the answer holds none");
            }
            long lifeSeconds = json.path("expires_in").asLong(DEFAULT_LIFE_SECONDS);
            Granted granted = inHeader
                    ? new Granted(Map.of("Authorization", "Bearer " + text))
                    : new Granted(Map.of(), Map.of("access_token", text));
            return keep(granted, lifeSeconds);
        } catch (JsonProcessingException e) {
            return new Denied(AiLoss.Kind.DROPPED, "no access token: the answer is not JSON");
        }
    }

    private static boolean isHeaderSafe(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private synchronized Granted keep(Granted granted, long lifeSeconds) {
        long usableSeconds = Math.max(0, Math.min(lifeSeconds, DEFAULT_LIFE_SECONDS) - SPARE_SECONDS);
        token = new Token(granted, nowNanos.getAsLong() + TimeUnit.SECONDS.toNanos(usableSeconds));
        return granted;
    }
}
