package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BadInputIT {

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

    @Test
    void badMessageIsAnErrorAndTheChatGoesOn() {
        TestClient client = engine.connect();
        client.await("chat_metadata");

        JsonNode error = client.send("{\"type\":\"dance\"}").next();

        assertThat(error.path("code").asText()).isEqualTo("E0101");
        assertThat(client.type("hello").words()).isNotEmpty();
    }

    @Test
    void deepJsonIsRefusedWithoutHarm() {
        TestClient client = engine.connect();
        client.await("chat_metadata");

        client.send("[".repeat(100_000));

        assertThat(client.next().path("code").asText()).isEqualTo("E0100");
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
            socket.setSoTimeout(30_000);
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
