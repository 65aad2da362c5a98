package dev.trunkline.engine.measurement;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.trunkline.engine.access.Access;
import dev.trunkline.engine.expression.Expression;
import dev.trunkline.engine.expression.HeuristicExpression;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Refusals;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.file.SoundDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** The stream on a real socket, with ears that are told what they hear, and the key "sesame". */
final class ServedModels implements AutoCloseable {

    private final EventLoops loops = new EventLoops("models-test", 1);
    private final BoundedExecutor workers = new BoundedExecutor("models-test-workers", 2);
    private final ModelsEndpoint endpoint;
    private final HttpServer server;
    private volatile String heard = "";

    ServedModels() {
        this(new HeuristicExpression(), 100);
    }

    ServedModels(Expression expression, int maxStreams) {
        this(expression, maxStreams, Integer.MAX_VALUE);
    }

    ServedModels(Expression expression, int maxStreams, int maxLargeBytes) {
        this(expression, SoundDecoder.NONE, maxStreams, maxLargeBytes);
    }

    ServedModels(Expression expression, SoundDecoder decoder, int maxStreams, int maxLargeBytes) {
        log().setLevel(Level.OFF);
        endpoint = new ModelsEndpoint(
                expression,
                utterance -> new SpeechRecognizer.Result(heard, true),
                decoder,
                workers,
                new Access(Set.of("sesame"), null, InstantSource.system(), System::nanoTime, new Refusals(reason -> {}))
                        ::allows,
                maxStreams,
                maxLargeBytes);
        try {
            Routes routes =
                    Routes.builder().webSocket(ModelsEndpoint.PATH, endpoint).build();
            server = HttpServer.start(loops, "127.0.0.1", 0, routes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void willHear(String text) {
        heard = text;
    }

    ModelsEndpoint endpoint() {
        return endpoint;
    }

    URI uri(String query) {
        return URI.create("ws://127.0.0.1:" + server.port() + "/v0/stream/models" + query);
    }

    ModelsClient connect() {
        return new ModelsClient(uri(""), "sesame", true);
    }

    @Override
    public void close() {
        endpoint.close();
        server.close();
        workers.close();
        loops.close();
        log().setLevel(null);
    }

    private static Logger log() {
        return (Logger) LoggerFactory.getLogger("dev.trunkline.engine.measurement");
    }

    /** A message with sound. */
    static String sound(Speech speech, String models, String... moreFields) {
        return message(Base64.getEncoder().encodeToString(wav(speech)), models, moreFields);
    }

    static String message(String data, String models, String... moreFields) {
        String more = moreFields.length == 0 ? "" : "," + String.join(",", moreFields);
        return "{\"data\":\"" + data + "\",\"models\":" + models + more + "}";
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] wav(Speech speech) {
        ByteBuffer wav = ByteBuffer.allocate(44 + 2 * speech.samples().length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * speech.samples().length);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(speech.sampleRateHz());
        wav.putInt(2 * speech.sampleRateHz()).putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * speech.samples().length);
        wav.asShortBuffer().put(speech.samples());
        return wav.array();
    }
}
