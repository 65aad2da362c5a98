package dev.trunkline.ai.evi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.RecordingCall;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.net.websocket.WebSocketClient;
import io.netty.channel.EventLoop;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViolationsAreAnsweredIT {

    private static final String METADATA = "{\"type\":\"chat_metadata\",\"chat_id\":\"c\",\"chat_group_id\":\"g\"}";
    private static final int NONE = -1;

    private final EventLoops loops = new EventLoops("raw-test", 1);
    private final EventLoop loop = loops.workers().next();

    @AfterEach
    void stopLoops() {
        loops.close();
    }

    @ParameterizedTest
    @CsvSource({
        "reserved bit, C10161, 1002",
        "another reserved bit, A10161, 1002",
        "reserved opcode 3, 8300, 1002",
        "reserved opcode 11, 8B00, 1002",
        "a masked text, 818100000000 61, 1002",
        "a masked ping, 898000000000, 1002",
        "a ping in fragments, 0900, 1002",
        "a ping of 126 bytes, 897E007E, 1002",
        "a close of one byte, 880103, 1002",
        "a continuation of nothing, 800161, 1002",
        "a text within fragments, 0101618101 62, 1002",
        "a length in too many bytes, 817E000161, 1002",
        "a length in eight bytes for a short one, 817F000000000000000161, 1002",
        "a length beyond the greatest, 817FFFFFFFFFFFFFFFFF, 1002",
        "text that is no UTF-8, 8102C328, 1007",
        "fragments that are no UTF-8, 0101C3 800128, 1007",
        "a message over 16 MiB, 817F0000000001000001, 1009",
    })
    void withACloseFrameAndTheRightCode(String what, String hex, int code) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        try (RawEvi evi = new RawEvi(bytes, false)) {
            RecordingCall call = connect(evi);

            assertThat(evi.closeCode.get()).as(what).isEqualTo(code);
            await().until(() -> call.loss != null);
        }
    }

    @Test
    void aSocketThatIsLostWithinFragmentsIsNoBugOfOurs() throws Exception {
        try (RawEvi evi = new RawEvi(HexFormat.of().parseHex("010161"), true)) {
            RecordingCall call = connect(evi);

            await().until(() -> call.loss != null);
            assertThat(call.loss().kind()).isEqualTo(AiLoss.Kind.DROPPED);
        }
    }

    @Test
    void aWrongAcceptKeyIsNotCalledAStatus() throws Exception {
        try (RawEvi evi = new RawEvi(new byte[0], false)) {
            evi.acceptKey = "d3Jvbmcga2V5IGZvciB0aGlzIG9uZQ==";
            RecordingCall call = connect(evi);

            await().until(() -> call.loss != null);
            assertThat(call.loss().detail()).contains("Sec-WebSocket-Accept").doesNotContain("status");
        }
    }

    private RecordingCall connect(RawEvi evi) throws Exception {
        RecordingCall call = new RecordingCall();
        EviSettings settings =
                EviSettings.of(URI.create("ws://127.0.0.1:" + evi.socket.getLocalPort() + "/v0/evi"), null, null);
        loop.submit(() -> new EviConnector(settings, new WebSocketClient(), LoopScheduler.of(loop), new AtomicInteger())
                        .connect(EmbeddedChat.profile("CA1"), call))
                .get();
        return call;
    }

    /** Shakes hands, says that it is ready, sends bytes, and reads until it knows with which code it was closed. */
    private static final class RawEvi implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
        private volatile String acceptKey = "";

        RawEvi(byte[] bytes, boolean leaves) throws IOException {
            Thread server = new Thread(
                    () -> {
                        try (Socket peer = socket.accept()) {
                            serve(peer, bytes, leaves);
                        } catch (Exception e) {
                            closeCode.complete(NONE);
                        }
                    },
                    "raw-evi");
            server.setDaemon(true);
            server.start();
        }

        private void serve(Socket peer, byte[] bytes, boolean leaves) throws Exception {
            String request = request(peer.getInputStream());
            String key = request.replaceAll("(?is).*sec-websocket-key: *([^\r\n]*)\r\n.*", "$1");
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            String accept = acceptKey.isEmpty() ? Base64.getEncoder().encodeToString(hash) : acceptKey;
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            answer.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accept + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            answer.write(new byte[] {(byte) 0x81, (byte) METADATA.length()});
            answer.write(METADATA.getBytes(StandardCharsets.US_ASCII));
            answer.write(bytes);
            peer.getOutputStream().write(answer.toByteArray());
            if (!leaves) {
                closeCode.complete(readCloseCode(new DataInputStream(peer.getInputStream())));
            }
        }

        private static String request(InputStream in) throws IOException {
            StringBuilder request = new StringBuilder();
            while (request.indexOf("\r\n\r\n") < 0) {
                request.append((char) in.read());
            }
            return request.toString();
        }

        private static int readCloseCode(DataInputStream in) throws IOException {
            while (true) {
                int opcode = in.readUnsignedByte() & 0xF;
                int length = in.readUnsignedByte() & 0x7F;
                length = length == 126 ? in.readUnsignedShort() : length;
                byte[] mask = in.readNBytes(4);
                byte[] payload = in.readNBytes(length);
                if (opcode == 8) {
                    return length < 2 ? 1005 : ((payload[0] ^ mask[0]) & 0xFF) << 8 | ((payload[1] ^ mask[1]) & 0xFF);
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
