package dev.trunkline.app;

import static dev.trunkline.config.Secret.revealed;

import dev.trunkline.config.Secret;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.phone.twilio.TwilioRest;
import org.jspecify.annotations.Nullable;

/** Twilio's REST, where the configuration lets us ask it. */
final class CarrierRest {

    private CarrierRest() {}

    /** Null without an account, or without something that opens it. */
    static @Nullable TwilioRest of(TrunklineConfig.Twilio twilio) {
        String accountSid = twilio.accountSid();
        String apiKey = revealed(twilio.apiKey());
        Secret password = apiKey == null ? twilio.authToken() : twilio.apiSecret();
        if (accountSid == null || password == null) {
            return null;
        }
        return new TwilioRest(new TwilioRest.Access(
                accountSid, apiKey == null ? accountSid : apiKey, password.reveal(), twilio.apiBaseUrl()));
    }
}
