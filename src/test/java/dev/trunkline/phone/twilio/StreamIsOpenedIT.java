package dev.trunkline.phone.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.net.http.RawPeer;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real sockets: the webhook, the handshake, the stream. */
class StreamIsOpenedIT {

    private static final int TEXT = 0x81;

    private ServedCarrier served;

    @BeforeEach
    void serve() throws IOException {
        served = new ServedCarrier(ServedCarrier.TOKEN);
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private String ring() throws IOException {
        String url = Document.of(served.webhook("/twilio/voice", Map.of("CallSid", Wire.CALL, "From", "+1", "To", "+2"))
                        .body())
                .attribute("Stream", "url");
        return url.substring("wss://voice.example.com".length());
    }

    private static String signed(String path) {
        return "x-twilio-signature: " + ServedCarrier.sign("wss://voice.example.com" + path) + "\r\n";
    }

    private int handshake(String path, String... headers) throws IOException {
        try (RawPeer peer = served.connect()) {
            return peer.send(RawPeer.upgrade(path, headers)).readResponse().status();
        }
    }

    @Test
    void aCallIsCarriedFromTheWebhookToTheGoodbye() throws Exception {
        String path = ring();
        try (RawPeer twilio = served.connect()) {
            assertThat(twilio.send(RawPeer.upgrade(path, signed(path)))
                            .readResponse()
                            .status())
                    .isEqualTo(101);
            twilio.sendFrame(TEXT, Wire.CONNECTED).sendFrame(TEXT, Wire.START);
            await().until(() -> !served.bridge.answered.isEmpty());
            var answered = served.bridge.answered.get(0);
            assertThat(answered.call().from()).isEqualTo("+1");

            twilio.sendFrame(TEXT, Wire.media(1, new byte[160]));
            await().until(() -> served.bridge.events().heard.size() == 160);
            answered.scheduler().execute(() -> {
                answered.leg().play(new byte[] {1, 2, 3}, 3);
                answered.leg().mark(4_800);
                answered.leg().flush();
            });
            assertThat(twilio.readFrame().text()).contains("\"payload\":\"AQID\"");
            assertThat(twilio.readFrame().text()).contains("\"name\":\"4800\"");

            answered.scheduler().execute(answered.leg()::leave);
            for (int chunk = 2; chunk < 12; chunk++) {
                twilio.sendFrame(TEXT, Wire.media(chunk, new byte[160]));
            }
            assertThat(twilio.readFrame().closeCode()).isEqualTo(1_000);
            assertThat(twilio.readToEnd()).isEmpty();
        }
        await().until(() -> !served.bridge.events().endings.isEmpty());
        assertThat(served.bridge.events().endings).containsExactly(StreamEnding.STOPPED);
    }

    @Test
    void aTokenOpensOneStreamAndAReplayDoesNotDisturbIt() throws Exception {
        String path = ring();
        try (RawPeer twilio = served.connect()) {
            twilio.send(RawPeer.upgrade(path, signed(path))).readResponse();
            twilio.sendFrame(TEXT, Wire.START);
            await().until(() -> !served.bridge.answered.isEmpty());

            assertThat(handshake(path, signed(path))).isEqualTo(403);

            twilio.sendFrame(TEXT, Wire.media(1, new byte[160]));
            await().until(() -> served.bridge.events().heard.size() == 160);
            assertThat(served.bridge.rejected).containsExactly("replay");
        }
        await().until(() -> !served.bridge.events().endings.isEmpty());
        assertThat(served.bridge.events().endings).containsExactly(StreamEnding.LOST);
    }

    @Test
    void aBadHandshakeDoesNotUseTheTokenUp() throws IOException {
        String path = ring();
        assertThat(handshake(path)).isEqualTo(403);
        assertThat(handshake(path, signed(path + "x"))).isEqualTo(403);
        assertThat(handshake(path, signed(path), "Sec-WebSocket-Key: twice\r\n"))
                .isEqualTo(400);
        assertThat(handshake(path, signed(path), "Origin: https://evil.example\r\n"))
                .isEqualTo(403);

        assertThat(handshake(path, signed(path))).isEqualTo(101);
        assertThat(served.bridge.rejected).containsExactly("unsigned", "bad_signature", "origin");
    }

    @Test
    void aHandshakeMayBeSignedWithATrailingSlash() throws IOException {
        String path = ring();
        String signature = ServedCarrier.sign("wss://voice.example.com" + path + "/");

        assertThat(handshake(path, "X-Twilio-Signature: " + signature + "\r\n")).isEqualTo(101);
    }

    @Test
    void anOldTokenIsExpired() throws IOException {
        String path = ring();
        served.clock.pass(61);

        assertThat(handshake(path, signed(path))).isEqualTo(403);
        assertThat(served.bridge.rejected).containsExactly("expired");
    }

    @Test
    void aTokenNobodyMintedIsUnknown() throws IOException {
        String path = "/twilio/media/AAAAAAAAAAAAAAAAAAAAAA";

        assertThat(handshake(path, signed(path))).isEqualTo(403);
        assertThat(served.bridge.rejected).containsExactly("unknown_token");
    }

    @Test
    void withAnAuthTokenThereIsNoStreamWithoutAToken() throws IOException {
        assertThat(handshake("/twilio/media", signed("/twilio/media"))).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "Accept: x, 101",
        "Origin: http://localhost:8080, 101",
        "Origin: http://127.0.0.1, 101",
        "Origin: https://voice.example.com, 403",
        "Origin: https://evil.example, 403",
        "Origin: http://localhost.evil.example, 403",
        "Origin: null, 403",
        "X-Forwarded-For: 203.0.113.9, 403",
    })
    void withoutAnAuthTokenThisMachineMayOpenStreams(String header, int status) throws IOException {
        try (ServedCarrier open = new ServedCarrier(null);
                RawPeer peer = open.connect()) {
            assertThat(peer.send(RawPeer.upgrade("/twilio/media", header + "\r\n"))
                            .readResponse()
                            .status())
                    .isEqualTo(status);
        }
    }

    @Test
    void aMessageOver64KibibytesEndsTheStream() throws Exception {
        String path = ring();
        try (RawPeer twilio = served.connect()) {
            twilio.send(RawPeer.upgrade(path, signed(path))).readResponse();
            twilio.sendFrame(TEXT, Wire.START);
            await().until(() -> !served.bridge.answered.isEmpty());

            twilio.sendFrame(TEXT, "x".repeat(65_537));

            assertThat(twilio.readFrame().closeCode()).isEqualTo(1_009);
        }
        await().until(() -> !served.bridge.events().endings.isEmpty());
        assertThat(served.bridge.events().endings).containsExactly(StreamEnding.PROTOCOL_ERROR);
    }
}
