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
import dev.trunkline.lab.phone.HungUpBy;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.testing.SideBySide;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rolling update: the node that has the call drains, and whatever Twilio asks is asked of a new one that knows no call. */
@SideBySide
class AnotherNodeIsAskedIT {

    private static final int RATE_HZ = 24_000;
    private static final Duration HOUR = Duration.ofHours(1);

    private final CompletableFuture<ScriptedEvi.Chat> talking = new CompletableFuture<>();
    private final List<JsonNode> sessions = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> noHurry = new CompletableFuture<>();
    private ScriptedEvi evi;
    private Balancer balancer;
    private SimulatedCarrier carrier;
    private Trunkline old;
    private Trunkline fresh;
    private boolean answered; // on the loop of EVI

    @BeforeEach
    void start() throws Exception {
        evi = new ScriptedEvi(this::onMessage);
        balancer = new Balancer();
        carrier = SimulatedCarrier.start(
                CarrierSettings.local().withAccount(CarrierSettings.SOME_ACCOUNT, WholeLine.TOKEN));
    }

    @AfterEach
    void stop() {
        carrier.close();
        old.close();
        fresh.close();
        balancer.close();
        evi.close();
    }

    private void serve(boolean withRest) throws Exception {
        old = node(withRest);
        fresh = node(withRest);
        balancer.send(old.port());
    }

    private Trunkline node(boolean withRest) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "EVI_URL",
                evi.uri().toString(),
                "TRUNKLINE_PORT",
                "0",
                "TRUNKLINE_BIND",
                "127.0.0.1",
                "TWILIO_AUTH_TOKEN",
                WholeLine.TOKEN,
                "TRUNKLINE_PUBLIC_URL",
                "http://localhost:" + balancer.port()));
        if (withRest) {
            environment.put("TWILIO_ACCOUNT_SID", CarrierSettings.SOME_ACCOUNT);
            environment.put(
                    "TWILIO_API_BASE_URL",
                    "http://localhost:" + carrier.restUrl().getPort());
        }
        return Trunkline.start(ConfigReader.read(environment, null));
    }

    private CompletableFuture<PhoneRecord> call(CallerStep... steps) throws Exception {
        PhoneCall call = PhoneCall.to(
                        URI.create("http://localhost:" + balancer.port() + "/twilio/voice"),
                        CallerScript.of(steps).withPatience(6_000))
                .withMaxDuration(TimeUnit.SECONDS.toMillis(WholeLine.CALL_SECONDS));
        CompletableFuture<PhoneRecord> record = carrier.place(call);
        talking.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
        return record;
    }

    private CompletableFuture<Boolean> drain(Duration atMost) {
        balancer.send(fresh.port());
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return old.drain(atMost, noHurry);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task, "drain").start());
        await().until(() -> old.isDraining());
        return drained;
    }

    private void sayGoodbye() {
        ScriptedEvi.Chat chat = talking.join();
        chat.after(0, () -> {
            chat.speak("bye", "Goodbye", tone(), RATE_HZ);
            chat.callTool("tool-1", "hang_up", "{}");
        });
    }

    @Test
    void withRestAGoodbyeIsTheEnd() throws Exception {
        serve(true);
        CompletableFuture<PhoneRecord> call = call();
        CompletableFuture<Boolean> drained = drain(HOUR);

        sayGoodbye();
        PhoneRecord phone = call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);

        assertThat(phone.streams()).hasSize(1);
        assertThat(phone.ending().hungUpBy()).isEqualTo(HungUpBy.AGENT);
        assertThat(WholeLine.complaints(phone)).isEmpty();
        assertThat(evi.chats()).hasSize(1);
        assertThat(drained.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void withRestWhoIsMovedIsInTheSameConversation() throws Exception {
        serve(true);
        CompletableFuture<PhoneRecord> call = call(new CallerStep.Pause(60_000));

        drain(Duration.ZERO);
        await().atMost(Duration.ofSeconds(20)).until(() -> sessions.size() >= 2);
        carrier.hangUpCallers();
        PhoneRecord phone = call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);

        assertThat(phone.streams()).hasSize(2);
        assertThat(evi.chats()).hasSize(2);
        assertThat(evi.chats().get(1).request().queryValue("resumed_chat_group_id"))
                .isEqualTo("group-1");
        assertThat(sessions.get(1).path("context").path("text").asText()).contains("do not greet");
    }

    @Test
    void withoutRestNobodyIsGreetedAgainAndNobodyIsLost() throws Exception {
        serve(false);
        CompletableFuture<PhoneRecord> call = call(
                new CallerStep.AwaitAgent(300, 5_000),
                new CallerStep.Pause(4_000),
                new CallerStep.Say("are you there", Sound.speech(Sound.tone(853, 8_000, 300, 12_000), 8_000)),
                new CallerStep.AwaitAgent(500, 6_000),
                new CallerStep.HangUp());
        CompletableFuture<Boolean> drained = drain(HOUR);

        sayGoodbye();
        PhoneRecord phone = call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);

        assertThat(phone.streams()).hasSize(2);
        assertThat(WholeLine.complaints(phone)).isEmpty();
        assertThat(sessions.get(1).path("context").path("text").asText()).contains("do not greet");
        assertThat(evi.chats().get(1).request().queryValue("resumed_chat_group_id"))
                .isNull();
        // The new node's EVI greets by configuration; the caller hears the answer to what he says, and nothing before.
        assertThat(heardOf(fresh, phone)).containsExactly("are you there", "here I am");
        assertThat(drained.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private static List<String> heardOf(Trunkline node, PhoneRecord phone) throws Exception {
        return WholeLine.recordOn(node, phone.callSid()).path("transcript").findValuesAsText("heardText").stream()
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        String type = message.path("type").asText();
        if (type.equals("session_settings")) {
            sessions.add(message);
            chat.speak("greeting", "Hello, thank you for calling", tone(), RATE_HZ);
            chat.endTurn();
            talking.complete(chat);
        } else if (type.startsWith("tool_")) {
            chat.endTurn();
        } else if (chat.number() == 2 && type.equals("audio_input") && isLoud(message) && !answered) {
            answered = true;
            chat.understood("are you there");
            chat.speak("answer", "here I am", tone(), RATE_HZ);
            chat.endTurn();
        }
    }

    private static boolean isLoud(JsonNode message) {
        float[] samples = ScriptedEvi.linear16(message);
        return Sound.loudest(samples, 0, samples.length) > 5_000;
    }

    private static float[] tone() {
        return Sound.tone(1_013, RATE_HZ, 400, 12_000);
    }
}
