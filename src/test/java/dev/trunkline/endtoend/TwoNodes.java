package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.app.Trunkline;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.lab.carrier.twiml.Callee;
import dev.trunkline.lab.chaos.ChaosPlan;
import dev.trunkline.lab.chaos.ChaosProxy;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.testing.RedisProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Two bridges, one Redis, one Twilio, and a balancer that sends everything to the first until it is told otherwise. */
final class TwoNodes implements AutoCloseable {

    static final int RATE_HZ = 24_000;
    private static final String ROUTES =
            "routes: [{name: default, numbers: ['*'], destinations: [{name: billing, number: '+15550100001', description: bills}]}]\n";

    private final HttpClient http = HttpClient.newHttpClient();
    final List<JsonNode> sessions = new CopyOnWriteArrayList<>();
    final CompletableFuture<ScriptedEvi.Chat> talking = new CompletableFuture<>();
    final RedisProcess redis;

    /** What the first node reaches Redis through. */
    final ChaosProxy wire;

    final ScriptedEvi evi;
    final Balancer balancer;
    final SimulatedCarrier carrier;
    final Trunkline a;
    final Trunkline b;

    TwoNodes() throws Exception {
        redis = RedisProcess.start();
        wire = ChaosProxy.start(ChaosPlan.to(redis.uri().toString(), List.of(), 1));
        evi = new ScriptedEvi(this::onMessage);
        balancer = new Balancer();
        carrier = SimulatedCarrier.start(
                CarrierSettings.local().withAccount(CarrierSettings.SOME_ACCOUNT, WholeLine.TOKEN));
        a = node("redis://127.0.0.1:" + wire.port());
        b = node(redis.url());
        balancer.send(a.port());
    }

    private Trunkline node(String redisUrl) throws Exception {
        Path routes = Files.createTempFile("routes", ".yaml");
        Files.writeString(routes, ROUTES);
        return Trunkline.start(ConfigReader.read(
                Map.of(
                        "EVI_URL",
                        evi.uri().toString(),
                        "TRUNKLINE_PORT",
                        "0",
                        "TRUNKLINE_BIND",
                        "127.0.0.1",
                        "TWILIO_AUTH_TOKEN",
                        WholeLine.TOKEN,
                        "TRUNKLINE_PUBLIC_URL",
                        "http://localhost:" + balancer.port(),
                        "REDIS_URL",
                        redisUrl),
                routes));
    }

    private void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        String type = message.path("type").asText();
        if (type.equals("session_settings")) {
            sessions.add(message);
            if (chat.request().queryValue("resumed_chat_group_id") == null) {
                chat.speak("greeting-" + chat.number(), "Hello", tone(), RATE_HZ);
                chat.endTurn();
            }
            talking.complete(chat);
        } else if (type.startsWith("tool_")) {
            chat.endTurn();
        }
    }

    static float[] tone() {
        return Sound.tone(1_013, RATE_HZ, 300, 12_000);
    }

    /** A call whose agent talks, and of which Redis knows. */
    CompletableFuture<PhoneRecord> call(Callee callee, CallerStep... steps) throws Exception {
        CompletableFuture<PhoneRecord> record = place(callee, steps);
        await().until(() -> redis.ask("DBSIZE").matches(":[2-9]")); // the call, and the token that it came with
        return record;
    }

    /** A call whose agent talks. */
    CompletableFuture<PhoneRecord> place(Callee callee, CallerStep... steps) throws Exception {
        PhoneCall call = PhoneCall.to(
                        URI.create("http://localhost:" + balancer.port() + "/twilio/voice"),
                        CallerScript.of(steps).withPatience(8_000))
                .withMaxDuration(TimeUnit.SECONDS.toMillis(WholeLine.CALL_SECONDS))
                .withCallees(Map.of(Callee.EVERYBODY_ELSE, callee));
        CompletableFuture<PhoneRecord> record = carrier.place(call);
        talking.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
        return record;
    }

    void resumedOnce() {
        assertThat(evi.chats().get(0).request().queryValue("resumed_chat_group_id"))
                .isNull();
        assertThat(evi.chats().get(1).request().queryValue("resumed_chat_group_id"))
                .isEqualTo("group-1");
    }

    String metricsOf(Trunkline node) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(node.adminUrl().resolve("/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    static Map<String, String> voice(String callSid) {
        return Map.of("CallSid", callSid, "From", "+14155550100", "To", "+18005550199");
    }

    String ask(Trunkline node, String path, Map<String, String> form) throws Exception {
        URI signed = URI.create("http://localhost:" + balancer.port() + path);
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
                                .timeout(Duration.ofSeconds(30))
                                .header("X-Twilio-Signature", Signed.webhook(WholeLine.TOKEN, signed, form))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(Signed.body(form)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() {
        carrier.close();
        a.close();
        b.close();
        balancer.close();
        evi.close();
        wire.close();
        redis.close();
    }
}
