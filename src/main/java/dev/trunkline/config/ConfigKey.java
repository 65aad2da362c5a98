package dev.trunkline.config;

import org.jspecify.annotations.Nullable;

/** Every single-valued key: where it stands in the file, its environment variable, its default, its meaning. */
public enum ConfigKey {
    PORT("server.port", "TRUNKLINE_PORT", "8080", "where to listen; 0 takes any free port"),
    BIND("server.bind", "TRUNKLINE_BIND", null, "address to listen on; 127.0.0.1 without a Twilio token, else 0.0.0.0"),
    PUBLIC_URL(
            "server.publicUrl",
            "TRUNKLINE_PUBLIC_URL",
            null,
            "what Twilio calls, http or https; signatures are checked against it; http://localhost:PORT when absent"),
    MAX_CALLS("server.maxCalls", "TRUNKLINE_MAX_CALLS", null, "calls at a time; 100 per processor when absent"),
    ADMIN_TOKEN("server.adminToken", "TRUNKLINE_ADMIN_TOKEN", null, "bearer token of the admin API off loopback"),
    DRAIN_SECONDS("server.drainSeconds", null, "900", "how long running calls may go on after SIGTERM"),

    TWILIO_ACCOUNT_SID("twilio.accountSid", "TWILIO_ACCOUNT_SID", null, "AC and 32 hex digits; for REST"),
    TWILIO_AUTH_TOKEN(
            "twilio.authToken",
            "TWILIO_AUTH_TOKEN",
            null,
            "verifies webhooks and handshakes; without it only loopback is served"),
    TWILIO_AUTH_TOKEN_SECONDARY(
            "twilio.secondaryAuthToken",
            "TWILIO_AUTH_TOKEN_SECONDARY",
            null,
            "a second token that verifies too, during rotation"),
    TWILIO_API_KEY("twilio.apiKey", "TWILIO_API_KEY", null, "SK...; for REST, instead of the token"),
    TWILIO_API_SECRET("twilio.apiSecret", "TWILIO_API_SECRET", null, "the secret of that key"),
    TWILIO_API_BASE_URL(
            "twilio.apiBaseUrl", "TWILIO_API_BASE_URL", null, "where REST goes instead of Twilio: tests, proxies"),

    EVI_URL("evi.url", "EVI_URL", "embedded", "embedded, or the base of an EVI: wss://host/v0/evi"),
    HUME_API_KEY("evi.apiKey", "HUME_API_KEY", null, "sent to EVI in a header"),
    HUME_SECRET_KEY("evi.secretKey", "HUME_SECRET_KEY", null, "with it, short-lived access tokens are used instead"),
    HUME_CONFIG_ID("evi.configId", "HUME_CONFIG_ID", null, "the default EVI config; routes may name their own"),
    HUME_CONFIG_VERSION("evi.configVersion", "HUME_CONFIG_VERSION", null, "its version; the newest when absent"),
    EVI_SAMPLE_RATE("evi.inputSampleRateHz", null, "16000", "what EVI hears: 8000, 16000, 24000 or 48000"),

    CALL_MAX_SECONDS("call.maxSeconds", null, "3600", "the longest call"),
    CALL_TOOL_SECONDS("call.toolSeconds", null, "10", "how long a tool may take before the model is told so"),
    CALL_LEAD_MILLIS("call.playoutLeadMillis", null, "160", "sound kept inside Twilio against late ticks; 40 to 1000"),
    CALL_INTERIM_WORDS(
            "call.interimWordsToInterrupt",
            null,
            "2",
            "an interim transcript of so many words stops an agent that has finished but is still heard; 0: none does"),

    ENGINE_SAMPLE_RATE("engine.sampleRateHz", null, "48000", "what the embedded EVI speaks: 24000 or 48000"),
    ENGINE_SILENCE_MILLIS(
            "engine.endOfTurnSilenceMillis", null, "800", "silence that ends the caller's turn; 500 to 3000"),
    ENGINE_INTERRUPTION_MILLIS(
            "engine.minInterruptionMillis", null, "300", "speech that interrupts the embedded EVI; 50 to 2000"),
    ENGINE_PADDING_MILLIS("engine.prefixPaddingMillis", null, "300", "sound kept from before speech began; 0 to 1000");

    private final String path;
    private final @Nullable String variable;
    private final @Nullable String defaultText;
    private final String meaning;

    ConfigKey(String path, @Nullable String variable, @Nullable String defaultText, String meaning) {
        this.path = path;
        this.variable = variable;
        this.defaultText = defaultText;
        this.meaning = meaning;
    }

    /** Where it stands in the file, with dots. */
    public String path() {
        return path;
    }

    /** Its environment variable, or null when it has none. */
    public @Nullable String variable() {
        return variable;
    }

    /** What is used when it is absent, or null when that is nothing or computed. */
    public @Nullable String defaultText() {
        return defaultText;
    }

    public String meaning() {
        return meaning;
    }
}
