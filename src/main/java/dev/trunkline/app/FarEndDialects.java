package dev.trunkline.app;

import static dev.trunkline.config.Secret.revealed;

import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.Ungreeted;
import dev.trunkline.ai.evi.EviConnector;
import dev.trunkline.ai.evi.EviSettings;
import dev.trunkline.ai.gemini.GeminiConnector;
import dev.trunkline.ai.gemini.GeminiSettings;
import dev.trunkline.ai.realtime.RealtimeConnector;
import dev.trunkline.ai.realtime.RealtimeDialect;
import dev.trunkline.ai.realtime.RealtimeSettings;
import dev.trunkline.config.EviAddress;
import dev.trunkline.config.FarEndConfig;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.net.websocket.WebSocketClient;
import dev.trunkline.telemetry.MetricName;
import dev.trunkline.telemetry.Metrics;
import dev.trunkline.time.Scheduler;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What opens the legs of a far end, in the dialect that it speaks. Thread-safe. */
final class FarEndDialects {

    private static final long MILLIS_PER_SECOND = 1_000;

    private final TrunklineConfig.Evi evi;
    private final @Nullable EmbeddedEngine embedded;
    private final AtomicInteger openChats = new AtomicInteger();
    private final ClientTls eviTls;
    private final WebSocketClient eviClient;

    FarEndDialects(TrunklineConfig.Evi evi, @Nullable EmbeddedEngine embedded, Metrics metrics) {
        this.evi = evi;
        this.embedded = embedded;
        this.eviTls = ClientTls.trusting(evi.authorities());
        this.eviClient = new WebSocketClient(eviTls);
        metrics.gauge(MetricName.EVI_CHATS_OPEN, openChats::get);
    }

    /** One of those that {@code EVI_URL} lists. */
    Function<Scheduler, AiConnector> of(EviAddress address) {
        URI url = address.url();
        return url == null
                ? embedded()
                : evi(
                        EviSettings.of(
                                        url,
                                        revealed(evi.apiKey()),
                                        revealed(evi.secretKey()),
                                        evi.tokenInHeader(),
                                        loaded(url, eviTls))
                                .waiting(evi.connectTimeoutMillis(), evi.readyTimeoutMillis()),
                        eviClient);
    }

    /** One that the file names. */
    Function<Scheduler, AiConnector> of(FarEndConfig farEnd) {
        URI url = farEnd.url();
        if (url == null) {
            return embedded();
        }
        ClientTls tls = loaded(url, ClientTls.trusting(farEnd.authorities()));
        WebSocketClient client = new WebSocketClient(tls);
        Function<Scheduler, AiConnector> connectors = switch (farEnd.dialect()) {
            case EMBEDDED -> embedded();
            case EVI ->
                evi(
                        EviSettings.of(
                                        url,
                                        revealed(farEnd.key()),
                                        revealed(farEnd.secretKey()),
                                        evi.tokenInHeader(),
                                        tls)
                                .waiting(farEnd.connectTimeoutMillis(), farEnd.readyTimeoutMillis()),
                        client);
            case OPENAI -> realtime(RealtimeDialect.OPENAI, farEnd, url, client);
            case AZURE_OPENAI -> realtime(RealtimeDialect.AZURE_OPENAI, farEnd, url, client);
            case AZURE_VOICE_LIVE -> realtime(RealtimeDialect.AZURE_VOICE_LIVE, farEnd, url, client);
            case XAI -> realtime(RealtimeDialect.XAI, farEnd, url, client);
            case REALTIME -> realtime(RealtimeDialect.GENERIC, farEnd, url, client);
            case GEMINI -> gemini(farEnd, url, client);
        };
        return farEnd.model() == null && farEnd.voice() == null
                ? connectors
                : loop -> new VendorsAgent(connectors.apply(loop), farEnd.model(), farEnd.voice());
    }

    private Function<Scheduler, AiConnector> realtime(
            RealtimeDialect dialect, FarEndConfig farEnd, URI url, WebSocketClient client) {
        RealtimeSettings settings = RealtimeSettings.of(
                        dialect, url, revealed(farEnd.key()), farEnd.dialect().usualModel())
                .waiting(farEnd.connectTimeoutMillis(), farEnd.readyTimeoutMillis());
        return loop -> new RealtimeConnector(settings, client, (LoopScheduler) loop, openChats);
    }

    private Function<Scheduler, AiConnector> gemini(FarEndConfig farEnd, URI url, WebSocketClient client) {
        GeminiSettings usual = GeminiSettings.of(url, revealed(farEnd.key()), null)
                .waiting(farEnd.connectTimeoutMillis(), farEnd.readyTimeoutMillis());
        GeminiSettings settings =
                farEnd.maxChatSeconds() == 0 ? usual : usual.lasting(farEnd.maxChatSeconds() * MILLIS_PER_SECOND);
        return loop -> new GeminiConnector(settings, client, (LoopScheduler) loop, openChats);
    }

    private Function<Scheduler, AiConnector> embedded() {
        EmbeddedEngine engine = embedded;
        if (engine == null) {
            throw new IllegalStateException("the embedded engine was not started");
        }
        return evi(
                EviSettings.of(engine.uri(), engine.privateKey(), null, evi.tokenInHeader(), eviTls)
                        .waiting(evi.connectTimeoutMillis(), evi.readyTimeoutMillis()),
                eviClient);
    }

    private Function<Scheduler, AiConnector> evi(EviSettings settings, WebSocketClient client) {
        return loop -> new Ungreeted(new EviConnector(settings, client, (LoopScheduler) loop, openChats));
    }

    private static ClientTls loaded(URI url, ClientTls tls) {
        if ("wss".equals(url.getScheme())) {
            tls.load();
        }
        return tls;
    }
}
