package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.twiml.Callee;
import dev.trunkline.lab.phone.PhoneRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bridge's Realtime leg at the engine's face, all over sockets; what else holds there is in {@code scenario}, in virtual time. */
class FaceAnswersCallsIT {

    private static final String PERSON = "a person, please";

    @Test
    void aCallerIsGreetedUnderstoodAndPutThrough(@TempDir Path folder) throws Exception {
        PitchEars ears = new PitchEars(PERSON);
        try (ServedEngine engine = new ServedEngine(TestEngine.SETTINGS, ears, mind());
                WholeLine line = new WholeLine(engine.uri(), config(folder, engine))) {
            PhoneRecord phone = line.carrier()
                    .place(line.call(CallerScript.of(new CallerStep.AwaitAgent(200, 10_000), ears.say(PERSON)))
                            .withCallees(Map.of(Callee.EVERYBODY_ELSE, new Callee.Answers(50, null, 50))))
                    .get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
            JsonNode bridge = line.recordOf(phone.callSid());

            assertThat(Hum.said(bridge)).containsExactly("Hi.", "Yes.");
            Hum.assertHeard(phone, Hum.said(bridge));
            Hum.assertFlawless(phone, bridge);
            assertThat(bridge.path("farEnd").asText()).isEqualTo("scripted0");
            assertThat(bridge.path("end").asText()).isEqualTo("transferred");
            assertThat(phone.carrier().dialled())
                    .singleElement()
                    .returns("answered", PhoneRecord.Dialled::outcome)
                    .satisfies(dialled -> assertThat(dialled.whisper()).contains("Asked for a person"));
        }
    }

    private static Path config(Path folder, ServedEngine engine) throws Exception {
        return Files.writeString(folder.resolve("face.yaml"), Dialect.realtime(0, engine.port()) + "  greeting: Hi.\n");
    }

    private static DialogModel mind() {
        return (request, listener) -> {
            if (request.trigger() instanceof Trigger.Begun) {
                listener.onSentence("Hi.");
            } else if (request.trigger() instanceof Trigger.CallerSpoke) {
                listener.onSentence("Yes.");
                listener.onTool(new ToolRequest(
                        "transfer_call", "{\"destination\":\"billing\",\"reason\":\"Asked for a person\"}", false));
            }
            listener.onDone();
            return () -> {};
        };
    }
}
