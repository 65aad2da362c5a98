package dev.trunkline.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each fault does to bytes that go through the proxy, seen from blocking sockets. */
@Timeout(120)
class EveryFaultStrikesIT {

    private static final byte[] WORDS = "one two three four five six seven".getBytes(StandardCharsets.US_ASCII);
    private static final int PATIENCE_MILLIS = 30_000;

    private final EchoServer server = new EchoServer();

    EveryFaultStrikesIT() throws IOException {}

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private ChaosProxy proxy(String... faults) throws IOException {
        List<FaultRule> rules = Arrays.stream(faults)
                .map(fault -> FaultText.read(fault, FaultText.Usual.NONE))
                .toList();
        return ChaosProxy.start(ChaosPlan.to("127.0.0.1:" + server.port(), rules, 1));
    }

    private static Socket connect(ChaosProxy proxy) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static byte[] echoed(Socket socket, byte[] sent, int count) throws IOException {
        socket.getOutputStream().write(sent);
        return socket.getInputStream().readNBytes(count);
    }

    /** The moment a fault has been logged; whatever is sent behind it is struck. */
    private static void awaitStruck(ChaosProxy proxy) {
        await().until(() -> !proxy.faults().isEmpty());
    }

    @Test
    void withoutFaultsEveryByteAndBothEndsPass() throws Exception {
        byte[] much = new byte[3 << 20];
        new Random(1).nextBytes(much);
        try (ChaosProxy proxy = proxy();
                Socket socket = connect(proxy)) {
            CompletableFuture<byte[]> back = CompletableFuture.supplyAsync(() -> read(socket));
            socket.getOutputStream().write(much);
            socket.shutdownOutput();

            assertThat(back.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo(much);
            assertThat(server.endings()).containsExactly("end");
            assertThat(proxy.faults()).isEmpty();
        }
    }

    private static byte[] read(Socket socket) {
        try {
            return socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"latency=150ms/up", "latency=150ms/down", "latency=75ms", "stall=150ms", "bandwidth=220/down"})
    void whatIsDelayedComesWhole(String fault) throws Exception {
        try (ChaosProxy proxy = proxy(fault);
                Socket socket = connect(proxy)) {
            awaitStruck(proxy);
            long fromNanos = fault.startsWith("stall") ? proxy.faults().get(0).nanos() : System.nanoTime();

            assertThat(echoed(socket, WORDS, WORDS.length)).isEqualTo(WORDS);
            assertThat(System.nanoTime() - fromNanos).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(140));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jitter=40ms", "slice=3"})
    void whatIsShakenOrSlicedComesWholeAndInOrder(String fault) throws Exception {
        try (ChaosProxy proxy = proxy(fault);
                Socket socket = connect(proxy)) {
            awaitStruck(proxy);
            for (int i = 0; i < 20; i++) {
                assertThat(echoed(socket, WORDS, WORDS.length)).isEqualTo(WORDS);
            }
        }
    }

    @Test
    void whoIsDeafFillsTheSendersBuffers() throws Exception {
        byte[] more = new byte[16 << 20]; // than buffers of both ends and the proxy hold
        try (ChaosProxy proxy = proxy("deaf=700ms/up");
                Socket socket = connect(proxy)) {
            awaitStruck(proxy);
            CompletableFuture<byte[]> back = CompletableFuture.supplyAsync(() -> read(socket));
            socket.getOutputStream().write(more);
            long struckNanos = proxy.faults().get(0).nanos();
            long writtenMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - struckNanos);
            socket.shutdownOutput();

            assertThat(writtenMillis)
                    .as("when the sender could write again, from the fault on")
                    .isGreaterThan(600);
            assertThat(back.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).hasSize(more.length);
        }
    }

    @Test
    void aHalfCloseEndsOneWayAndLeavesTheOther() throws Exception {
        try (ChaosProxy proxy = proxy("half-close/down");
                Socket socket = connect(proxy)) {
            assertThat(socket.getInputStream().read()).as("the end").isEqualTo(-1);
            socket.getOutputStream().write(WORDS);
            socket.shutdownOutput();
            await().until(() -> server.endings().contains("end"));
        }
    }

    @Test
    void aResetIsOneForBothEnds() throws Exception {
        try (ChaosProxy proxy = proxy("reset@50ms");
                Socket socket = connect(proxy)) {
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            await().until(() -> server.endings().contains("broken"));
        }
    }

    @Test
    void aResetUpIsAnOrderlyEndForTheClient() throws Exception {
        try (ChaosProxy proxy = proxy("reset@50ms/up");
                Socket socket = connect(proxy)) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            await().until(() -> server.endings().contains("broken"));
        }
    }

    @Test
    void whatIsTruncatedEndsBehindSoManyBytes() throws Exception {
        try (ChaosProxy proxy = proxy("truncate=7/down");
                Socket socket = connect(proxy)) {
            awaitStruck(proxy);
            socket.getOutputStream().write(WORDS);

            assertThat(socket.getInputStream().readAllBytes()).isEqualTo(Arrays.copyOf(WORDS, 7));
        }
    }

    @Test
    void whatIsDuplicatedComesTwice() throws Exception {
        try (ChaosProxy proxy = proxy("duplicate/up");
                Socket socket = connect(proxy)) {
            awaitStruck(proxy);
            byte[] twice = echoed(socket, WORDS, 2 * WORDS.length);

            assertThat(Arrays.copyOf(twice, WORDS.length)).isEqualTo(WORDS);
            assertThat(Arrays.copyOfRange(twice, WORDS.length, twice.length)).isEqualTo(WORDS);
            assertThat(echoed(socket, WORDS, WORDS.length)).as("once only").isEqualTo(WORDS);
        }
    }

