package dev.trunkline.speech.remote;

import dev.trunkline.speech.StreamingRecognizer;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * Hears with a Vosk server while the caller speaks: one WebSocket for every utterance. Thread-safe.
 *
 * <p>Source: the protocol of alphacep/vosk-server ({@code websocket/asr_server.py}); see {@link VoskStream}.
 */
public final class VoskRecognizer implements StreamingRecognizer {

    private final Settings settings;
    private final HttpClient client;

    /**
     * Where the server is. Immutable.
     *
     * @param uri {@code ws} or {@code wss}; a Vosk server's usual port is 2700
     * @param connectTimeoutMillis for TCP and the handshake; the caller's words wait meanwhile
     * @param answerTimeoutMillis for the last words, after the caller has stopped
     */
    public record Settings(URI uri, int connectTimeoutMillis, int answerTimeoutMillis) {
        public Settings {
            boolean isWebSocket = "ws".equalsIgnoreCase(uri.getScheme()) || "wss".equalsIgnoreCase(uri.getScheme());
            if (!isWebSocket || uri.getHost() == null || uri.getUserInfo() != null) {
                throw new IllegalArgumentException("a Vosk server's address must be ws(s)://host[:port]");
            }
            if (connectTimeoutMillis <= 0 || answerTimeoutMillis <= 0) {
                throw new IllegalArgumentException("a Vosk server's times must be more than 0 ms");
            }
        }
    }

    public VoskRecognizer(Settings settings) {
        this.settings = settings;
        this.client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofMillis(settings.connectTimeoutMillis()))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public Stream stream(int sampleRateHz) {
        var stream = new VoskStream(settings, sampleRateHz);
        client.newWebSocketBuilder()
                .connectTimeout(Duration.ofMillis(settings.connectTimeoutMillis()))
                .buildAsync(settings.uri(), stream)
                .whenComplete((socket, failure) -> {
                    if (failure != null) {
                        stream.onError(failure);
                    }
                });
        return stream;
    }
}
