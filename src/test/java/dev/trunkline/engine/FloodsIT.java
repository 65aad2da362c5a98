package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.net.http.RawPeer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send more, or read less, than anybody should. Another chat, opened meanwhile, must not suffer. */
class FloodsIT {

    private static final int TEN_HOURS_SECONDS = 36_000;
    private static final long ALLOWED_BYTES = 96L * 1024 * 1024;

    private final TestEngine engine = new TestEngine(TestEngine.SETTINGS);
    private final long usedBytesBefore = usedBytes();

    @AfterEach
    void stop() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"user_input\",\"text\":\"hello number %d\"}",
                "{\"type\":\"assistant_input\",\"text\":\"Sentence number %d.\"}",
                "{\"type\":\"session_settings\",\"variables\":{\"name%d\":\"x\"}}",
                "{\"type\":\"session_settings\",\"context\":{\"text\":\"context %d\",\"type\":\"temporary\"}}",
                "{\"type\":\"tool_response\",\"tool_call_id\":\"call %d\",\"content\":\"x\"}",
                "{\"type\":\"tool_error\",\"tool_call_id\":\"call %d\",\"error\":\"x\"}",
                "{\"type\":\"pause_assistant_message\",\"custom_session_id\":\"%d\"}",
            })
    void floodOfMessagesWaitsInTheSendersOwnBuffers(String message) throws IOException {
        try (RawPeer peer = new RawPeer(engine.engine().port())) {
            open(peer);
            readEverything(peer);
            Thread flood = new Thread(() -> {
                for (int i = 0; i < 1_000_000 && peer.isOpen(); i++) {
                    sendOrGiveUp(peer, message.formatted(i));
                }
            });
            flood.start();

            for (int i = 0; i < 3; i++) {
                assertOthersAreServed();
            }
            assertThat(flood.isAlive()).isTrue();
            assertThat(usedBytes() - usedBytesBefore).isLessThan(ALLOWED_BYTES);
        }
    }

    @Test
    void soundFarFasterThanRealTimeWaitsInTheSendersOwnBuffers() throws Exception {
        byte[] second = RawPeer.frame(0x82, new byte[16_000]);
        AtomicInteger sentSeconds = new AtomicInteger();
        try (RawPeer peer = new RawPeer(engine.engine().port())) {
            open(peer);
            peer.send(RawPeer.frame(0x81, TestClient.LINEAR16_8K.getBytes(StandardCharsets.UTF_8)));
            Thread flood = new Thread(() -> {
                try {
                    while (sentSeconds.get() < TEN_HOURS_SECONDS) {
                        peer.send(second);
                        sentSeconds.incrementAndGet();
                    }
                } catch (IOException e) {
                    // The test is over.
                }
            });
            flood.start();

            // What gets through are sockets' buffers and half a minute.
            Awaitility.await().until(() -> sentSeconds.get() >= 30);
            for (int i = 0; i < 3; i++) {
                assertOthersAreServed();
            }
            assertThat(flood.isAlive()).isTrue();
        }
        assertThat(sentSeconds.get()).isBetween(30, 2_000);
    }

    @Test
    void fortyClientsThatNeverReadAreDroppedAndDelayNobody() throws IOException {
        String greedy = "{\"type\":\"assistant_input\",\"text\":\"" + "x".repeat(299) + "\"}";
        List<RawPeer> deaf = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            RawPeer peer = new RawPeer(engine.engine().port());
            deaf.add(peer);
            open(peer);
            for (int j = 0; j < 64; j++) {
                sendOrGiveUp(peer, greedy);
            }
        }

        assertOthersAreServed();
        // Each of them would hold 32 MB, all together have an eighth of the memory.
        long maxBytes = Runtime.getRuntime().maxMemory();
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(usedBytes() - usedBytesBefore)
                        .isLessThan(maxBytes / 8 + maxBytes / 16 + ALLOWED_BYTES));
        for (RawPeer peer : deaf) {
            peer.close();
        }
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> engine.engine().openChats() == 0);
    }

    @Test
    void thousandSilentConnectionsAndBrokenHandshakesKeepNobodyOut() throws IOException {
        List<RawPeer> silent = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            RawPeer peer = new RawPeer(engine.engine().port());
            silent.add(peer);
            if (i % 3 == 0) {
                peer.send("GET /v0/evi/chat HTTP/1.1\r\nHost: x\r\nConnection: Upg");
            } else if (i % 3 == 1) {
                peer.send("GET /v0/evi/chat HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n");
            }
        }

        assertOthersAreServed();
        assertThat(usedBytes() - usedBytesBefore).isLessThan(ALLOWED_BYTES);
        for (RawPeer peer : silent) {
            peer.close();
        }
    }

    private void assertOthersAreServed() {
        TestClient other = engine.connect();
        assertThat(other.type("hello").words()).contains("Hello.");
        other.disconnect();
    }

    private static void open(RawPeer peer) throws IOException {
        peer.send(RawPeer.upgrade("/v0/evi/chat"));
        assertThat(peer.readResponse().status()).isEqualTo(101);
    }

    private static void readEverything(RawPeer peer) {
        Thread reader = new Thread(() -> {
            try {
                while (true) {
                    peer.readFrame();
                }
            } catch (IOException e) {
                // Closed by one of the two.
            }
        });
        reader.setDaemon(true);
        reader.start();
    }

    private static void sendOrGiveUp(RawPeer peer, String json) {
        sendOrGiveUp(peer, RawPeer.frame(0x81, json.getBytes(StandardCharsets.UTF_8)));
    }

    private static void sendOrGiveUp(RawPeer peer, byte[] bytes) {
        try {
            peer.send(bytes);
        } catch (IOException e) {
            // Dropped, as it deserves.
        }
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
