package dev.trunkline.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what concerns the engine. Confined to one thread. */
final class EngineReader {

    private static final String NONE = "none";
    private static final String ADAPTIVE = "adaptive";
    private static final int MAX_GREETING = 1_000;
    private static final double LEAST_OF_SILERO = 0.15; // speech is over when its probability is that much below

    private final Values values;
    private final ConfigFile file;
    private final @Nullable String agentsGreeting;

    /** @param agentsGreeting what every route's agent says first, unless the engine's own is given */
    EngineReader(Values values, ConfigFile file, @Nullable String agentsGreeting) {
        this.values = values;
        this.file = file;
        this.agentsGreeting = agentsGreeting;
    }

    EngineConfig read() {
        if (values.isGiven(ConfigKey.TOOLS_WEB_SEARCH_KEY) && !values.isGiven(ConfigKey.TOOLS_WEB_SEARCH)) {
            values.mistake(ConfigKey.TOOLS_WEB_SEARCH_KEY, "needs " + Values.name(ConfigKey.TOOLS_WEB_SEARCH));
        }
        return new EngineConfig(
                values.oneOf(ConfigKey.ENGINE_SAMPLE_RATE, 48_000, 24_000),
                turns(),
                talk(),
                access(),
                mind(),
                voice(),
                ears(),
                values.url(ConfigKey.EXPRESSION_URL, "http", "https"),
                ffmpeg(),
                new EngineConfig.Tools(
                        values.url(ConfigKey.TOOLS_WEB_SEARCH, "http", "https"),
                        values.headerSecret(ConfigKey.TOOLS_WEB_SEARCH_KEY)),
                new EngineConfig.Store(
                        databaseUrl(),
                        recordings(),
                        values.number(ConfigKey.STORE_RECORDINGS_MEGABYTES, 1, 1_000_000)));
    }

    private @Nullable String ffmpeg() {
        String program = values.text(ConfigKey.ENGINE_FFMPEG);
        if (program != null && !program.equals(NONE) && !Programs.isRunnable(program)) {
            values.mistake(ConfigKey.ENGINE_FFMPEG, "is no program that can be run; give the whole path, or none");
        }
        return program;
    }

    private EngineConfig.Turns turns() {
        String voiceActivity = values.oneOf(ConfigKey.ENGINE_VOICE_ACTIVITY, "auto", "webrtc", "silero", "energy");
        Path model = values.file(ConfigKey.ENGINE_SILERO_MODEL);
        if (model != null && !(Files.isReadable(model) && Files.isRegularFile(model))) {
            values.mistake(ConfigKey.ENGINE_SILERO_MODEL, "cannot be read; does " + model + " exist?");
        }
        double threshold = values.decimal(ConfigKey.ENGINE_SPEECH_THRESHOLD, 0, 1);
        if (voiceActivity.equals("silero") && !(threshold > LEAST_OF_SILERO && threshold < 1)) {
            values.mistake(
                    ConfigKey.ENGINE_SPEECH_THRESHOLD,
                    "must be more than " + LEAST_OF_SILERO + " and less than 1 for silero");
        }
        return new EngineConfig.Turns(
                ADAPTIVE.equals(values.text(ConfigKey.ENGINE_SILENCE_MILLIS)) ? null : endOfTurnSilence(),
                values.number(ConfigKey.ENGINE_INTERRUPTION_MILLIS, 50, 2_000),
                values.number(ConfigKey.ENGINE_PADDING_MILLIS, 0, 1_000),
                threshold,
                values.flag(ConfigKey.ENGINE_PLAYBACK_AWARE),
                values.flag(ConfigKey.ENGINE_WEIGH_INTERRUPTIONS),
                voiceActivity,
                model,
                turnModel());
    }

    private @Nullable Integer endOfTurnSilence() {
        String text = values.text(ConfigKey.ENGINE_SILENCE_MILLIS);
        if (text != null && !text.matches("\\d{1,9}")) {
            values.mistake(ConfigKey.ENGINE_SILENCE_MILLIS, "must be adaptive, or a number from 500 to 3000");
            return null;
        }
        return values.optionalNumber(ConfigKey.ENGINE_SILENCE_MILLIS, 500, 3_000);
    }

    private @Nullable Path turnModel() {
        Path model = values.file(ConfigKey.EARS_TURN_MODEL);
        if (model != null && !(Files.isReadable(model) && Files.isRegularFile(model))) {
            values.mistake(ConfigKey.EARS_TURN_MODEL, "cannot be read; does " + model + " exist?");
        }
        return model;
    }