    @Test
    void garbageChangesBytesAndNotTheirNumber() throws Exception {
        try (ChaosProxy proxy = proxy("garbage=1/down");
                Socket socket = connect(proxy)) {
            awaitStruck(proxy);
            byte[] spoilt = echoed(socket, WORDS, WORDS.length);
            int changed = 0;
            for (int i = 0; i < WORDS.length; i++) {
                changed += spoilt[i] == WORDS[i] ? 0 : 1;
            }

            assertThat(changed).isEqualTo(1);
            assertThat(echoed(socket, WORDS, WORDS.length)).as("once only").isEqualTo(WORDS);
        }
    }

    @Test
    void insertedBytesComeBeforeTheOthers() throws Exception {
        try (ChaosProxy proxy = proxy("insert=5/down");
                Socket socket = connect(proxy)) {
            awaitStruck(proxy);
            byte[] more = echoed(socket, WORDS, 5 + WORDS.length);

            assertThat(Arrays.copyOfRange(more, 5, more.length)).isEqualTo(WORDS);
        }
    }

    @Test
    void aBlackHoleTakesEverythingAndGivesNothing() throws Exception {
        try (ChaosProxy proxy = proxy("black-hole");
                Socket socket = connect(proxy)) {
            awaitStruck(proxy);
            socket.setSoTimeout(300);
            socket.getOutputStream().write(new byte[4 << 20]);

            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            assertThat(server.endings()).isEmpty();
        }
    }

    @Test
    void whoIsRefusedNeverReachesTheTarget() throws Exception {
        try (ChaosProxy proxy = proxy("refuse");
                Socket socket = connect(proxy)) {
            assertThatThrownBy(() -> {
                        socket.getOutputStream().write(WORDS);
                        assertThat(socket.getInputStream().read()).isEqualTo(-2);
                    })
                    .isInstanceOf(SocketException.class);
            assertThat(server.endings()).isEmpty();
        }
    }

    @Test
    void anOutageBreaksAllAndEnds() throws Exception {
        try (ChaosProxy proxy = proxy("outage=300ms@3s");
                Socket before = connect(proxy)) {
            assertThat(echoed(before, WORDS, WORDS.length)).isEqualTo(WORDS);
            assertThatThrownBy(() -> before.getInputStream().read()).isInstanceOf(SocketException.class);
            await().until(() -> isServed(proxy));

            assertThat(proxy.faults()).extracting(FaultEvent::kind).containsExactly(FaultKind.OUTAGE);
        }
    }

    private static boolean isServed(ChaosProxy proxy) {
        try (Socket socket = connect(proxy)) {
            return Arrays.equals(echoed(socket, WORDS, WORDS.length), WORDS);
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void anUtteranceIsAwaited() throws Exception {
        try (ChaosProxy proxy = proxy("reset/utterance");
                Socket socket = connect(proxy)) {
            assertThat(echoed(socket, WORDS, WORDS.length))
                    .as("words are no sound")
                    .isEqualTo(WORDS);
            assertThat(proxy.faults()).isEmpty();
            socket.getOutputStream().write(new byte[20_000]);

            assertThatThrownBy(() -> socket.getInputStream().readNBytes(30_000)).isInstanceOf(SocketException.class);
            assertThat(proxy.faults()).extracting(FaultEvent::kind).containsExactly(FaultKind.RESET);
        }
    }

    @Test
    void whoIsCutFromOutsideIsReset() throws Exception {
        try (ChaosProxy proxy = proxy();
                Socket socket = connect(proxy)) {
            assertThat(echoed(socket, WORDS, WORDS.length)).isEqualTo(WORDS);
            proxy.takeDown();
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThat(isServed(proxy)).isFalse();
            proxy.restore();
            assertThat(isServed(proxy)).isTrue();
        }
    }

    @Test
    void theSameSeedStrikesTheSameConnections() throws Exception {
        List<Integer> first = struckOf(40, 5);

        assertThat(first).hasSizeBetween(8, 32);
        assertThat(struckOf(40, 5)).isEqualTo(first);
        assertThat(struckOf(40, 6)).isNotEqualTo(first);
    }

    private List<Integer> struckOf(int connections, long seed) throws IOException {
        List<FaultRule> rules = List.of(FaultText.read("duplicate:0.5", FaultText.Usual.NONE));
        try (ChaosProxy proxy = ChaosProxy.start(ChaosPlan.to("127.0.0.1:" + server.port(), rules, seed))) {
            for (int i = 0; i < connections; i++) {
                try (Socket socket = connect(proxy)) {
                    echoed(socket, WORDS, WORDS.length);
                }
            }
            return proxy.faults().stream().map(FaultEvent::connection).toList();
        }
    }

    @Test
    void aServerThatAnswersToItsOwnNameIsAskedByIt() throws Exception {
        List<FaultRule> none = List.of();
        try (ChaosProxy proxy = ChaosProxy.start(ChaosPlan.to("ws://127.0.0.1:" + server.port() + "/v0/evi", none, 1));
                Socket socket = connect(proxy)) {
            String asked = "GET / HTTP/1.1\r\nhost: somebody:1\r\nX: y\r\n\r\nbody";
            String named = "GET / HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\nX: y\r\n\r\nbody";
            byte[] back = echoed(socket, asked.getBytes(StandardCharsets.US_ASCII), named.length());

            assertThat(new String(back, StandardCharsets.US_ASCII)).isEqualTo(named);
        }
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        ChaosPlan plan = ChaosPlan.to("127.0.0.1:9", List.of(), 1).listeningOn("127.0.0.1", server.port());
        assertThatThrownBy(() -> ChaosProxy.start(plan))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(":" + server.port());
    }
}
