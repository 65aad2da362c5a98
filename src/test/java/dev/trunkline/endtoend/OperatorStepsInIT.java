package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.audio.Tones;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.phone.PhoneRecord;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person listens to a call, takes it over with a microphone, and hands it back, over real sockets. */
class OperatorStepsInIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int AGENT_HZ = 1_013;
    private static final int CALLER_HZ = 613;
    private static final int OPERATOR_HZ = 1_747;
    private static final int RATE_HZ = 24_000;
    private static final int CALLER_MILLIS = 12_000;
    private static final int STORY_MILLIS = 14_000;

    private final List<JsonNode> told = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private ScriptedEvi evi;
    private WholeLine line;
    private CompletableFuture<PhoneRecord> phone;
    private String base;

    @BeforeEach
    void call() throws Exception {
        evi = new ScriptedEvi(this::onMessage);
        line = new WholeLine(evi);
        float[] voice = Sound.tone(CALLER_HZ, Sound.PHONE_RATE_HZ, CALLER_MILLIS, 8_000);
        phone = line.carrier()
                .place(line.call(CallerScript.of(
                        new CallerStep.Say("words", Sound.speech(voice, Sound.PHONE_RATE_HZ)),
                        new CallerStep.Pause(8_000),
                        new CallerStep.HangUp())));
        String sid = await().until(() -> line.liveCall().path("callSid").asText(), found -> !found.isEmpty());
        await().until(() -> line.liveCall().path("transcript").size() > 0);
        base = "/api/calls/" + sid;
    }

    /** An agent with a long story. */
    private void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        if (message.path("type").asText().equals("session_settings") && message.has("custom_session_id")) {
            chat.speak("m1", "Once upon a time.", Sound.tone(AGENT_HZ, RATE_HZ, STORY_MILLIS, 8_000), RATE_HZ);
            chat.endTurn();
        } else if (!message.path("type").asText().equals("audio_input")) {
            told.add(message);
        }
    }

    @AfterEach
    void end() {
        line.close();
        evi.close();
    }

    private String post(String path, String body) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(line.adminUrl() + path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body();
    }

    private LiveSocket open(String action) throws Exception {
        return LiveSocket.open(URI.create(
                JSON.readTree(post(base + "/" + action, "")).path("url").asText()));
    }

    private boolean wasTold(String type) {
        return told.stream().anyMatch(message -> message.path("type").asText().equals(type));
    }

    @Test
    void bothVoicesAreHeardByWhoListens() throws Exception {
        try (LiveSocket listener = open("listen")) {
            JsonNode first = listener.awaitMessage(
                    message -> message.path("type").asText().equals("call"));
            assertThat(first.path("record").path("transcript").findValuesAsText("text"))
                    .contains("Once upon a time.");
            await().until(() -> listener.heard(0).length > 8_000 && listener.heard(1).length > 8_000);

            assertThat(dev.trunkline.testing.Tones.amplitude(last(listener.heard(0)), 8_000, CALLER_HZ))
                    .isCloseTo(8_000, within(500.0));
            assertThat(dev.trunkline.testing.Tones.amplitude(last(listener.heard(1)), 8_000, AGENT_HZ))
                    .isCloseTo(8_000, within(500.0));
            assertThat(listener.heard(2)).isEmpty();
        }
    }

    @Test
    void thePersonIsHeardAndTheAgentIsNotUntilItHasTheCallerBack() throws Exception {
        try (LiveSocket listener = open("listen");
                LiveSocket person = open("takeover")) {
            listener.awaitAction("take_over");
            await().until(() -> wasTold("pause_assistant_message"));
            person.speak(Tones.toMuLaw(Sound.tone(OPERATOR_HZ, Sound.PHONE_RATE_HZ, 2_000, 8_000)));
            await().until(() -> listener.heard(2).length >= 15_000);
            post(base + "/release", "{\"note\":\"Ten percent were promised.\"}");
            listener.awaitAction("release");
        }
        await().until(() -> wasTold("resume_assistant_message"));
        assertThat(told)
                .filteredOn(message -> message.path("type").asText().equals("session_settings"))
                .singleElement()
                .satisfies(settings -> assertThat(settings.at("/context/text").asText())
                        .contains("handed the caller back", "Ten percent were promised."));

        PhoneRecord record = phone.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
        short[] heard = record.audio().agentSamples();
        long agentMillis = soundingMillis(heard, AGENT_HZ);
        long personMillis = soundingMillis(heard, OPERATOR_HZ);
        assertThat(personMillis).isGreaterThanOrEqualTo(1_000);
        if (!Hum.isMachineTooBusy(record)) {
            assertThat(personMillis).isBetween(1_900L, 2_050L);
        }
        assertThat(agentMillis).isLessThan(STORY_MILLIS - 1_000);
        assertThat(WholeLine.complaints(record)).isEmpty();
    }

    @Test
    void whoseConnectionIsLostHasHandedBackSoonAfter() throws Exception {
        try (LiveSocket listener = open("listen")) {
            LiveSocket person = open("takeover");
            listener.awaitAction("take_over");

            person.close();

            listener.awaitAction("hand_back");
        }
        await().until(() -> wasTold("resume_assistant_message"));
    }

    @Test
    void aSecondPersonIsToldThatTheCallIsTaken() throws Exception {
        String late = JSON.readTree(post(base + "/takeover", "")).path("url").asText();
        try (LiveSocket first = open("takeover")) {
            first.awaitAction("take_over");
            try (LiveSocket second = LiveSocket.open(URI.create(late))) {
                await().until(() -> second.closeCode() != 0);

                assertThat(second.closeCode()).isEqualTo(4_409);
                assertThat(second.closeReason()).contains("release the call first");
            }
        }
    }

    /** The last second. */
    private static short[] last(short[] heard) {
        return Arrays.copyOfRange(heard, heard.length - 8_000, heard.length);
    }

    /** For how long a tone is what is heard. */
    private static long soundingMillis(short[] heard, int hz) {
        long millis = 0;
        for (int at = 0; at + 160 <= heard.length; at += 160) {
            short[] window = Arrays.copyOfRange(heard, at, at + 160);
            millis += dev.trunkline.testing.Tones.amplitude(window, 8_000, hz) > 4_000 ? 20 : 0;
        }
        return millis;
    }
}
