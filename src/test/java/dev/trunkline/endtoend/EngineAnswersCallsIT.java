package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.speaking.SoundSettings;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.phone.PhoneRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bridge and the engine: a caller asks and is answered, at both of EVI's rates, with a greeting and without. */
class EngineAnswersCallsIT {

    private static final List<String> GREETING = List.of("Good day.", "What can I do for you?");
    private static final List<String> ANSWER = List.of("You are welcome.", "Is there anything else?");
    private static final String GREETED = "+18005550101";
    private static final String UNGREETED = "+18005550102";
    private static final int CHUNK_MILLIS = 500;

    private static final PitchEars EARS = new PitchEars("thank you");
    private static final List<AutoCloseable> OPEN = new ArrayList<>();
    private static final Map<String, CompletableFuture<PhoneRecord>> CALLS = new HashMap<>();
    private static final Map<Integer, WholeLine> LINES = new HashMap<>();

    @BeforeAll
    static void allCallAtOnce(@TempDir Path folder) throws Exception {
        for (int rateHz : List.of(24_000, 48_000)) {
            ServedEngine engine =
                    new ServedEngine(TestEngine.SETTINGS.withSound(new SoundSettings(rateHz, CHUNK_MILLIS)), EARS);
            OPEN.add(engine);
            WholeLine line = new WholeLine(engine.uri(), routes(engine, folder.resolve(rateHz + ".yaml")));
            OPEN.add(line);
            LINES.put(rateHz, line);
        }
        LINES.forEach((rateHz, line) -> {
            CALLS.put(
                    rateHz + GREETED,
                    line.carrier()
                            .place(line.call(caller(new CallerStep.AwaitAgent(Combination.QUIET_MILLIS, 8_000)))
                                    .withNumbers("+14155550101", GREETED)));
            CALLS.put(
                    rateHz + UNGREETED,
                    line.carrier()
                            .place(line.call(caller(new CallerStep.Pause(1_000)))
                                    .withNumbers("+14155550102", UNGREETED)));
        });
    }

    private static Path routes(ServedEngine engine, Path file) throws IOException {
        String greeting = String.join(" ", GREETING);
        String greets = engine.config(
                "greets", "\"event_messages\":{\"on_new_chat\":{\"enabled\":true,\"text\":\"" + greeting + "\"}}");
        String waits = engine.config("waits", "\"event_messages\":{\"on_new_chat\":{\"enabled\":false}}");
        return Files.writeString(file, """
                routes:
                  - name: greeted
                    numbers: ["%s"]
                    configId: %s
                  - name: ungreeted
                    numbers: ["%s"]
                    configId: %s
                """.formatted(GREETED, greets, UNGREETED, waits));
    }

    private static CallerScript caller(CallerStep first) {
        return CallerScript.of(
                first,
                EARS.say("thank you"),
                new CallerStep.AwaitAgent(Combination.QUIET_MILLIS, 8_000),
                new CallerStep.HangUp());
    }

    @AfterAll
    static void close() throws Exception {
        for (int i = OPEN.size() - 1; i >= 0; i--) {
            OPEN.get(i).close();
        }
    }

    @ParameterizedTest(name = "{0} Hz")
    @CsvSource({"24000", "48000"})
    void callerIsGreetedAndAnswered(int rateHz) throws Exception {
        PhoneRecord phone = phone(rateHz, GREETED);
        JsonNode bridge = LINES.get(rateHz).recordOf(phone.callSid());

        List<String> words = new ArrayList<>(GREETING);
        words.addAll(ANSWER);
        assertThat(Hum.said(bridge)).isEqualTo(words);
        Hum.assertHeard(phone, words);
        Hum.assertFlawless(phone, bridge);
        Hum.assertWithoutGaps(phone, bridge);
        assertThat(phone.conversation().greetingMillis()).isNotNegative();
        if (!Hum.isMachineTooBusy(phone)) {
            assertThat(phone.conversation().greetingMillis()).isLessThanOrEqualTo(1_500);
        }
        assertThat(bridge.path("end").asText()).isEqualTo("caller_hung_up");
    }

    @ParameterizedTest(name = "{0} Hz")
    @CsvSource({"24000", "48000"})
    void callerWhoIsNotGreetedHearsNothingUntilAnswered(int rateHz) throws Exception {
        PhoneRecord phone = phone(rateHz, UNGREETED);
        JsonNode bridge = LINES.get(rateHz).recordOf(phone.callSid());

        assertThat(Hum.said(bridge)).isEqualTo(ANSWER);
        Hum.assertHeard(phone, ANSWER);
        Hum.assertFlawless(phone, bridge);
        Hum.assertWithoutGaps(phone, bridge);
        PhoneRecord.Utterance question = phone.conversation().callerUtterances().get(0);
        assertThat(phone.conversation().greetingMillis()).isGreaterThan(question.endMillis());
        assertThat(question.answeredAfterMillis()).isGreaterThanOrEqualTo(400);
        if (!Hum.isMachineTooBusy(phone)) {
            assertThat(question.answeredAfterMillis()).isLessThanOrEqualTo(2_500);
        }
    }

    private static PhoneRecord phone(int rateHz, String number) throws Exception {
        return CALLS.get(rateHz + number).get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
    }
}
