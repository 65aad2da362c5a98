package dev.trunkline.lab.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.loop.EventLoops;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MediaPeerIT {

    private static final int MOST_TRIES = 5;

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

    private record Received(String text, long atNanos) {}

    @Test
    void fiftyMessagesASecondAsTwilioTakesThem() throws Exception {
        EventLoops loops = new EventLoops("peer", 1);
        Routes routes =
                Routes.builder().webSocket("/lab/peer", MediaPeer.ofPhones()).build();
        try (HttpServer server = HttpServer.start(loops, "127.0.0.1", 0, routes);
                loops) {
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/lab/peer"), new Listener())
                    .join();
            Received begun = next();
            long millis = millisOfHundred(begun);
            for (int tries = 1; tries < MOST_TRIES && (millis < 1_850 || millis > 2_600); tries++) {
                millis = millisOfHundred(next()); // the machine stood still meanwhile
            }
            JsonNode first = new ObjectMapper().readTree(begun.text());
            socket.abort();

            assertThat(first.path("event").asText()).isEqualTo("media");
            assertThat(first.path("streamSid").asText()).matches("MZ[0-9a-f]{32}");
            assertThat(first.path("media").path("payload").binaryValue()).hasSize(160);
            assertThat(first.toString()).hasSizeBetween(280, 320);
            assertThat(millis).isBetween(1_850L, 2_600L);
        }
    }

    private long millisOfHundred(Received begun) throws InterruptedException {
        Received last = begun;
        for (int i = 0; i < 100; i++) {
            last = next();
        }
        return TimeUnit.NANOSECONDS.toMillis(last.atNanos() - begun.atNanos());
    }

    private Received next() throws InterruptedException {
        Received next = received.poll(30, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came");
        }
        return next;
    }

    private final class Listener implements WebSocket.Listener {
        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            received.add(new Received(text.toString(), System.nanoTime()));
            from.request(1);
            return null;
        }
    }
}
