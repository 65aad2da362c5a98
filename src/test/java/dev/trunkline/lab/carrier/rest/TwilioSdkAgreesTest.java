package dev.trunkline.lab.carrier.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.twilio.rest.api.v2010.account.Call;
import com.twilio.security.RequestValidator;
import dev.trunkline.lab.carrier.CarrierSettings;
import org.junit.jupiter.api.Test;

/** Twilio's own library as the judge of what the simulation says. */
class TwilioSdkAgreesTest {

    private static final CallIdentity IDENTITY = new CallIdentity(
            CarrierSids.call(), CarrierSettings.SOME_ACCOUNT, "+14155550100", "+18005550199", "inbound");

    @Test
    void readsTheCallResource() {
        CallEntry entry = new CallEntry(IDENTITY, "queued");
        entry.onStatus("in-progress");

        Call call = Call.fromJson(entry.json(), new ObjectMapper().registerModule(new JavaTimeModule()));

        assertThat(call.getSid()).isEqualTo(IDENTITY.callSid());
        assertThat(call.getStatus()).isEqualTo(Call.Status.IN_PROGRESS);
        assertThat(call.getFrom()).isEqualTo("+14155550100");
        assertThat(call.getStartTime()).isNotNull();
        assertThat(call.getEndTime()).isNull();
    }

    @Test
    void acceptsTheSignatureOfAWebhook() {
        var form = IDENTITY.parameters("ringing");
        String url = "https://example.com/voice?a=b";

        String signature = CarrierSignature.of("token", url, form);

        assertThat(new RequestValidator("token").validate(url, form, signature)).isTrue();
        assertThat(new RequestValidator("other").validate(url, form, signature)).isFalse();
    }
}
