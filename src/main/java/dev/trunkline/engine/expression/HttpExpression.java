package dev.trunkline.engine.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.file.WavFile;
import dev.trunkline.speech.remote.LimitedBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An operator's own model behind HTTP. It gets a POST of {@code multipart/form-data} with the fields {@code text} and
 * {@code audio} (a WAV file, 16-bit mono), and answers 200 with a JSON object of names and numbers, such as
 * {@code {"Joy": 0.7}}; names that it leaves out score 0, numbers are bounded to 0..1, and names that EVI does not have do not
 * count. When it fails or is late, another expression scores instead, and for a while all that follows: a sentence is not
 * spoken before it is scored. Thread-safe.
 */
public final class HttpExpression implements Expression {

    private static final Logger LOG = LoggerFactory.getLogger(HttpExpression.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_ANSWER_BYTES = 64 * 1024; // 48 names and numbers are two thousand
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(5);

    private final Target target;
    private final Expression fallback;
    private final InstantSource clock;
    private final HttpClient http;
    private final AtomicLong failures = new AtomicLong();
    private volatile Instant restsUntil = Instant.MIN;

    /**
     * What to ask. Immutable.
     *
     * @param uri {@code http} or {@code https}
     * @param bearerToken sent as {@code Authorization: Bearer}; null for none
     * @param timeoutMillis for all of one answer
     */
    public record Target(URI uri, @Nullable String bearerToken, long timeoutMillis) {
        public Target {
            boolean isHttp = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!isHttp || uri.getHost() == null) {
                throw new IllegalArgumentException("the address of an expression service must be http:// or https://");
            }
            if (timeoutMillis < 1) {
                throw new IllegalArgumentException("the timeout of an expression service must be at least 1 ms");
            }
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "Target[" + uri.getScheme() + "://" + uri.getHost() + "]";
        }
    }

    /** @param fallback scores while the service cannot */
    public HttpExpression(Target target, Expression fallback, InstantSource clock) {
        this.target = target;
        this.fallback = fallback;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofMillis(target.timeoutMillis()))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public Map<String, Double> scores(String text, Speech speech) {
        if (clock.instant().isBefore(restsUntil)) {
            return fallback.scores(text, speech);
        }
        try {
            return ask(text, speech);
        } catch (IOException e) {
            failures.incrementAndGet();
            restsUntil = clock.instant().plus(REST_AFTER_FAILURE);
            LOG.atWarn()
                    .addKeyValue("failures", failures.get())
                    .addKeyValue("reason", e.getMessage())
                    .log("expression service failed, the heuristic scores instead");
            return fallback.scores(text, speech);
        }
    }

    /** How many answers have failed; those that were not even asked for, because the service rests, do not count. */
    public long failures() {
        return failures.get();
    }

    private Map<String, Double> ask(String text, Speech speech) throws IOException {
        String boundary = "trunkline-" + UUID.randomUUID();
        HttpRequest.Builder request = HttpRequest.newBuilder(target.uri())
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(form(boundary, text, speech)));
        if (target.bearerToken() != null) {
            request.header("Authorization", "Bearer " + target.bearerToken());
        }
        HttpResponse<byte[]> response =
                await(http.sendAsync(request.build(), info -> new LimitedBody(MAX_ANSWER_BYTES)));
        if (response.statusCode() != 200) {
            throw new IOException("status " + response.statusCode());
        }
        return read(response.body());
    }

    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer) throws IOException {
        try {
            return answer.get(target.timeoutMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no answer within " + target.timeoutMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Map<String, Double> read(byte[] body) throws IOException {
        JsonNode answer = JSON.readTree(body);
        if (answer == null || !answer.isObject()) {
            throw new IOException("the answer is not a JSON object");
        }
        Map<String, Double> scores = new LinkedHashMap<>();
        for (Emotion emotion : Emotion.VOCAL) {
            JsonNode score = answer.get(emotion.label());
            if (score != null && !score.isNumber()) {
                throw new IOException("the score of '" + emotion.label() + "' is not a number");
            }
            double value = score == null ? 0 : score.doubleValue();
            scores.put(emotion.label(), Double.isNaN(value) ? 0 : Math.max(0, Math.min(1, value)));
        }
        return Collections.unmodifiableMap(scores);
    }

    /** RFC 7578. */
    private static byte[] form(String boundary, String text, Speech speech) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        String part = "--" + boundary + "\r\nContent-Disposition: form-data; name=";
        form.writeBytes(utf8(part + "\"text\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text + "\r\n"));
        form.writeBytes(utf8(part + "\"audio\"; filename=\"audio.wav\"\r\nContent-Type: audio/wav\r\n\r\n"));
        form.writeBytes(WavFile.of(speech));
        form.writeBytes(utf8("\r\n--" + boundary + "--\r\n"));
        return form.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
