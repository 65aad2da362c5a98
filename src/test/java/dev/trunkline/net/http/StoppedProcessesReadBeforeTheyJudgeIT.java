package dev.trunkline.net.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.testing.Waiting;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop stands still, as all do in a stopped process, while a peer does in time what it has to do. */
class StoppedProcessesReadBeforeTheyJudgeIT {

    private static final long REQUEST_MILLIS = 700;

    private final EventLoops loops = new EventLoops("stopped", 1);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        Routes routes = Routes.builder()
                .http("GET", "/", (request, reply) -> reply.send(HttpResponse.text(200, "here")))
                .build();
        server = HttpServer.start(
                loops, "127.0.0.1", 0, routes, new HttpServer.Limits(8_192, 8_192, REQUEST_MILLIS, 5_000, 1 << 20));
    }

    @AfterEach
    void close() {
        server.close();
        loops.close();
    }

    @Test
    void aRequestThatLiesThereIsAnswered() throws Exception {
        EventExecutor loop = loops.workers().iterator().next();
        CountDownLatch goesOn = new CountDownLatch(1);
        try (RawPeer peer = new RawPeer(server.port())) {
            assertThat(peer.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                            .readResponse()
                            .status())
                    .isEqualTo(200);
            loop.execute(() -> Waiting.uninterruptibly(goesOn));
            peer.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            Waiting.until(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(REQUEST_MILLIS + 600));

            goesOn.countDown();

            assertThat(peer.readResponse().status()).isEqualTo(200);
        }
    }
}
