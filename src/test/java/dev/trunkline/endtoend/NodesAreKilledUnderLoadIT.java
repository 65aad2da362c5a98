package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.testing.FreePort;
import dev.trunkline.testing.RedisProcess;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bridges as operators run them, behind a real HAProxy, are killed with -9 under load: {@code -Dtrunkline.long.calls=100} for each
 * node. Prints what it has measured.
 */
@Tag("long")
class NodesAreKilledUnderLoadIT {

    private static final int RATE_HZ = 8_000;
    private static final int CALLS = Integer.getInteger("trunkline.long.calls", 100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ConcurrentMap<String, List<Heard>> chatsOfCalls = new ConcurrentHashMap<>();
    private final List<AutoCloseable> running = new ArrayList<>();
    private ScriptedEvi evi;
    private SimulatedCarrier carrier;
    private int front;

    @TempDir
    private Path folder;

    /** One chat of a call, and when it was spoken to. */
    private static final class Heard {
        private final String resumed;
        private final String group;
        private volatile long firstNanos;
        private volatile long lastNanos;

        Heard(String resumed, String group) {
            this.resumed = resumed;
            this.group = group;
        }
    }

    private final Map<Integer, Heard> chats = new ConcurrentHashMap<>();

    @BeforeEach
    void start() throws Exception {
        evi = new ScriptedEvi(this::onMessage, this::onOpen);
        carrier = SimulatedCarrier.start(
                CarrierSettings.local().withAccount(CarrierSettings.SOME_ACCOUNT, WholeLine.TOKEN));
        front = FreePort.find();
    }

    @AfterEach
    void stop() throws Exception {
        carrier.close();
        for (AutoCloseable each : running) {
            each.close();
        }
        evi.close();
    }

    private void onOpen(ScriptedEvi.Chat chat) {
        String resumed = chat.request().queryValue("resumed_chat_group_id");
        String group = resumed == null ? "group-" + chat.number() : resumed;
        chats.put(chat.number(), new Heard(resumed, group));
        chat.send(JsonNodeFactory.instance
                .objectNode()
                .put("type", "chat_metadata")
                .put("chat_id", "chat-" + chat.number())
                .put("chat_group_id", group));
    }

    private void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        Heard heard = chats.get(chat.number());
        if (message.path("type").asText().equals("session_settings") && message.has("custom_session_id")) {
            chatsOfCalls
                    .computeIfAbsent(
                            message.path("custom_session_id").asText(),
                            sid -> new java.util.concurrent.CopyOnWriteArrayList<>())
                    .add(heard);
            talk(chat, 0);
        } else if (message.path("type").asText().equals("audio_input")) {
            heard.lastNanos = System.nanoTime();
            if (heard.firstNanos == 0) {
                heard.firstNanos = heard.lastNanos;
            }
        }
    }

    /** Half a second of sound every half second, without an end. */
    private static void talk(ScriptedEvi.Chat chat, int sentence) {
        chat.speak("s" + sentence, "la", Sound.tone(500, RATE_HZ, 500, 12_000), RATE_HZ);
        chat.after(500, () -> talk(chat, sentence + 1));
    }

