package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {

    private static final String HANDSHAKE = String.join(
            "\r\n",
            "GET /v0/evi/chat HTTP/1.1",
            "Host: localhost:PORT",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
            "",
            "");

    private final TestEngine engine = new TestEngine(TestEngine.SETTINGS);

    @AfterEach
    void stop() {
        engine.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "E0100 | hello",
                "E0100 | {\"type\":\"user_input\",",
                "E0100 | {\"type\":\"pause_assistant_message\"} {}",
                "E0101 | []",
                "E0101 | {}",
                "E0101 | {\"type\":7}",
                "E0101 | {\"type\":\"dance\"}",
                "E0101 | {\"type\":\"user_input\"}",
                "E0101 | {\"type\":\"user_input\",\"text\":null}",
                "E0101 | {\"type\":\"assistant_input\",\"text\":[]}",
                "E0101 | {\"type\":\"audio_input\"}",
                "E0201 | {\"type\":\"audio_input\",\"data\":\"%%%\"}",
                "E0202 | {\"type\":\"audio_input\",\"data\":\"\"}",
                "E0101 | {\"type\":\"tool_response\",\"content\":\"x\"}",
                "E0101 | {\"type\":\"tool_error\",\"tool_call_id\":\"x\"}",
                "E0101 | {\"type\":\"session_settings\",\"audio\":{\"encoding\":\"mulaw\",\"sample_rate\":8000}}",
                "E0101 | {\"type\":\"session_settings\",\"audio\":{\"channels\":0}}",
                "E0101 | {\"type\":\"session_settings\",\"audio\":{\"sample_rate\":8001,\"channels\":1}}",
                "E0101 | {\"type\":\"session_settings\",\"audio\":{\"sample_rate\":8000,\"channels\":0}}",
                "E0101 | {\"type\":\"session_settings\",\"audio\":\"loud\"}",
                "E0101 | {\"type\":\"session_settings\",\"tools\":{}}",
                "E0101 | {\"type\":\"session_settings\",\"tools\":[{\"name\":\"x\"}]}",
                "E0101 | {\"type\":\"session_settings\",\"variables\":{\"a\":{}}}",
                "E0101 | {\"type\":\"session_settings\",\"context\":{\"text\":\"x\",\"type\":\"eternal\"}}",
            })
    void badMessageIsAnErrorAndTheChatGoesOn(String code, String message) {
        TestClient client = engine.connect();
        client.await("chat_metadata");

        client.send(message);

        JsonNode error = client.next();
        assertThat(TestClient.type(error)).isEqualTo("error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("slug").asText()).isNotEmpty();
        assertThat(error.path("message").asText()).isNotEmpty();
        assertThat(error.path("request_id").asText()).hasSize(36);
        client.type("hello");
        assertThat(client.words()).isNotEmpty();
    }

    @Test
    void deepJsonIsRefusedWithoutHarm() {
        TestClient client = engine.connect();
        client.await("chat_metadata");

        client.send("[".repeat(100_000));

        assertThat(client.next().path("code").asText()).isEqualTo("E0100");
    }

    @Test
    void soundOfUnknownFormatEndsTheChat() {
        TestClient client = engine.connect();
        client.await("chat_metadata");

        client.speak(20);

        assertThat(client.next().path("code").asText()).isEqualTo("I0116");
        assertThat(client.closeCode()).isEqualTo(1000);
    }

    @Test
    void wholeRecordingInOneMessageIsRefused() {
        TestClient client = engine.connect().declare();
        client.await("chat_metadata");

        String data = Base64.getEncoder().encodeToString(new byte[8_000 * 2 * 11]);
        client.send("{\"type\":\"audio_input\",\"data\":\"" + data + "\"}");

        assertThat(client.next().path("code").asText()).isEqualTo("E0723");
    }

    @Test
    void endlessNonsenseEndsTheChat() {
        TestClient client = engine.connect();
        client.await("chat_metadata");

        for (int i = 0; i < 100; i++) {
            client.send("nonsense");
        }

        assertThat(client.closeCode()).isEqualTo(1008);
    }

    @Test
    void messageOverSixteenMegabytesClosesTheSocketBeforeItIsRead() throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), engine.engine().port())) {
            socket.setSoTimeout(5_000);
            String handshake =
                    HANDSHAKE.replace("PORT", String.valueOf(engine.engine().port()));
            socket.getOutputStream().write(handshake.getBytes(StandardCharsets.US_ASCII));
            readUntilMetadata(socket.getInputStream());
            ByteBuffer header = ByteBuffer.allocate(14).put((byte) 0x82).put((byte) 0xFF);
            socket.getOutputStream().write(header.putLong(16 * 1024 * 1024 + 1).array());

            String received = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

            // a close frame with 1009, which is 0x03F1
            assertThat(received).startsWith("\u0088").contains("\u0003\u00F1");
        }
    }

    private static void readUntilMetadata(InputStream input) throws IOException {
        StringBuilder read = new StringBuilder();
        while (!read.toString().contains("chat_metadata") || read.charAt(read.length() - 1) != '}') {
            int next = input.read();
            assertThat(next).as("more after " + read).isNotNegative();
            read.append((char) next);
        }
    }
}
