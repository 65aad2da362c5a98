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
            "what Twilio calls, http or https; signatures are checked against it; http://localhost:PORT when absent,"
                    + " https with a certificate"),
    TLS_CERTIFICATE(
            "server.tlsCertificate",
            "TRUNKLINE_TLS_CERTIFICATE",
            null,
            "a PEM file with the server's certificate and those that vouch for it; then only TLS is spoken, 1.2 or 1.3"),
    TLS_KEY("server.tlsKey", "TRUNKLINE_TLS_KEY", null, "a PEM file with its key, PKCS#8 without a password"),
    MAX_CALLS("server.maxCalls", "TRUNKLINE_MAX_CALLS", null, "calls at a time; 100 per processor when absent"),
    ADMIN_TOKEN(
            "server.adminToken",
            "TRUNKLINE_ADMIN_TOKEN",
            null,
            "bearer token of /api and /metrics, of 24 characters or more, asked of everybody; without it they are on a port of"
                    + " this machine alone"),
    ADMIN_PORT(
            "server.adminPort",
            "TRUNKLINE_ADMIN_PORT",
            null,
            "that port, on 127.0.0.1; 0 takes any free one; the port after server.port when absent. Given together with"
                    + " a token, it is there as well, and asks for it"),
    ALLOW_CLEARTEXT(
            "security.allowCleartext",
            "TRUNKLINE_ALLOW_CLEARTEXT",
            "false",
            "true: keys and tokens may leave this machine over ws:// and http://, where everybody on the way reads them"),
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
    EVI_CA_CERTIFICATE(
            "evi.caCertificate",
            "EVI_CA_CERTIFICATE",
            null,
            "a PEM file with authorities that are believed beside the platform's, for an EVI of your own"),
    EVI_SAMPLE_RATE("evi.inputSampleRateHz", null, "16000", "what EVI hears: 8000, 16000, 24000, 44100 or 48000"),
    EVI_CONNECT_TIMEOUT(
            "evi.connectTimeoutMillis",
            "TRUNKLINE_EVI_CONNECT_TIMEOUT_MILLIS",
            "3000",
            "how long EVI may take to open a chat's socket; the second try waits twice as long, the third and later four times"),
    EVI_READY_TIMEOUT(
            "evi.readyTimeoutMillis",
            "TRUNKLINE_EVI_READY_TIMEOUT_MILLIS",
            "3000",
            "and then to say that it hears us; doubled likewise"),
    EVI_TOKEN_IN(
            "evi.tokenIn",
            "TRUNKLINE_EVI_TOKEN_IN",
            "query",
            "where access tokens are sent: query, as EVI documents it, or header (Authorization), where it is taken"),

    CALL_MAX_SECONDS("call.maxSeconds", null, "3600", "the longest call"),
    CALL_CONNECT_SECONDS(
            "call.connectSeconds",
            null,
            "6",
            "how long a new call goes on trying an EVI that was never ready, before the route's fallback; a try that has"
                    + " begun is not cut short. An EVI that takes 9 s to be ready needs 10 here, or evi.readyTimeoutMillis"
                    + " above 9000, which spares it two tries"),
    CALL_TOOL_SECONDS("call.toolSeconds", null, "10", "how long a tool may take before the model is told so"),
    CALL_LEAD_MILLIS("call.playoutLeadMillis", null, "160", "sound kept inside Twilio against late ticks; 40 to 1000"),
    CALL_INTERIM_WORDS(
            "call.interimWordsToInterrupt",
            null,
            "2",
            "an interim transcript of so many words stops an agent that has finished but is still heard; 0: none does"),
    CALL_GOODBYE(
            "call.goodbye",
            null,
            "cancellable",
            "cancellable: a caller who speaks into the agent's last words takes the hang-up or transfer back; protected:"
                    + " they are heard to their end, and the caller not until then"),

    KEYS_TOOLS(
            "keys.tools",
            null,
            "collect_digits, press_keys",
            "what the agent may do with keys: ask the caller for some, press some for the other side; none for neither"),
    KEYS_DELIVER_TO(
            "keys.deliverTo",
            null,
            null,
            "where masked digits are posted, which neither the mind nor the record nor the log is told; absent: they are"
                    + " counted and forgotten"),
    KEYS_SECRET("keys.secret", "TRUNKLINE_KEYS_SECRET", null, "signs what is posted there; 24 characters or more"),

    ENGINE_SAMPLE_RATE("engine.sampleRateHz", null, "48000", "what the embedded EVI speaks: 24000 or 48000"),
    ENGINE_SILENCE_MILLIS(
            "engine.endOfTurnSilenceMillis",
            null,
            "adaptive",
            "silence that ends the caller's turn: adaptive, 300 to 1800 by what was said, or always the same, 500 to 3000"),
    ENGINE_INTERRUPTION_MILLIS(
            "engine.minInterruptionMillis",
            null,
            "300",
            "the least speech that interrupts the embedded EVI; 50 to 2000"),
    ENGINE_PADDING_MILLIS("engine.prefixPaddingMillis", null, "300", "sound kept from before speech began; 0 to 1000"),
    ENGINE_SPEECH_THRESHOLD(
            "engine.speechThreshold", null, "0.5", "how much of the last 100 ms must be speech; 0 to 1"),
    ENGINE_PLAYBACK_AWARE(
            "engine.playbackAware",
            null,
            "true",
            "whether sound that was sent but is still heard can be interrupted; false as EVI's audio guide describes"),
    ENGINE_WEIGH_INTERRUPTIONS(
            "engine.weighInterruptions",
            null,
            "true",
            "whether the first words, and how the caller sounds, decide if speech over the agent interrupts, while its sound"
                    + " waits; false: minInterruptionMillis of any speech does"),
    ENGINE_VOICE_ACTIVITY(
            "engine.voiceActivity",
            null,
            "auto",
            "what tells speech from silence: webrtc, silero, energy; auto is silero where its model is in the jar, else webrtc"),
    ENGINE_FFMPEG(
            "engine.ffmpeg",
            "TRUNKLINE_FFMPEG",
            null,
            "the program that decodes MP4, MP3, AAC, Ogg and FLAC; the ffmpeg on the path when absent; none for none"),
    ENGINE_SILERO_MODEL(
            "engine.sileroModel", null, null, "an ONNX file of Silero's, in the place of the one in the jar"),
    ENGINE_GREETING(
            "engine.greeting",
            null,
            "Hello, thank you for calling. How can I help you?",
            "what a new chat begins with, with {{variables}}; none for silence. The scripted mind's own says that it is a demonstration"),
    ENGINE_SYSTEM_PROMPT("engine.systemPrompt", null, null, "instructions for a mind that heeds them"),
    ENGINE_NUDGE_SECONDS(
            "engine.nudgeSeconds",
            null,
            "10",
            "silence after which the agent asks whether anybody is there; 0 for never, and then it does not answer"
                    + " keys without words either"),
    ENGINE_GOODBYE(
            "engine.goodbye",
            null,
            "cancellable",
            "the agent hangs up by itself: cancellable: who says more than a goodbye into its last words keeps the chat open;"
                    + " protected: nobody does. On the telephone call.goodbye decides, where the bridge hangs up"),
    ENGINE_FILLERS(
            "engine.fillers",
            null,
            "One moment, please. / Let me see. / Just a second, please.",
            "what the agent says, each time another, while an answer takes long; separated by /; none for none"),
    ENGINE_FILLER_MILLIS(
            "engine.fillerAfterMillis",
            null,
            "1100",
            "silence after which a caller who waits for an answer hears the first of them, or the noise; 300 to 10000"),
    ENGINE_FILLER_SECONDS(
            "engine.fillerRepeatSeconds", null, "8", "and the next one, of three in one wait at most; 2 to 120"),
    ENGINE_COMFORT_NOISE(
            "engine.comfortNoiseDb",
            null,
            "-40",
            "the level of a soft noise after it, in dB of full scale, -70 to -25; none for silence"),
    ENGINE_INACTIVITY_SECONDS(
            "engine.inactivitySeconds", null, "120", "a chat ends without a user message for so long; 30 to 1800"),
    ENGINE_MAX_SECONDS("engine.maxSeconds", null, "1800", "the longest chat; 30 to 1800"),
    ENGINE_MAX_CHATS("engine.maxChats", null, "1000", "chats at a time of the engine alone; one more is refused"),
    ENGINE_API_KEYS(
            "engine.apiKeys",
            "TRUNKLINE_EVI_API_KEYS",
            null,
            "who may use the engine alone, separated by commas; without them only loopback is served"),
    ENGINE_ALLOWED_ORIGINS(
            "engine.allowedOrigins",
            "TRUNKLINE_EVI_ALLOWED_ORIGINS",
            null,
            "pages that may use the engine alone from a browser, such as https://app.example.com, separated by commas;"
                    + " none when absent, but those of this machine when no key is asked for"),
    ENGINE_SECRET_KEY(
            "engine.secretKey",
            "TRUNKLINE_EVI_SECRET_KEY",
            null,
            "with an API key it buys access tokens; it signs webhooks"),

    ENGINE_PRIVATE_TARGETS(
            "engine.privateTargets",
            "TRUNKLINE_PRIVATE_TARGETS",
            "false",
            "whether URLs in posted configs (webhooks, custom language models) may lead to this machine and private networks"),

    MIND_KIND("mind.kind", null, "scripted", "who thinks for the engine: scripted, openai, clm"),
    MIND_URL(
            "mind.url",
            null,
            null,
            "openai: the base of chat completions, such as http://localhost:11434/v1; clm: the endpoint of the custom model"),
    MIND_MODEL("mind.model", null, null, "the name of the model, for openai"),
    MIND_API_KEY("mind.apiKey", "TRUNKLINE_MIND_API_KEY", null, "the key of that endpoint"),
    MIND_SCRIPT(
            "mind.script",
            null,
            null,
            "scripted: a YAML file of what the agent understands, asks, looks up and says; the demonstration when absent"),
    MIND_TEMPERATURE("mind.temperature", null, null, "0 to 2; the model's own when absent"),

    VOICE_KIND("voice.kind", null, "marytts", "who speaks for the engine: marytts, freetts, openai, command"),
    VOICE_URL("voice.url", null, null, "openai: the base of audio/speech"),
    VOICE_MODEL("voice.model", null, "tts-1", "openai: the name of the model"),
    VOICE_NAME("voice.name", null, "alloy", "openai: the name of the voice"),
    VOICE_API_KEY("voice.apiKey", "TRUNKLINE_VOICE_API_KEY", null, "the key of that endpoint"),
    VOICE_COMMAND(
            "voice.command",
            null,
            null,
            "command: a program that reads text and writes a WAV file; words split at spaces"),

    EARS_KIND(
            "ears.kind",
            null,
            "auto",
            "who hears for the engine: moonshine, sphinx, openai, vosk, command; auto is moonshine where its weights are in the jar, else sphinx"),
    EARS_URL("ears.url", null, null, "openai: the base of audio/transcriptions; vosk: the ws:// address of its server"),
    EARS_MODEL(
            "ears.model",
            null,
            null,
            "moonshine: tiny (the default), base, or a folder with its files; openai: the name of the model, whisper-1 when absent"),
    EARS_API_KEY("ears.apiKey", "TRUNKLINE_EARS_API_KEY", null, "the key of that endpoint"),
    EARS_COMMAND(
            "ears.command",
            null,
            null,
            "command: a program that reads a WAV file and writes text; words split at spaces"),
    EARS_TURN_MODEL(
            "ears.turnModel",
            null,
            null,
            "an ONNX file of Smart Turn, version 3, that hears whether the caller has finished, for an adaptive end of turn"),

    EXPRESSION_URL(
            "expression.url", null, null, "a service that scores how something was said; a heuristic when absent"),

    TOOLS_WEB_SEARCH(
            "tools.webSearch",
            "TRUNKLINE_WEB_SEARCH_URL",
            null,
            "a search service for the builtin tool web_search; without one a config that asks for it is refused"),
    TOOLS_WEB_SEARCH_KEY(
            "tools.webSearchApiKey", "TRUNKLINE_WEB_SEARCH_API_KEY", null, "the key of that service, a bearer token"),

    STORE_URL(
            "store.url",
            "DATABASE_URL",
            null,
            "postgresql://user:password@host/name for chats, configs, prompts and tools; memory when absent"),
    STORE_RECORDINGS("store.recordings", null, null, "a folder for the sound of chats; nothing is kept when absent"),
    STORE_RECORDINGS_MEGABYTES(
            "store.recordingsMegabytes", null, "1000", "the most that folder may hold; the oldest go first");

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

    /** The same of a key that always has one. */
    String needDefault() {
        if (defaultText == null) {
            throw new IllegalStateException(path + " has no default");
        }
        return defaultText;
    }

    public String meaning() {
        return meaning;
    }

    /** Whether what stands there must never be shown: judged by its name, so that no new key is forgotten. */
    boolean isSecret() {
        return this == STORE_URL || (this != TLS_KEY && path.matches(".*(?i)(token|key|keys|secret|sid|password)"));
    }
}