    private @Nullable String greeting() {
        boolean isAgents = agentsGreeting != null && !values.isGiven(ConfigKey.ENGINE_GREETING);
        String greeting = isAgents
                ? agentsGreeting
                : values.isEmptied(ConfigKey.ENGINE_GREETING) ? NONE : values.text(ConfigKey.ENGINE_GREETING);
        if (greeting != null && greeting.length() > MAX_GREETING) {
            String what = "has " + greeting.length() + " characters; callers listen to " + MAX_GREETING + " at most";
            if (isAgents) {
                file.mistake(AgentReader.SECTION + ".greeting", what);
            } else {
                values.mistake(ConfigKey.ENGINE_GREETING, what);
            }
        }
        return greeting;
    }

    private EngineConfig.Talk talk() {
        String greeting = greeting();
        String prompt = values.text(ConfigKey.ENGINE_SYSTEM_PROMPT);
        return new EngineConfig.Talk(
                greeting == null || greeting.equals(NONE) ? "" : greeting,
                prompt == null ? "" : prompt,
                values.number(ConfigKey.ENGINE_NUDGE_SECONDS, 0, 1_800),
                new WaitingReader(values).read(),
                values.oneOf(ConfigKey.ENGINE_GOODBYE, "cancellable", "protected")
                        .equals("protected"),
                values.number(ConfigKey.ENGINE_INACTIVITY_SECONDS, 30, 1_800),
                values.number(ConfigKey.ENGINE_MAX_SECONDS, 30, 1_800));
    }

    private EngineConfig.Access access() {
        Set<Secret> apiKeys = apiKeys();
        String bind = values.text(ConfigKey.BIND);
        return new EngineConfig.Access(
                bind != null ? bind : apiKeys.isEmpty() ? "127.0.0.1" : "0.0.0.0",
                values.number(ConfigKey.ENGINE_MAX_CHATS, 1, 100_000),
                apiKeys,
                values.headerSecret(ConfigKey.ENGINE_SECRET_KEY),
                Boolean.parseBoolean(values.oneOf(ConfigKey.ENGINE_PRIVATE_TARGETS, "false", "true")),
                allowedOrigins());
    }

