package dev.trunkline.config;

import org.jspecify.annotations.Nullable;

/**
 * Every single-valued key: where it stands in the file, its environment variable, its default. What it means stands in
 * configuration.md; of some here too, and a test compares.
 */
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
    AUDIT_FILE(
            "security.auditFile",
            "TRUNKLINE_AUDIT_FILE",
            null,
            "a file to which the audit log is written as well: one line for each action of an operator, each that was refused,"
                    + " each number that was dialled"),
    SIGN_IN_ISSUER(
            "signin.issuer",
            "TRUNKLINE_OIDC_ISSUER",
            null,
            "an OpenID Connect provider, https, by which people sign in on the page beside tokens; nobody does when absent"),
    SIGN_IN_CLIENT_ID("signin.clientId", "TRUNKLINE_OIDC_CLIENT_ID", null, "what this bridge is called there"),
    SIGN_IN_CLIENT_SECRET(
            "signin.clientSecret",
            "TRUNKLINE_OIDC_CLIENT_SECRET",
            null,
            "its secret there; a client without one is known by PKCE alone"),
    SIGN_IN_SCOPES(
            "signin.scopes", null, "openid profile email", "what is asked for, with blanks between; openid is one"),
    SIGN_IN_ROLE_CLAIM(
            "signin.roleClaim",
            null,
            "roles",
            "the claim of the ID token that says what somebody may do, with dots where it lies in others, such as"
                    + " realm_access.roles"),
    SIGN_IN_VIEWERS("signin.viewers", null, null, "the values of it that make a viewer, with commas between them"),
    SIGN_IN_OPERATORS("signin.operators", null, null, "the same for an operator"),
    SIGN_IN_ADMINS("signin.admins", null, null, "the same for an admin; who has no value of any is not let in"),
    SIGN_IN_IDLE_MINUTES("signin.idleMinutes", null, "30", "after which a session ends in which nothing was asked"),
    SIGN_IN_HOURS("signin.hours", null, "12", "after which a session ends in any case"),
    DRAIN_SECONDS("server.drainSeconds", null, "900", "how long running calls may go on after SIGTERM"),
    DRAIN_PAUSE_SECONDS("server.drainPauseSeconds", null, "20", "then, how long each is waited with for a pause"),
    DRAIN_MOVES_PER_SECOND("server.drainMovesPerSecond", null, "5", "in which so many a second are moved elsewhere"),
    DRAIN_MOVE_SECONDS("server.drainMoveSeconds", null, "300", "after which those that could not be are ended"),
    DRAIN_TO("server.drainTo", "TRUNKLINE_DRAIN_TO", null, "where they go on; server.publicUrl when absent"),

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
    TWILIO_RECONCILE_SECONDS("twilio.reconcileSeconds", null, "60", "how often REST is asked for our calls; 0: never"),
    TWILIO_ORPHANS("twilio.orphans", null, "report", "calls that only Twilio knows: report, end or ignore"),

    DATA_DIRECTORY(
            "data.directory",
            "TRUNKLINE_DATA_DIR",
            null,
            "a folder in which this process keeps where its calls stand, so that the one after a crash goes on with them, and the"
                    + " records of those that have ended; for one process alone; nothing is kept when absent"),
    FLIGHT_DIRECTORY(
            "flight.directory",
            "TRUNKLINE_FLIGHT_DIR",
            null,
            "a folder in which calls are recorded so that trunkline replay can run them again, with what was said and heard,"
                    + " readable for its user only; none are when absent"),
    FLIGHT_ROUTES(
            "flight.routes",
            null,
            null,
            "the names of the routes whose calls are, with commas between them; all when absent"),
    FLIGHT_ONE_IN_CALLS("flight.oneInCalls", null, "1", "every how many of them is recorded"),
    FLIGHT_CALL_MEGABYTES(
            "flight.callMegabytes",
            null,
            "200",
            "how long the recording of one call may become, before it is compressed; the call goes on without"),
    FLIGHT_MEGABYTES(
            "flight.megabytes", null, "5000", "how much all of them may take; beyond that the oldest are deleted"),
    REDIS_URL(
            "redis.url",
            "REDIS_URL",
            null,
            "redis://, rediss:// or redis-sentinel:// of a Redis or Valkey, through which several nodes share calls: any of them"
                    + " answers for any call; several URLs with commas between them are one cluster"),
    REDIS_CLUSTER("redis.cluster", "TRUNKLINE_REDIS_CLUSTER", "false", "whether a single URL is that of a cluster too"),
    REDIS_CA_CERTIFICATE(
            "redis.caCertificate",
            "REDIS_CA_CERTIFICATE",
            null,
            "a PEM file with authorities that are believed beside the platform's, for rediss:// of your own"),

    EVI_URL("evi.url", "EVI_URL", "embedded", FarEndMeanings.URLS),
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
    EVI_MAX_CHAT_SECONDS(
            "evi.maxChatSeconds",
            "TRUNKLINE_EVI_MAX_CHAT_SECONDS",
            "1800",
            "how long EVI lets a chat last (its max_duration): two minutes before its end, or two fifths of it before where that is"
                    + " less, another chat is opened beside it and goes on in a pause; 0: never, and a call waits for EVI's end"),
    EVI_MAX_CHATS("evi.maxChats", "TRUNKLINE_EVI_MAX_CHATS", null),
    EVI_RESERVED_CHATS("evi.reservedChats", null, null),

    OVERLOAD_LOOP_LAG("overload.loopLagMillis", null, "250"),
    OVERLOAD_MEMORY("overload.memoryPercent", null, "85"),
    OVERLOAD_CALLS_PER_CALLER("overload.callsPerCaller", null, "0"),
    OVERLOAD_CALLS_PER_CALLER_IN_TEN_MINUTES("overload.callsPerCallerInTenMinutes", null, "0"),
    OVERLOAD_WAITING("overload.waiting", null, "none"),
    OVERLOAD_WAITING_WORDS(
            "overload.waitingWords", null, "All our lines are busy. You are number {position} in line. Please hold."),
    OVERLOAD_WAITING_MUSIC("overload.waitingMusic", null, null),
    OVERLOAD_MAX_WAITING("overload.maxWaiting", null, "20"),
    OVERLOAD_WAIT_SECONDS("overload.waitSeconds", null, "120"),
    EVI_CONNECTS("evi.connectsPerSecond", null, "200", FarEndMeanings.CONNECTS),
    EVI_CONNECTS_AFTER_OUTAGE("evi.connectsAfterOutage", null, "20", FarEndMeanings.CONNECTS_AFTER_OUTAGE),

    CALL_MAX_SECONDS("call.maxSeconds", null, "3600", "the longest call"),
    CALL_TRANSFER_SECONDS("call.maxTransferSeconds", null, null, "the longest transfer; as maxSeconds when absent"),
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
    CALL_RECONNECT_SECONDS("call.reconnectSeconds", null, "30", FarEndMeanings.RECONNECT),
    CALL_OUTAGE_SECONDS("call.outageSeconds", null, "7", FarEndMeanings.OUTAGE),
    CALL_SILENT_SECONDS("call.silentSeconds", null, "8", FarEndMeanings.SILENT),
    CALL_STALLED_SECONDS("call.stalledSeconds", null, "6", FarEndMeanings.STALLED),
    CALL_FLOOD_SECONDS("call.floodSeconds", null, "10", FarEndMeanings.FLOOD),
    CALL_GREET_SECONDS("call.greetSeconds", null, "4", FarEndMeanings.GREET),
    CALL_COMFORT_DB("call.comfortToneDb", null, "-30", FarEndMeanings.COMFORT_DB),
    CALL_COMFORT_MILLIS("call.comfortToneMillis", null, "400", FarEndMeanings.COMFORT_MILLIS),
    CALL_COMFORT_WORDS("call.comfortWords", null, FarEndMeanings.ONE_MOMENT, FarEndMeanings.COMFORT_WORDS),
    CALL_COMFORT_WORDS_SECONDS("call.comfortWordsSeconds", null, "3", FarEndMeanings.COMFORT_WORDS_SECONDS),

    TRANSFERS_ENABLED(
            "transfers.enabled",
            "TRUNKLINE_TRANSFERS_ENABLED",
            "true",
            "false: nobody is dialled for any caller, neither by the model's wish nor as a fallback"),
    TRANSFERS_PER_CALL("transfers.perCall", null, "2", "the most transfers of one call; 0 for no limit"),
    TRANSFERS_PER_CALLER(
            "transfers.perCallerInTenMinutes",
            null,
            "5",
            "the most transfers of one caller's calls in ten minutes, as far as the caller shows a number; 0 for no limit"),
    TRANSFERS_PER_DESTINATION(
            "transfers.perDestinationPerHour",
            null,
            "0",
            "how often one number is dialled in an hour, fallbacks included; 0 for no limit"),
    TRANSFERS_MINUTES(
            "transfers.minutesPerDestinationPerHour",
            null,
            "0",
            "how many minutes in an hour callers talk with one number before nobody else is put through; 0 for no limit"),
    TRANSFERS_PER_ROUTE(
            "transfers.perRoutePerHour",
            null,
            "0",
            "the most transfers of one route's callers in an hour; 0 for no limit"),
    TRANSFERS_DENIED_PREFIXES(
            "transfers.deniedPrefixes",
            null,
            null,
            "beginnings of numbers that no route may have dialled, such as +1900, separated by commas"),

    OUTBOUND_ENABLED(
            "outbound.enabled",
            "TRUNKLINE_OUTBOUND_ENABLED",
            "false",
            "true: POST /api/calls and dial may have people called; needs data.directory, twilio.accountSid and a token"),
    OUTBOUND_COUNTRIES(
            "outbound.countries",
            "TRUNKLINE_OUTBOUND_COUNTRIES",
            null,
            "whose numbers may be called, as two letters separated by commas, such as US, CA; no other number ever is"),
    OUTBOUND_CALLER_ID(
            "outbound.callerId",
            "TRUNKLINE_OUTBOUND_CALLER_ID",
            null,
            "what is shown where neither request nor route say: a number of your Twilio account; the route that serves it"
                    + " takes the call"),
    OUTBOUND_DO_NOT_CALL(
            "outbound.doNotCall",
            "TRUNKLINE_OUTBOUND_DO_NOT_CALL",
            null,
            "a file with a number on each line, none of which is called; read again when it changes;"
                    + " do-not-call.txt in data.directory when absent"),
    OUTBOUND_HOURS("outbound.hours", null, "09:00-20:00", "when people may be called, by the clock of their number"),
    OUTBOUND_DAYS("outbound.days", null, "mon, tue, wed, thu, fri, sat", "on which days"),
    OUTBOUND_CALLS_PER_SECOND(
            "outbound.callsPerSecond", null, "1", "how many calls a second Twilio is asked for; 0.01 to 100"),
    OUTBOUND_AT_A_TIME("outbound.atATime", null, "10", "how many may ring or go on at the same time"),
    OUTBOUND_PER_NUMBER(
            "outbound.perNumberPerDay", null, "3", "how often one number is called in 24 hours, retries included"),
    OUTBOUND_PER_ROUTE(
            "outbound.perRoutePerHour", null, "0", "how often one route calls in an hour; more wait; 0 for no limit"),
    OUTBOUND_RING_SECONDS("outbound.ringSeconds", null, "30", "how long it may ring"),
    OUTBOUND_RETRY_BUSY(
            "outbound.retryBusyMinutes",
            null,
            "5, 15",
            "after how many minutes a busy number is called again, one for each further attempt; none for never"),
    OUTBOUND_RETRY_NO_ANSWER("outbound.retryNoAnswerMinutes", null, "60, 240", "the same where nobody answered"),
    OUTBOUND_RETRY_FAILED(
            "outbound.retryFailedMinutes", null, "10", "the same where the network could not put the call through"),
    OUTBOUND_CARRIER_DETECTION(
            "outbound.carrierDetection",
            null,
            "true",
            "whether Twilio listens for answering machines too, which it charges for; we always do"),
    OUTBOUND_MACHINE(
            "outbound.machine",
            null,
            "hang_up",
            "what becomes of a call that a machine answers, where neither request nor route say: hang_up, message or talk"),
    OUTBOUND_MESSAGE("outbound.message", null, null, "what the agent says after the beep then"),
    OUTBOUND_STOP_KEY(
            "outbound.stopKey",
            null,
            "9",
            "the key by which whoever is called says that they do not want to be any more; none for none"),
    OUTBOUND_KEPT_HOURS(
            "outbound.keptHours", null, "72", "after which an order that could not be placed is given up; 1 to 8760"),

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

    PRE_ANSWER_URL(
            "preAnswer.url",
            null,
            null,
            "a program of yours that is asked about each call before it is answered; nobody is asked when absent"),
    PRE_ANSWER_SECRET(
            "preAnswer.secret", "TRUNKLINE_PRE_ANSWER_SECRET", null, "signs what it is asked; 24 characters or more"),
    PRE_ANSWER_TIMEOUT(
            "preAnswer.timeoutMillis", null, "800", "how long a caller may wait for its answer, 100 to 5000"),

    ENGINE_SAMPLE_RATE("engine.sampleRateHz", null, "48000"),
    ENGINE_SILENCE_MILLIS("engine.endOfTurnSilenceMillis", null, "adaptive"),
    ENGINE_INTERRUPTION_MILLIS("engine.minInterruptionMillis", null, "300"),
    ENGINE_PADDING_MILLIS("engine.prefixPaddingMillis", null, "300"),
    ENGINE_SPEECH_THRESHOLD("engine.speechThreshold", null, "0.5"),
    ENGINE_PLAYBACK_AWARE("engine.playbackAware", null, "true"),
    ENGINE_WEIGH_INTERRUPTIONS("engine.weighInterruptions", null, "true"),
    ENGINE_VOICE_ACTIVITY("engine.voiceActivity", null, "auto"),
    ENGINE_FFMPEG("engine.ffmpeg", "TRUNKLINE_FFMPEG", null),
    ENGINE_SILERO_MODEL("engine.sileroModel", null, null),
    ENGINE_GREETING("engine.greeting", null, "Hello, thank you for calling. How can I help you?"),
    ENGINE_SYSTEM_PROMPT("engine.systemPrompt", null, null),
    ENGINE_NUDGE_SECONDS("engine.nudgeSeconds", null, "10"),
    ENGINE_GOODBYE("engine.goodbye", null, "cancellable"),
    ENGINE_FILLERS("engine.fillers", null, "One moment, please. / Let me see. / Just a second, please."),
    ENGINE_FILLER_MILLIS("engine.fillerAfterMillis", null, "1100"),
    ENGINE_FILLER_SECONDS("engine.fillerRepeatSeconds", null, "8"),
    ENGINE_COMFORT_NOISE("engine.comfortNoiseDb", null, "-40"),
    ENGINE_INACTIVITY_SECONDS("engine.inactivitySeconds", null, "120"),
    ENGINE_MAX_SECONDS("engine.maxSeconds", null, "1800"),
    ENGINE_MAX_CHATS("engine.maxChats", null, "1000"),
    ENGINE_API_KEYS("engine.apiKeys", "TRUNKLINE_EVI_API_KEYS", null),
    ENGINE_ALLOWED_ORIGINS("engine.allowedOrigins", "TRUNKLINE_EVI_ALLOWED_ORIGINS", null),
    ENGINE_SECRET_KEY("engine.secretKey", "TRUNKLINE_EVI_SECRET_KEY", null),

    ENGINE_PRIVATE_TARGETS("engine.privateTargets", "TRUNKLINE_PRIVATE_TARGETS", "false"),

    MIND_KIND("mind.kind", null, "scripted"),
    MIND_URL("mind.url", null, null),
    MIND_MODEL("mind.model", null, null),
    MIND_API_KEY("mind.apiKey", "TRUNKLINE_MIND_API_KEY", null),
    MIND_SCRIPT("mind.script", null, null),
    MIND_TEMPERATURE("mind.temperature", null, null),

    VOICE_KIND("voice.kind", null, "marytts"),
    VOICE_URL("voice.url", null, null),
    VOICE_MODEL("voice.model", null, "tts-1"),
    VOICE_NAME("voice.name", null, "alloy"),
    VOICE_API_KEY("voice.apiKey", "TRUNKLINE_VOICE_API_KEY", null),
    VOICE_COMMAND("voice.command", null, null),

    EARS_KIND("ears.kind", null, "auto"),
    EARS_URL("ears.url", null, null),
    EARS_MODEL("ears.model", null, null),
    EARS_API_KEY("ears.apiKey", "TRUNKLINE_EARS_API_KEY", null),
    EARS_COMMAND("ears.command", null, null),
    EARS_TURN_MODEL("ears.turnModel", null, null),

    EXPRESSION_URL("expression.url", null, null),

    TOOLS_WEB_SEARCH("tools.webSearch", "TRUNKLINE_WEB_SEARCH_URL", null),
    TOOLS_WEB_SEARCH_KEY("tools.webSearchApiKey", "TRUNKLINE_WEB_SEARCH_API_KEY", null),

    RECORDING_FORMAT(
            "recording.format",
            null,
            "wav",
            "how the sound of calls is kept, of routes that say recording: on: wav (mu-law, 16 KB a second) or opus (Ogg, 6 KB,"
                    + " for more CPU)"),
    RECORDING_KEY(
            "recording.key",
            "TRUNKLINE_RECORDING_KEY",
            null,
            "64 hexadecimal digits (openssl rand -hex 32) with which recordings are sealed (AES-256-GCM); not sealed when absent"),
    RECORDING_FORMER_KEYS(
            "recording.formerKeys",
            "TRUNKLINE_RECORDING_FORMER_KEYS",
            null,
            "keys that have sealed earlier ones, separated by commas: they are still opened"),
    RECORDING_PAUSE_DIGITS(
            "recording.pauseDigits",
            null,
            "*7",
            "keys with which a caller pauses the recording of his call, and has it go on again; none for none"),
    RECORDING_RESUME_DIGITS(
            "recording.resumeDigits",
            null,
            "none",
            "other keys with which it goes on; none: pauseDigits do that as well"),
    RECORDING_KEEP_DAYS(
            "recording.keepDays", null, "90", "days after which a call's recording is deleted; 0: it is not"),

    STORE_URL("store.url", "DATABASE_URL", null),
    STORE_RECORDINGS("store.recordings", null, null),
    STORE_RECORDINGS_MEGABYTES("store.recordingsMegabytes", null, "1000"),

    RECORDS_KEEP_DAYS("records.keepDays", null, "365", "how long records of calls are kept; 0: until they are erased"),
    RECORDS_JOURNAL_MEGABYTES(
            "records.journalMegabytes",
            null,
            "500",
            "the most that may wait in the data directory while the database takes nothing; what comes then is lost, and counted"),
    PRICES_CURRENCY("prices.currency", null, "USD", "of all prices: three capital letters (ISO 4217)"),
    PRICES_PER_CALL("prices.perCall", null, "0", "what the carrier takes for each call"),
    PRICES_CARRIER("prices.carrierPerMinute", null, "0", "what it takes for each minute that has begun"),
    PRICES_FAR_END(
            "prices.farEndPerMinute", null, "0", "what a far end takes for a minute of a chat, counted in seconds"),
    PRICES_EMBEDDED(
            "prices.embeddedPerMinute", null, "0", "the same of the embedded EVI, whose models may cost something");

    private final String path;
    private final @Nullable String variable;
    private final @Nullable String defaultText;
    private final @Nullable String meaning;

    ConfigKey(String path, @Nullable String variable, @Nullable String defaultText) {
        this(path, variable, defaultText, null);
    }

    ConfigKey(String path, @Nullable String variable, @Nullable String defaultText, @Nullable String meaning) {
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

    /** What it means, or null when only configuration.md says so. */
    public @Nullable String meaning() {
        return meaning;
    }

    /** Whether what stands there must never be shown: judged by its name, so that no new key is forgotten. */
    boolean isSecret() {
        return this == STORE_URL
                || this == REDIS_URL
                || (this != TLS_KEY && path.matches(".*(?i)(token|key|keys|secret|sid|password)"));
    }
}