    private BridgeProcess bridge(int port, Map<String, String> further) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "EVI_URL",
                evi.uri().toString(),
                "TRUNKLINE_PORT",
                Integer.toString(port),
                "TRUNKLINE_BIND",
                "127.0.0.1",
                "TWILIO_AUTH_TOKEN",
                WholeLine.TOKEN,
                "TRUNKLINE_ADMIN_PORT",
                "0",
                "TRUNKLINE_MAX_CALLS",
                "1000",
                "TRUNKLINE_PUBLIC_URL",
                "http://localhost:" + front));
        environment.putAll(further);
        BridgeProcess bridge = BridgeProcess.start(environment, "serve");
        running.add(bridge);
        bridge.webhook();
        return bridge;
    }

    private void haproxy(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("haproxy.cfg"), text);
        Process process = new ProcessBuilder("haproxy", "-db", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        running.add(0, process::destroyForcibly);
        await().ignoreExceptions().until(() -> {
            new Socket(InetAddress.getLoopbackAddress(), front).close();
            return true;
        });
    }

    private List<CompletableFuture<PhoneRecord>> place(int calls) {
        List<CompletableFuture<PhoneRecord>> records = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            PhoneCall call = PhoneCall.to(
                            URI.create("http://localhost:" + front + "/twilio/voice"),
                            CallerScript.of(new CallerStep.Pause(600_000)))
                    .withMaxDuration(TimeUnit.MINUTES.toMillis(5));
            records.add(carrier.place(call));
            awaitTalking(records, i - 9); // no crowd at the door
        }
        awaitTalking(records, calls);
        return records;
    }

    private void awaitTalking(List<CompletableFuture<PhoneRecord>> records, int calls) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (CompletableFuture<PhoneRecord> each : records) {
                assertThat(
                                each.isDone()
                                        ? each.join().carrier() + " "
                                                + each.join().streams()
                                        : "on")
                        .isEqualTo("on");
            }
            assertThat(chatsOfCalls.size()).isGreaterThanOrEqualTo(calls);
        });
    }

    /** All calls are in their second chat, and have been for a while. */
    private void awaitResumed(long resumed) {
        await().atMost(PATIENCE)
                .until(() -> chatsOfCalls.values().stream()
                                .filter(each -> each.size() >= 2)
                                .count()
                        >= resumed);
        long since = System.nanoTime();
        await().atMost(PATIENCE).until(() -> System.nanoTime() - since > TimeUnit.SECONDS.toNanos(4));
    }

    private void judge(String what, List<CompletableFuture<PhoneRecord>> calls, long atLeastMoved, long p95Millis)
            throws Exception {
        carrier.hangUpCallers();
        List<Long> silences = new ArrayList<>();
        int moved = 0;
        int overlaps = 0;
        for (CompletableFuture<PhoneRecord> each : calls) {
            PhoneRecord phone = each.get(60, TimeUnit.SECONDS);
            assertThat(phone.ending().status()).isEqualTo("completed");
            List<Heard> heard = chatsOfCalls.get(phone.callSid());
            assertThat(heard.get(0).resumed).isNull();
            if (phone.streams().size() > 1) {
                moved++;
                assertThat(heard.subList(1, heard.size()))
                        .allSatisfy(later -> assertThat(later.resumed).isEqualTo(heard.get(0).group));
                for (int i = 1; i < heard.size(); i++) {
                    overlaps += heard.get(i).firstNanos != 0 && heard.get(i - 1).lastNanos > heard.get(i).firstNanos
                            ? 1
                            : 0;
                }
                silences.add(longestSilenceMillis(phone));
            }
        }
        silences.sort(null);
        long p95 = silences.isEmpty() ? 0 : silences.get((int) Math.ceil(0.95 * silences.size()) - 1);
        System.out.printf(
                "%s: %d calls, %d moved, all in their chat group, silence p50 %d p95 %d max %d ms, heard from two nodes at once: %d%n",
                what,
                calls.size(),
                moved,
                silences.isEmpty() ? 0 : silences.get(silences.size() / 2),
                p95,
                silences.isEmpty() ? 0 : silences.get(silences.size() - 1),
                overlaps);
        assertThat(moved).isGreaterThanOrEqualTo((int) atLeastMoved);
        assertThat(overlaps).isZero();
        assertThat(p95).isLessThanOrEqualTo(p95Millis);
    }

    private static long longestSilenceMillis(PhoneRecord phone) {
        List<PhoneRecord.Span> segments = phone.conversation().agentSegments();
        long longest = 0;
        for (int i = 1; i < segments.size(); i++) {
            longest = Math.max(
                    longest, segments.get(i).startMillis() - segments.get(i - 1).endMillis());
        }
        return longest;
    }

    /** With STOP it is as with a host that loses its power: nothing is closed, and HAProxy must notice. */
    @ParameterizedTest
    @CsvSource({"KILL, 2500", "STOP, 13000"})
    void oneOfTwoNodesBehindHaproxyWithRedis(String signal, long p95Millis) throws Exception {
        RedisProcess redis = RedisProcess.start();
        running.add(redis);
        int portA = FreePort.find();
        int portB = FreePort.find();
        Map<String, String> shared = Map.of("REDIS_URL", redis.url());
        BridgeProcess a = bridge(portA, shared);
        bridge(portB, shared);
        haproxy(Files.readString(Path.of("deploy/haproxy-shared.cfg"))
                .replace("stats socket /run/haproxy/admin.sock mode 600 level admin", "maxconn 4000")
                .replace("127.0.0.1:9000", "127.0.0.1:" + front)
                .replace("127.0.0.1:8080", "127.0.0.1:" + portA)
                .replace("127.0.0.1:8180", "127.0.0.1:" + portB));
        List<CompletableFuture<PhoneRecord>> calls = place(2 * CALLS);

        a.signal(signal);
        awaitResumed(CALLS * 8 / 10); // HAProxy has shared them out, not quite evenly

        judge("one of two nodes gets " + signal, calls, CALLS * 8 / 10, p95Millis);
    }

    @Test
    void theOnlyNodeWithAJournalAndStartedAgain() throws Exception {
        int port = FreePort.find();
        Map<String, String> own =
                Map.of("TRUNKLINE_DATA_DIR", folder.resolve("data").toString());
        BridgeProcess first = bridge(port, own);
        haproxy(Stream.of(
                        "global",
                        "    maxconn 4000",
                        "defaults",
                        "    mode http",
                        "    timeout connect 1s",
                        "    timeout client 30s",
                        "    timeout server 30s",
                        "    timeout tunnel 1m",
                        "listen twilio",
                        "    bind 127.0.0.1:" + front,
                        "    retries 12",
                        "    server only 127.0.0.1:" + port,
                        "")
                .reduce("", (all, line) -> all + line + "\n"));
        List<CompletableFuture<PhoneRecord>> calls = place(CALLS);

        first.signal("KILL");
        bridge(port, own);
        awaitResumed(CALLS);

        judge("the only node killed and started again", calls, CALLS, 14_000); // Twilio waits for 15 s
    }
}
