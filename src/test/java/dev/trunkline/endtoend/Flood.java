package dev.trunkline.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.net.http.RawPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everything that peers can do to a bridge at once, until it is ended. */
final class Flood {

    private static final Pattern STREAM = Pattern.compile("url=\"(ws://[^\"]++)\"");
    private static final int SILENT_PEERS = 150;
    private static final int GREEDY_PEERS = 25;
    private static final int DEAF_PEERS = 40;
    private static final int RUBBISH_FRAMES = 100;
    private static final int RINGS_AT_ONCE = 20;
    private static final int FLOODED_SECONDS = 15;
    private static final byte[] PART_OF_A_BODY = "x".repeat(900_000).getBytes(ISO_8859_1);
    private static final String RUBBISH =
            "{\"event\":\"media\",\"media\":{\"payload\":\"" + "!".repeat(60_000) + "\"}}";

    private final URI webhook;
    private final HttpClient http = HttpClient.newHttpClient();
    private final CountDownLatch calm = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger peers = new AtomicInteger();
    private final AtomicInteger flooded = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();

    /** What somebody who rang was answered, and how soon. */
    private record Answer(int status, String twiml, long millis) {
        boolean isStream() {
            return twiml.contains("<Stream");
        }

        boolean isWords() {
            return twiml.contains("<Say") || twiml.contains("<Play");
        }
    }

    /** Does something once, and gives up what it has begun. */
    private interface Attack {
        void strike() throws Exception;
    }

    private Flood(URI webhook) {
        this.webhook = webhook;
    }

