package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.farend.FarEnd;
import dev.trunkline.lab.farend.FarEndSettings;
import dev.trunkline.lab.farend.Tag;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.lab.tls.SelfMadeCertificate;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.speech.Speech;
import dev.trunkline.testing.Certificates;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallsOverTlsIT {

    private final SelfMadeCertificate made = Certificates.ofThisMachine();
    private final Map<String, String> certified = Map.of(
            "TRUNKLINE_TLS_CERTIFICATE", made.certificate().toString(),
            "TRUNKLINE_TLS_KEY", made.key().toString());
    private final Map<String, String> trusting =
            Map.of("EVI_CA_CERTIFICATE", made.certificate().toString());

    @Test
    void bothLegsAreSecureAndNothingElseIsDifferent() throws Exception {
        Map<String, String> both = new HashMap<>(certified);
        both.putAll(trusting);
        try (FarEnd evi = secureFarEnd();
                WholeLine line = new WholeLine(evi.eviUrl(), both, null, Certificates.trusting(made))) {
            assertThat(evi.eviUrl()).hasScheme("wss");
            assertThat(line.url("/")).hasScheme("https").hasHost("localhost");

            PhoneRecord phone = line.carrier().place(line.call(asking())).get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
            JsonNode record = line.recordOf(phone.callSid());

            assertThat(phone.ending().status()).isEqualTo("completed");
            assertThat(WholeLine.complaints(phone)).isEmpty();
            assertThat(record.path("end").asText()).isEqualTo("caller_hung_up");
            assertThat(record.path("transcript").path(0).path("text").asText()).isEqualTo("Canned speech number 1.");
            assertThat(record.path("transcript").path(0).path("heardMillis").asInt())
                    .isBetween(1_000, 1_005);
        }
    }

    @Test
    void anEviThatNobodyVouchesForIsNotTalkedTo() throws Exception {
        try (FarEnd evi = secureFarEnd();
                WholeLine line = new WholeLine(evi.eviUrl(), Map.of(), null, ClientTls.platform())) {
            PhoneRecord phone = line.carrier().place(line.call(asking())).get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
            JsonNode record = line.recordOf(phone.callSid());

            assertThat(record.path("end").asText()).isEqualTo("ai_refused");
            assertThat(record.path("transcript")).isEmpty();
        }
    }

    @Test
    void aBridgeThatNobodyVouchesForIsNotCalled() throws Exception {
        try (FarEnd evi = FarEnd.start(FarEndSettings.local());
                WholeLine line = new WholeLine(evi.eviUrl(), certified, null, ClientTls.platform())) {
            PhoneRecord phone = line.carrier().place(line.call(asking())).get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);

            assertThat(phone.carrier().warnings())
                    .anySatisfy(warning -> assertThat(warning.code()).isEqualTo(11_220));
        }
    }

    private FarEnd secureFarEnd() throws Exception {
        return FarEnd.start(FarEndSettings.local().speaking(48_000, 1, false).over(Certificates.server(made)));
    }

    private static CallerScript asking() {
        Speech tag =
                Sound.speech(Sound.tone(Tag.TALK.frequencyHz(), Sound.PHONE_RATE_HZ, 100, 8_000), Sound.PHONE_RATE_HZ);
        return CallerScript.of(
                new CallerStep.Say("talk", tag), new CallerStep.AwaitAgent(2_000, 15_000), new CallerStep.HangUp());
    }
}
