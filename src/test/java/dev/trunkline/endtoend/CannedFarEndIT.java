package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.farend.FarEnd;
import dev.trunkline.lab.farend.FarEndSettings;
import dev.trunkline.lab.farend.Tag;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.speech.Speech;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The far end of measurements is an EVI for the bridge, and obeys what a caller says in tones. */
class CannedFarEndIT {

    private static final int TAG_MILLIS = 100;
    private static final double TAG_AMPLITUDE = 8_000;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"EVI,24000", "EVI,48000", "REALTIME,24000"})
    void tagsThroughTheBridgeAreAnsweredInterruptedAndNoted(Dialect dialect, int rateHz) throws Exception {
        Retake.whenSpoilt(placed -> talkInTags(dialect, rateHz, placed));
    }

    private void talkInTags(Dialect dialect, int rateHz, Consumer<PhoneRecord> placed) throws Exception {
        try (FarEnd farEnd = FarEnd.start(FarEndSettings.local().speaking(rateHz, 2, false));
                WholeLine line = new WholeLine(dialect, farEnd.port(), directory)) {
            PhoneRecord phone = line.carrier().place(line.call(caller())).get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
            placed.accept(phone);
            JsonNode bridge = line.recordOf(phone.callSid());

            assertThat(phone.ending().status()).isEqualTo("completed");
            assertThat(WholeLine.complaints(phone)).isEmpty();
            assertThat(phone.conversation().clears()).hasSize(1);
            assertThat(bridge.path("end").asText()).isEqualTo("caller_hung_up");
            List<JsonNode> agent = new ArrayList<>();
            bridge.path("transcript").forEach(said -> {
                if (said.path("who").asText().equals("agent")) { // the caller is written down in one dialect only
                    agent.add(said);
                }
            });
            assertThat(agent)
                    .extracting(said -> said.path("text").asText() + " "
                            + said.path("interrupted").asBoolean())
                    .containsExactly("Canned speech number 1. true", "Canned speech number 2. false");
            assertThat(agent.get(1).path("heardMillis").asInt())
                    .as("two seconds, and what hung in the filter")
                    .isBetween(2_000, 2_005);
            assertThat(bridge.path("framesRejected")).isEmpty();
            assertNoted(farEnd, dialect);
        }
    }

    private static CallerScript caller() {
        return CallerScript.of(
                new CallerStep.Say("talk", tag(Tag.TALK)),
                new CallerStep.Interrupt("stop", tag(Tag.INTERRUPT), 600, 10_000),
                new CallerStep.Pause(500),
                new CallerStep.Say("talk again", tag(Tag.TALK)),
                new CallerStep.AwaitAgent(500, 10_000),
                new CallerStep.HangUp());
    }

    private static Speech tag(Tag tag) {
        return Sound.speech(
                Sound.tone(tag.frequencyHz(), Sound.PHONE_RATE_HZ, TAG_MILLIS, TAG_AMPLITUDE), Sound.PHONE_RATE_HZ);
    }

    private static void assertNoted(FarEnd farEnd, Dialect dialect) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + farEnd.port() + "/lab/notes");
        String body = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        List<JsonNode> notes = new ArrayList<>();
        for (String note : body.lines().toList()) {
            notes.add(new ObjectMapper().readTree(note));
        }
        List<JsonNode> truncations =
                notes.stream().filter(note -> note.has("audioEndMillis")).toList();
        assertThat(truncations).hasSize(dialect == Dialect.EVI ? 0 : 1);
        notes.removeAll(truncations);
        assertThat(notes)
                .extracting(note ->
                        note.path("kind").asText() + " " + note.path("tag").asInt())
                .containsExactly("talk 0", "answer 0", "interrupt 1", "interruption 1", "talk 2", "answer 2");
        assertThat(notes).extracting(note -> note.path("caller").asText()).allMatch(caller -> caller.startsWith("+"));
        assertThat(notes).extracting(note -> note.path("nanos").asLong()).isSorted();
    }
}