    /** Begins. */
    static Flood of(URI webhook, SimulatedCarrier carrier, int floodedCalls) {
        Flood flood = new Flood(webhook);
        for (int i = 0; i < floodedCalls; i++) {
            String from = FloodingEvi.FLOODED + (5_551_000 + i);
            flood.again(() -> flood.beFlooded(carrier, from));
        }
        flood.again(() -> flood.holdOpen(SILENT_PEERS, 0, ""));
        flood.again(() -> flood.holdOpen(SILENT_PEERS, 0, "POST /twilio/voice HTTP/1.1\r\nHost: x\r\n"));
        flood.again(() -> flood.holdOpen(DEAF_PEERS, 1_024, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        flood.again(() -> flood.holdOpen(DEAF_PEERS, 1_024, "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        flood.again(flood::beGreedy);
        flood.again(flood::streamRubbish);
        flood.again(flood::ringTogether);
        return flood;
    }

    private void again(Attack attack) {
        threads.execute(() -> {
            try {
                while (!calm.await(200, TimeUnit.MILLISECONDS)) {
                    strike(attack);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void strike(Attack attack) throws InterruptedException {
        try {
            attack.strike();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // Whoever behaves so is closed: that is as it should be.
        }
    }

    private void beFlooded(SimulatedCarrier carrier, String from) throws Exception {
        PhoneRecord phone = carrier.place(FloodedForMinutesIT.caller(webhook, from, FLOODED_SECONDS))
                .get(2 * FLOODED_SECONDS, TimeUnit.SECONDS);
        flooded.addAndGet(phone.streams().isEmpty() ? 0 : 1);
    }

    /** Sockets that begin with {@code text}, say nothing more, and read nothing. */
    private void holdOpen(int count, int receiveBytes, String text) throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                Socket socket = new Socket();
                open.add(socket);
                if (receiveBytes > 0) {
                    socket.setReceiveBufferSize(receiveBytes);
                }
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), webhook.getPort()), 5_000);
                socket.getOutputStream().write(text.getBytes(ISO_8859_1));
                peers.incrementAndGet();
            }
            calm.await(4, TimeUnit.SECONDS);
        } finally {
            close(open);
        }
    }

    /** Bodies that are nearly as long as they may be, and never whole. */
    private void beGreedy() throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < GREEDY_PEERS; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), webhook.getPort());
                open.add(socket);
                sendAsMuchAsIsTaken(socket);
                peers.incrementAndGet();
            }
            calm.await(3, TimeUnit.SECONDS);
        } finally {
            close(open);
        }
    }

    private static void sendAsMuchAsIsTaken(Socket socket) {
        try {
            socket.getOutputStream()
                    .write("POST /twilio/voice HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n"
                            .getBytes(ISO_8859_1));
            socket.getOutputStream().write(PART_OF_A_BODY);
        } catch (IOException e) {
            // Closed meanwhile; the next one does the same.
        }
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket each : sockets) {
            each.close();
        }
    }

    /** A stream that was let in, and says nothing but frames of rubbish as long as they may be. */
    private void streamRubbish() throws Exception {
        Answer answer = ring();
        Matcher stream = STREAM.matcher(answer.twiml());
        if (!stream.find()) {
            return;
        }
        URI url = URI.create(stream.group(1));
        try (RawPeer peer = new RawPeer(webhook.getPort())) {
            peer.send(RawPeer.upgrade(
                    url.getPath(), "X-Twilio-Signature: " + Signed.webhook(WholeLine.TOKEN, url, Map.of()) + "\r\n"));
            assertThat(peer.readHead()).contains(" 101 ");
            for (int i = 0; i < RUBBISH_FRAMES; i++) {
                peer.sendFrame(0x81, RUBBISH);
            }
            peers.incrementAndGet();
        }
    }

    private void ringTogether() throws Exception {
        List<CompletableFuture<?>> rings = new ArrayList<>();
        for (int i = 0; i < RINGS_AT_ONCE; i++) {
            rings.add(CompletableFuture.runAsync(this::ringIfItCan, threads));
        }
        CompletableFuture.allOf(rings.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        calm.await(1, TimeUnit.SECONDS);
    }

    private void ringIfItCan() {
        try {
            ring();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            unanswered.add(e.toString());
        }
    }

    private Answer ring() throws Exception {
        Map<String, String> form = Map.of(
                "CallSid",
                String.format(Locale.ROOT, "CA%032x", calls.incrementAndGet()),
                "From",
                "+1212555" + (1_000 + calls.get() % 9_000),
                "To",
                "+18005550199",
                "CallStatus",
                "ringing");
        HttpRequest request = HttpRequest.newBuilder(webhook)
                .timeout(Duration.ofSeconds(15)) // as long as Twilio waits
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", Signed.webhook(WholeLine.TOKEN, webhook, form))
                .POST(HttpRequest.BodyPublishers.ofString(Signed.body(form)))
                .build();
        long sentNanos = System.nanoTime();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        Answer answer = new Answer(
                response.statusCode(), response.body(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sentNanos));
        answers.add(answer);
        return answer;
    }

    /** Nobody does anything any more; what was begun comes to its end. */
    void end() throws InterruptedException {
        calm.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    String figures() {
        long[] millis = answers.stream().mapToLong(Answer::millis).sorted().toArray();
        return "rang " + millis.length + ", of them let in "
                + answers.stream().filter(Answer::isStream).count() + ", not answered " + unanswered.size()
                + ", answered within p50 " + at(millis, 0.5) + ", p99 " + at(millis, 0.99) + ", at most "
                + at(millis, 1) + " ms; peers that hold, hoard or rave " + peers + ", flooded calls " + flooded;
    }

    private static long at(long[] sorted, double share) {
        return sorted.length == 0 ? -1 : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }

    /** Each who rang was let in or told why not, while Twilio still waited. */
    void assertThatAllHeardWords() {
        assertThat(unanswered).isEmpty();
        assertThat(answers).isNotEmpty().allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.isStream() || answer.isWords()).as(answer.twiml()).isTrue();
        });
        assertThat(answers).anyMatch(answer -> !answer.isStream());
        assertThat(peers.get()).isPositive();
        assertThat(flooded.get()).isPositive();
    }
}