    private Set<Secret> apiKeys() {
        Set<String> keys = list(ConfigKey.ENGINE_API_KEYS);
        if (!keys.stream().allMatch(Secret::fitsHeader)) {
            values.mistake(ConfigKey.ENGINE_API_KEYS, Values.NO_HEADER);
        }
        return keys.stream().map(Secret::new).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** As browsers send them (RFC 6454, 6.2), but for a slash at the end, which people copy. */
    private Set<String> allowedOrigins() {
        Set<String> origins = new LinkedHashSet<>();
        for (String text : list(ConfigKey.ENGINE_ALLOWED_ORIGINS)) {
            String origin = Origins.plain(text);
            if (origin != null) {
                origins.add(origin);
            } else {
                values.mistake(
                        ConfigKey.ENGINE_ALLOWED_ORIGINS,
                        "holds something that is no origin; give scheme, host and port, such as https://app.example.com");
            }
        }
        return origins;
    }

    private Set<String> list(ConfigKey key) {
        String text = values.text(key);
        Set<String> entries = new LinkedHashSet<>();
        if (text != null) {
            Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(entry -> !entry.isEmpty())
                    .forEach(entries::add);
            if (entries.isEmpty()) { // no keys would mean no doors
                values.mistake(key, "holds nothing but commas; give what stands between them, or leave it out");
            }
        }
        return entries;
    }

    private EngineConfig.Mind mind() {
        EngineConfig.Mind.MindKind kind = values.oneOf(ConfigKey.MIND_KIND, EngineConfig.Mind.MindKind.SCRIPTED);
        URI url = kind == EngineConfig.Mind.MindKind.CLM
                ? values.url(ConfigKey.MIND_URL, "http", "https", "ws", "wss")
                : values.base(ConfigKey.MIND_URL, "http", "https");
        String model = values.text(ConfigKey.MIND_MODEL);
        if (kind != EngineConfig.Mind.MindKind.SCRIPTED) {
            needs(ConfigKey.MIND_KIND, ConfigKey.MIND_URL);
        }
        if (kind == EngineConfig.Mind.MindKind.OPENAI) {
            needs(ConfigKey.MIND_KIND, ConfigKey.MIND_MODEL);
        }
        Path script = values.file(ConfigKey.MIND_SCRIPT);
        if (script != null && !(Files.isReadable(script) && Files.isRegularFile(script))) {
            values.mistake(ConfigKey.MIND_SCRIPT, "cannot be read; does " + script + " exist?");
        }
        if (script != null && kind != EngineConfig.Mind.MindKind.SCRIPTED) {
            values.mistake(ConfigKey.MIND_SCRIPT, "is for mind.kind scripted; leave one of the two out");
        }
        return new EngineConfig.Mind(
                kind,
                url,
                model,
                values.headerSecret(ConfigKey.MIND_API_KEY),
                values.optionalDecimal(ConfigKey.MIND_TEMPERATURE, 0, 2),
                script,
                false);
    }

    private EngineConfig.Voice voice() {
        EngineConfig.Voice.VoiceKind kind = values.oneOf(ConfigKey.VOICE_KIND, EngineConfig.Voice.VoiceKind.MARYTTS);
        if (kind == EngineConfig.Voice.VoiceKind.OPENAI) {
            needs(ConfigKey.VOICE_KIND, ConfigKey.VOICE_URL);
        }
        if (kind == EngineConfig.Voice.VoiceKind.COMMAND) {
            needs(ConfigKey.VOICE_KIND, ConfigKey.VOICE_COMMAND);
            checkProgram(ConfigKey.VOICE_COMMAND);
        }
        return new EngineConfig.Voice(
                kind,
                values.base(ConfigKey.VOICE_URL, "http", "https"),
                String.valueOf(values.text(ConfigKey.VOICE_MODEL)),
                String.valueOf(values.text(ConfigKey.VOICE_NAME)),
                values.headerSecret(ConfigKey.VOICE_API_KEY),
                words(ConfigKey.VOICE_COMMAND));
    }

    private EngineConfig.Ears ears() {
        EngineConfig.Ears.EarsKind kind = values.oneOf(ConfigKey.EARS_KIND, EngineConfig.Ears.EarsKind.AUTO);
        if (kind == EngineConfig.Ears.EarsKind.OPENAI || kind == EngineConfig.Ears.EarsKind.VOSK) {
            needs(ConfigKey.EARS_KIND, ConfigKey.EARS_URL);
        }
        if (kind == EngineConfig.Ears.EarsKind.COMMAND) {
            needs(ConfigKey.EARS_KIND, ConfigKey.EARS_COMMAND);
            checkProgram(ConfigKey.EARS_COMMAND);
        }
        return new EngineConfig.Ears(
                kind,
                kind == EngineConfig.Ears.EarsKind.VOSK
                        ? values.url(ConfigKey.EARS_URL, "ws", "wss")
                        : values.base(ConfigKey.EARS_URL, "http", "https"),
                values.text(ConfigKey.EARS_MODEL),
                values.headerSecret(ConfigKey.EARS_API_KEY),
                words(ConfigKey.EARS_COMMAND));
    }

    private @Nullable Secret databaseUrl() {
        Secret url = values.secret(ConfigKey.STORE_URL);
        if (url == null) {
            return null;
        }
        String trouble = DatabaseText.trouble(url.reveal());
        if (trouble != null) {
            values.mistake(ConfigKey.STORE_URL, trouble);
        }
        return url;
    }

    private void needs(ConfigKey kind, ConfigKey other) {
        if (values.text(other) == null) {
            values.mistake(kind, "is " + values.text(kind) + ", which needs " + Values.name(other));
        }
    }

    private @Nullable Path recordings() {
        Path folder = values.file(ConfigKey.STORE_RECORDINGS);
        String trouble = folder == null ? null : Folders.trouble(folder);
        if (trouble != null) {
            values.mistake(ConfigKey.STORE_RECORDINGS, "names " + folder + ", " + trouble);
        }
        return folder;
    }

    /** The process's own path counts: programs are started with it. */
    private void checkProgram(ConfigKey command) {
        List<String> words = words(command);
        if (!words.isEmpty() && !Programs.isFound(words.get(0), System.getenv("PATH"))) {
            values.mistake(command, "begins with no program that can be run; is it installed, and in the PATH?");
        }
    }

    private List<String> words(ConfigKey key) {
        String text = values.text(key);
        return text == null ? List.of() : List.of(text.split(" +"));
    }
}
