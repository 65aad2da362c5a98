package dev.trunkline.config;

import static dev.trunkline.config.Shape.base;
import static dev.trunkline.config.Shape.headerText;
import static dev.trunkline.config.Shape.text;
import static dev.trunkline.config.Shape.whole;
import static dev.trunkline.config.Shape.words;

import org.jspecify.annotations.Nullable;

/** The carrier. */
public enum CarrierKey implements ConfigKey {
    ACCOUNT_SID(
            "twilio.accountSid",
            "TWILIO_ACCOUNT_SID",
            null,
            text("AC[0-9a-fA-F]{32}"),
            "AC and 32 hex digits; for REST"),
    AUTH_TOKEN(
            "twilio.authToken",
            "TWILIO_AUTH_TOKEN",
            null,
            headerText(1),
            "verifies webhooks and handshakes; without it only loopback is served"),
    AUTH_TOKEN_SECONDARY(
            "twilio.secondaryAuthToken",
            "TWILIO_AUTH_TOKEN_SECONDARY",
            null,
            headerText(1),
            "a second token that verifies too, during rotation"),
    API_KEY("twilio.apiKey", "TWILIO_API_KEY", null, headerText(1), "SK...; for REST, instead of the token"),
    API_SECRET("twilio.apiSecret", "TWILIO_API_SECRET", null, headerText(1), "the secret of that key"),
    API_BASE_URL(
            "twilio.apiBaseUrl",
            "TWILIO_API_BASE_URL",
            null,
            base("https", "http"),
            "where REST goes instead of Twilio: tests, proxies"),
    RECONCILE_SECONDS(
            "twilio.reconcileSeconds", null, "60", whole(0, 86_400), "how often REST is asked for our calls; 0: never"),
    ORPHANS(
            "twilio.orphans",
            null,
            "report",
            words(TrunklineConfig.Twilio.Orphans.class),
            "calls that only Twilio knows: report, end or ignore");

    @SuppressWarnings("ImmutableEnumChecker") // records of texts and numbers
    private final Setting setting;

    CarrierKey(String path, @Nullable String variable, @Nullable String usual, Shape shape, String meaning) {
        this.setting = new Setting(path, variable, usual, shape, meaning);
    }

    @Override
    public Setting setting() {
        return setting;
    }
}
