package dev.trunkline.net.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BodiesAreSentInPartsTest {

    /** For a peer that never reads; no other is hurried. */
    private static final HttpServer.Limits QUICK = new HttpServer.Limits(8_192, 1_048_576, 30_000, 400, 64L << 20);

    private static final HttpServer.Limits PATIENT = new HttpServer.Limits(8_192, 1_048_576, 30_000, 30_000, 64L << 20);
    private static final String GET = "GET /big HTTP/1.1\r\nHost: x\r\n\r\n";

    @BeforeEach
    void expectWarnings() {
        log().setLevel(Level.OFF);
    }

    @AfterEach
    void hearWarnings() {
        log().setLevel(null);
    }

    private static Logger log() {
        return (Logger) LoggerFactory.getLogger(BodySender.class);
    }

    @Test
    void aBigBodyArrivesWholeAndTheConnectionGoesOn() throws Exception {
        Parts parts = new Parts(40, 100_000, 40 * 100_000);
        try (var server = serve(parts, PATIENT);
                RawPeer peer = server.connect()) {
            for (int i = 0; i < 2; i++) {
                parts.rewind();
                RawPeer.Response response = peer.send(GET).readResponse();

                assertThat(response.status()).isEqualTo(200);
                assertThat(response.head()).contains("content-length: 4000000").contains("audio/wav");
                assertThat(response.body())
                        .hasSize(4_000_000)
                        .startsWith("\0\0")
                        .endsWith("\47\47");
                Awaitility.await().until(parts.closed::get);
            }
        }
    }

    @Test
    void noMoreIsFetchedThanThePeerReadsAndOneThatDoesNotReadIsClosed() throws Exception {
        Parts parts = new Parts(1_000, 100_000, 100_000_000);
        try (var server = serve(parts, QUICK);
                RawPeer peer = server.connect()) {
            peer.send(GET);

            Awaitility.await().atMost(30, TimeUnit.SECONDS).until(parts.closed::get);
            // What fits the two sockets' buffers, and no more.
            assertThat(parts.fetched.get()).isLessThan(200);
        }
    }

    @Test
    void aSourceThatBreaksItsPromiseClosesTheConnection() throws Exception {
        for (Parts broken : new Parts[] {new Parts(1, 100, 500), new Parts(5, 100, 300), new Parts(-1, 100, 300)}) {
            try (var server = serve(broken, PATIENT);
                    RawPeer peer = server.connect()) {
                peer.send(GET);

                assertThat(peer.readToEnd().length()).isLessThan(500);
                Awaitility.await().until(broken.closed::get);
            }
        }
    }

    private static ServedRoutes serve(Parts parts, HttpServer.Limits limits) throws IOException {
        HttpResponse head = HttpResponse.of(200, "audio/wav", "");
        return new ServedRoutes(
                Routes.builder().http("GET", "/big", (request, reply) -> reply.send(head, parts)), limits);
    }

    /** So many parts, each of bytes with its number; fewer than none: it fails. */
    private static final class Parts implements BodySource {
        private final int count;
        private final int partBytes;
        private final long promisedBytes;
        private final AtomicInteger fetched = new AtomicInteger();
        private final AtomicBoolean closed = new AtomicBoolean();

        Parts(int count, int partBytes, long promisedBytes) {
            this.count = count;
            this.partBytes = partBytes;
            this.promisedBytes = promisedBytes;
        }

        void rewind() {
            fetched.set(0);
            closed.set(false);
        }

        @Override
        public long lengthBytes() {
            return promisedBytes;
        }

        @Override
        public CompletableFuture<byte[]> next() {
            if (count < 0) {
                return CompletableFuture.failedFuture(new IOException("broken on purpose"));
            }
            int number = fetched.getAndIncrement();
            byte[] part = new byte[number < count ? partBytes : 0];
            Arrays.fill(part, (byte) number);
            return CompletableFuture.completedFuture(part);
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }
}
