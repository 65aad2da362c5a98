package dev.trunkline.engine.measurement;

import dev.trunkline.engine.expression.Expression;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.WebSocketEndpoint;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.file.SoundDecoder;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/** Decides who may have expressions measured: {@code /v0/stream/models}. Thread-safe. */
public final class ModelsEndpoint implements WebSocketEndpoint {

    public static final String PATH = "/v0/stream/models";
    private static final int MAX_MESSAGE_BYTES =
            16 * 1024 * 1024; // as of the chat; of this stream nothing is documented

    /** How clients of this stream have called the API key in the query. */
    private final Measurement measurement;

    private final SoundDecoder decoder;
    private final BoundedExecutor workers;
    private final Predicate<HttpRequest> access;
    private final int maxStreams;
    private final Semaphore roomBytes;
    private final Set<ModelsSocket> open = ConcurrentHashMap.newKeySet();

    /**
     * @param recognizer what the language model understands sound with
     * @param decoder for compressed files
     * @param workers where all of it runs
     * @param access who may come in; the key is in the header {@code X-Hume-Api-Key} or in {@code api_key}, whatever the client
     *     called it in its query
     * @param maxStreams at a time; one more is refused with 503. Their large messages, waiting or being answered, may take an
     *     eighth of the heap.
     */
    public ModelsEndpoint(
            Expression expression,
            SpeechRecognizer recognizer,
            SoundDecoder decoder,
            BoundedExecutor workers,
            Predicate<HttpRequest> access,
            int maxStreams) {
        this(expression, recognizer, decoder, workers, access, maxStreams, (int)
                Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 8));
    }

    ModelsEndpoint(
            Expression expression,
            SpeechRecognizer recognizer,
            SoundDecoder decoder,
            BoundedExecutor workers,
            Predicate<HttpRequest> access,
            int maxStreams,
            int maxLargeBytes) {
        this.decoder = decoder;
        this.roomBytes = new Semaphore(maxLargeBytes);
        this.measurement = new Measurement(expression, recognizer);
        this.workers = workers;
        this.access = access;
        this.maxStreams = maxStreams;
    }

    @Override
    public Decision onUpgrade(HttpRequest request) {
        if (!access.test(request)) {
            return new Refuse(HttpResponse.json(401, "{\"error\":\"invalid credentials\"}"));
        }
        if (open.size() >= maxStreams) {
            return new Refuse(new HttpResponse(503, "", new byte[0], Map.of("Retry-After", "5")));
        }
        return new Accept(
                new ModelsSocket(new ModelStream(measurement, decoder), workers, open, roomBytes), MAX_MESSAGE_BYTES);
    }

    public int openStreams() {
        return open.size();
    }

    /** The engine closes: all streams end with 1001. */
    public void close() {
        open.forEach(ModelsSocket::goAway);
    }
}
