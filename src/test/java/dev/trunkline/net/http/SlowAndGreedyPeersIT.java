package dev.trunkline.net.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SlowAndGreedyPeersIT {

    private static final HttpServer.Limits QUICK = new HttpServer.Limits(8_192, 1_048_576, 1_000, 1_000, 64L << 20);

    @Test
    void aPeerThatDribblesIsClosedAllTheSame() throws Exception {
        try (var server = new ServedRoutes(Routes.builder(), QUICK);
                RawPeer peer = server.connect()) {
            long beganNanos = System.nanoTime();
            Thread dribble = new Thread(() -> dribble(peer));
            dribble.start();

            String received = peer.readToEnd();

            assertThat(received).isEmpty();
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos))
                    .isBetween(900L, 20_000L);
            dribble.join();
        }
    }

    private static void dribble(RawPeer peer) {
        CountDownLatch never = new CountDownLatch(1);
        try {
            peer.send("GET / HTTP/1.1\r\n");
            while (!never.await(50, TimeUnit.MILLISECONDS)) {
                peer.send("X");
            }
        } catch (IOException | InterruptedException e) {
            // The server has had enough.
        }
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() throws Exception {
        try (var server = new ServedRoutes(Routes.builder(), QUICK);
                RawPeer peer = server.connect()) {
            assertThat(peer.readToEnd()).isEmpty();
        }
    }

    @Test
    void aSlowEndpointIsNotTheirFault() throws Exception {
        var replies = new java.util.concurrent.ArrayBlockingQueue<HttpEndpoint.Reply>(1);
        try (var server = new ServedRoutes(
                        Routes.builder().http("GET", "/slow", (request, reply) -> replies.add(reply)), QUICK);
                RawPeer peer = server.connect()) {
            peer.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
            HttpEndpoint.Reply reply = replies.poll(30, TimeUnit.SECONDS);
            // Longer than a request may take: who connects now and says nothing is closed meanwhile.
            try (RawPeer silent = server.connect()) {
                assertThat(silent.readToEnd()).isEmpty();
            }

            reply.send(HttpResponse.text(200, "done"));

            assertThat(peer.readResponse().body()).isEqualTo("done");
        }
    }

    @Test
    void aRequestBeforeTheLastAnswerClosesTheConnection() throws Exception {
        var asked = new AtomicInteger();
        try (var server = new ServedRoutes(
                        Routes.builder().http("GET", "/never", (request, reply) -> asked.incrementAndGet()));
                RawPeer peer = server.connect()) {
            peer.send("GET /never HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1_000));

            assertThat(peer.readToEnd()).isEmpty();
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void aPeerThatAsksAndNeverReadsIsClosedWithoutAQueue() throws Exception {
        var asked = new AtomicInteger();
        String body = "x".repeat(1_000_000);
        try (var server = new ServedRoutes(
                        Routes.builder().http("GET", "/big", (request, reply) -> {
                            asked.incrementAndGet();
                            reply.send(HttpResponse.text(200, body));
                        }),
                        QUICK);
                RawPeer peer = server.connect()) {
            peer.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1_000));
            await().until(() -> isReset(peer)); // the server has had to give up writing
            try {
                peer.readToEnd();
            } catch (SocketException e) {
                // Reset: just as good.
            }

            // What fits the two sockets' buffers, and no more.
            assertThat(asked.get()).isLessThan(50);
        }
    }

    private static boolean isReset(RawPeer peer) {
        try {
            peer.send("X");
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
