package dev.trunkline.speech.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.speech.SpeechFailedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Posts to one address of an endpoint and waits for the answer, within bounds of time and length. Thread-safe. */
final class EndpointExchange {

    static final JsonMapper JSON = new JsonMapper();

    private static final int MAX_CONNECT_MILLIS = 3_000;
    private static final int MAX_REASON_CHARS = 200;

    private final URI uri;
    private final OpenAiEndpoint endpoint;
    private final int maxAnswerBytes;
    private final HttpClient client;

    EndpointExchange(OpenAiEndpoint endpoint, String path, int maxAnswerBytes) {
        this.uri = endpoint.at(path);
        this.endpoint = endpoint;
        this.maxAnswerBytes = maxAnswerBytes;
        // HTTP/1.1, because the JDK's offer to upgrade plain HTTP confuses some model servers.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofMillis(Math.min(MAX_CONNECT_MILLIS, endpoint.timeoutMillis())))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** What the server said. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(int status, String contentType, byte[] body) {

        boolean isOk() {
            return status == 200;
        }

        /** The request was understood and not liked: the same again would not help. */
        boolean isRefusal() {
            return status == 400 || status == 404 || status == 422;
        }
    }

    /**
     * Blocks until the whole answer is there.
     *
     * @throws SpeechFailedException when none comes in time, or it is too long
     */
    Answer post(String contentType, byte[] body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).header("Content-Type", contentType).POST(BodyPublishers.ofByteArray(body));
        if (!endpoint.key().isEmpty()) {
            request.header("Authorization", "Bearer " + endpoint.key());
        }
        try {
            return answer(request.build());
        } catch (LostException e) {
            return answer(request.build()); // an idle connection that the server had just closed, most likely
        }
    }

    /** The connection broke before there was a whole answer. */
    private static final class LostException extends SpeechFailedException {
        private static final long serialVersionUID = 1L;

        LostException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private Answer answer(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> coming =
                client.sendAsync(request, head -> new LimitedBody(maxAnswerBytes));
        try {
            HttpResponse<byte[]> response = coming.get(endpoint.timeoutMillis(), TimeUnit.MILLISECONDS);
            String type = response.headers().firstValue("Content-Type").orElse("");
            return new Answer(response.statusCode(), type, response.body());
        } catch (TimeoutException e) {
            coming.cancel(true);
            throw new SpeechFailedException(uri + " did not answer within " + endpoint.timeoutMillis() + " ms", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String message = uri + " cannot be asked: " + cause;
            boolean isLost = cause instanceof IOException && !(cause instanceof ConnectException);
            throw isLost ? new LostException(message, cause) : new SpeechFailedException(message, cause);
        } catch (InterruptedException e) {
            coming.cancel(true);
            Thread.currentThread().interrupt();
            throw new SpeechFailedException("interrupted while waiting for " + uri, e);
        }
    }

    /** Why {@code answer} is of no use. Only its stated reason is repeated: some servers repeat all they were sent. */
    SpeechFailedException refused(Answer answer) {
        return new SpeechFailedException(uri + " answered " + answer.status() + reason(answer.body()));
    }

    SpeechFailedException unusable(String why) {
        return new SpeechFailedException(uri + " " + why);
    }

    private static String reason(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            return Stream.of("/error/message", "/error", "/message", "/detail", "/detail/0/msg")
                    .map(json::at)
                    .filter(JsonNode::isTextual)
                    .findFirst()
                    .map(JsonNode::asText)
                    .map(text -> text.replaceAll("\\p{Cntrl}+", " "))
                    .map(text -> ": " + text.substring(0, Math.min(text.length(), MAX_REASON_CHARS)))
                    .orElse("");
        } catch (IOException e) {
            return ""; // a proxy's page, or nothing
        }
    }

    static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + value.getClass(), e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
