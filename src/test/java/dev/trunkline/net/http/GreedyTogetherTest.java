package dev.trunkline.net.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.net.connection.ConnectionQuota;
import dev.trunkline.net.connection.MemoryBudget;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Many who each stay below their own limit. */
class GreedyTogetherTest {

    private static final HttpServer.Limits SMALL = new HttpServer.Limits(8_192, 1_048_576, 30_000, 30_000, 4_000_000);
    private static final int MESSAGE_BYTES = 900_000;

    @Test
    void bodiesThatNeverEndAreHeldUpToACommonLimit() throws Exception {
        try (var server = new ServedRoutes(
                Routes.builder().http("POST", "/", (request, reply) -> reply.send(HttpResponse.text(200, "ok"))),
                SMALL)) {
            List<RawPeer> peers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                RawPeer peer = server.connect();
                peers.add(peer);
                sendWhatIsTaken(peer, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n");
                sendWhatIsTaken(peer, "x".repeat(MESSAGE_BYTES));
            }

            // Each is below the limit of a body, all of them are far above the common one.
            Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> closed(peers) >= 15);
            try (RawPeer modest = server.connect()) {
                modest.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nword");
                assertThat(modest.readResponse().status()).isEqualTo(200);
            }
            for (RawPeer peer : peers) {
                peer.close();
            }
        }
    }

    @Test
    void messagesThatNeverEndAreHeldUpToACommonLimit() throws Exception {
        var memory = new MemoryBudget(4_000_000);
        List<EmbeddedChannel> channels = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            var channel = new EmbeddedChannel(new ConnectionQuota(memory));
            channels.add(channel);
            for (int sent = 0; sent < MESSAGE_BYTES && channel.isActive(); sent += 10_000) {
                channel.writeInbound(Unpooled.wrappedBuffer(new byte[10_000]));
                channel.runPendingTasks();
            }
        }

        assertThat(channels).filteredOn(EmbeddedChannel::isActive).hasSize(4);
        assertThat(memory.takenBytes()).isBetween(3_600_000L, 4_000_000L);
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
        assertThat(memory.takenBytes()).isZero();
    }

    @Test
    void answersThatNobodyReadsAreHeldUpToACommonLimit() throws Exception {
        String body = "x".repeat(20_000_000);
        CountDownLatch written = new CountDownLatch(1);
        HttpEndpoint answer = (request, reply) -> {
            reply.send(HttpResponse.text(200, body));
            written.countDown();
        };
        try (var server = new ServedRoutes(Routes.builder().http("GET", "/", answer), SMALL);
                RawPeer deaf = server.connect()) {
            deaf.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            // Whoever reads while it is being written keeps pace, and then nothing has to be held.
            assertThat(written.await(30, TimeUnit.SECONDS)).isTrue();

            // What fits into the two sockets' buffers arrives; the rest was given up when it was to be held.
            assertThat(deaf.readToEnd().length()).isLessThan(20_000_000);
        }
    }

    @Test
    void wholeMessagesAreNotCountedAnyMore() {
        var memory = new MemoryBudget(1_000_000);
        var peer = new ConnectionQuota(memory);
        var channel = new EmbeddedChannel(peer, peer.new End());

        for (int i = 0; i < 100; i++) {
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[100_000]));
        }

        assertThat(channel.isActive()).isTrue();
        assertThat(memory.takenBytes()).isZero();
        channel.finishAndReleaseAll();
    }

    private static void sendWhatIsTaken(RawPeer peer, String text) {
        try {
            peer.send(text);
        } catch (IOException e) {
            // Closed while we spoke: that is what this is about.
        }
    }

    private static long closed(List<RawPeer> peers) {
        return peers.stream().filter(GreedyTogetherTest::isClosed).count();
    }

    private static boolean isClosed(RawPeer peer) {
        try {
            return peer.hasEnded();
        } catch (IOException e) {
            return true;
        }
    }
}
