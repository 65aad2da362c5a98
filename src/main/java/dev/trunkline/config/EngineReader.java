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
    static final int MAX_GREETING = 1_000;
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
        if (values.isGiven(EngineKey.TOOLS_WEB_SEARCH_KEY) && !values.isGiven(EngineKey.TOOLS_WEB_SEARCH)) {
            values.mistake(EngineKey.TOOLS_WEB_SEARCH_KEY, "needs " + Values.name(EngineKey.TOOLS_WEB_SEARCH));
        }
        return new EngineConfig(
                values.chosenNumber(EngineKey.SAMPLE_RATE),
                turns(),
                talk(),
                access(),
                mind(),
                voice(),
                ears(),
                values.url(EngineKey.EXPRESSION_URL),
                ffmpeg(),
                new EngineConfig.Tools(
                        values.url(EngineKey.TOOLS_WEB_SEARCH), values.headerSecret(EngineKey.TOOLS_WEB_SEARCH_KEY)),
                new EngineConfig.Store(
                        databaseUrl(), recordings(), values.number(RecordKey.STORE_RECORDINGS_MEGABYTES)));
    }

    private @Nullable String ffmpeg() {
        String program = values.text(EngineKey.FFMPEG);
        if (program != null && !program.equals(NONE) && !Programs.isRunnable(program)) {
            values.mistake(EngineKey.FFMPEG, "is no program that can be run; give the whole path, or none");
        }
        return program;
    }

    private EngineConfig.Turns turns() {
        String voiceActivity = values.oneOf(EngineKey.VOICE_ACTIVITY);
        Path model = values.file(EngineKey.SILERO_MODEL);
        if (model != null && !(Files.isReadable(model) && Files.isRegularFile(model))) {
            values.mistake(EngineKey.SILERO_MODEL, "cannot be read; does " + model + " exist?");
        }
        double threshold = values.decimal(EngineKey.SPEECH_THRESHOLD);
        if (voiceActivity.equals("silero") && !(threshold > LEAST_OF_SILERO && threshold < 1)) {
            values.mistake(
                    EngineKey.SPEECH_THRESHOLD, "must be more than " + LEAST_OF_SILERO + " and less than 1 for silero");
        }
        return new EngineConfig.Turns(
                ADAPTIVE.equals(values.text(EngineKey.SILENCE_MILLIS)) ? null : endOfTurnSilence(),
                values.number(EngineKey.INTERRUPTION_MILLIS),
                values.number(EngineKey.PADDING_MILLIS),
                threshold,
                values.flag(EngineKey.PLAYBACK_AWARE),
                values.flag(EngineKey.WEIGH_INTERRUPTIONS),
                voiceActivity,
                model,
                turnModel());
    }

    private @Nullable Integer endOfTurnSilence() {
        String text = values.text(EngineKey.SILENCE_MILLIS);
        if (text != null && !text.matches("\\d{1,9}")) {
            values.mistake(EngineKey.SILENCE_MILLIS, "must be adaptive, or a number from 500 to 3000");
            return null;
        }
        return values.optionalNumber(EngineKey.SILENCE_MILLIS);
    }

    private @Nullable Path turnModel() {
        Path model = values.file(EngineKey.EARS_TURN_MODEL);
        if (model != null && !(Files.isReadable(model) && Files.isRegularFile(model))) {
            values.mistake(EngineKey.EARS_TURN_MODEL, "cannot be read; does " + model + " exist?");
        }
        return model;
    }

    private @Nullable String greeting() {
        boolean isAgents = agentsGreeting != null && !values.isGiven(EngineKey.GREETING);
        String greeting = isAgents
                ? agentsGreeting
                : values.isEmptied(EngineKey.GREETING) ? NONE : values.text(EngineKey.GREETING);
        if (greeting != null && greeting.length() > MAX_GREETING) {
            String what = "has " + greeting.length() + " characters; callers listen to " + MAX_GREETING + " at most";
            if (isAgents) {
                file.mistake(AgentReader.SECTION + ".greeting", what);
            } else {
                values.mistake(EngineKey.GREETING, what);
            }
        }
        return greeting;
    }

    private EngineConfig.Talk talk() {
        String greeting = greeting();
        String prompt = values.text(EngineKey.SYSTEM_PROMPT);
        return new EngineConfig.Talk(
                greeting == null || greeting.equals(NONE) ? "" : greeting,
                prompt == null ? "" : prompt,
                values.number(EngineKey.NUDGE_SECONDS),
                new WaitingReader(values).read(),
                values.oneOf(EngineKey.GOODBYE).equals("protected"),
                values.number(EngineKey.INACTIVITY_SECONDS),
                values.number(EngineKey.MAX_SECONDS));
    }

    private EngineConfig.Access access() {
        Set<Secret> apiKeys = apiKeys();
        String bind = values.text(ServerKey.BIND);
        return new EngineConfig.Access(
                bind != null ? bind : apiKeys.isEmpty() ? "127.0.0.1" : "0.0.0.0",
                values.number(EngineKey.MAX_CHATS),
                apiKeys,
                values.headerSecret(EngineKey.SECRET_KEY),
                values.flag(EngineKey.PRIVATE_TARGETS),
                allowedOrigins());
    }

    private Set<Secret> apiKeys() {
        Set<String> keys = list(EngineKey.API_KEYS);
        if (!keys.stream().allMatch(Secret::fitsHeader)) {
            values.mistake(EngineKey.API_KEYS, Values.NO_HEADER);
        }
        return keys.stream().map(Secret::new).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** As browsers send them (RFC 6454, 6.2), but for a slash at the end, which people copy. */
    private Set<String> allowedOrigins() {
        Set<String> origins = new LinkedHashSet<>();
        for (String text : list(EngineKey.ALLOWED_ORIGINS)) {
            String origin = Origins.plain(text);
            if (origin != null) {
                origins.add(origin);
            } else {
                values.mistake(
                        EngineKey.ALLOWED_ORIGINS,
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
        EngineConfig.Mind.MindKind kind = values.oneOf(EngineKey.MIND_KIND, EngineConfig.Mind.MindKind.SCRIPTED);
        URI url = kind == EngineConfig.Mind.MindKind.CLM
                ? values.url(EngineKey.MIND_URL, "http", "https", "ws", "wss")
                : values.base(EngineKey.MIND_URL, "http", "https");
        String model = values.text(EngineKey.MIND_MODEL);
        if (kind != EngineConfig.Mind.MindKind.SCRIPTED) {
            needs(EngineKey.MIND_KIND, EngineKey.MIND_URL);
        }
        if (kind == EngineConfig.Mind.MindKind.OPENAI) {
            needs(EngineKey.MIND_KIND, EngineKey.MIND_MODEL);
        }
        Path script = values.file(EngineKey.MIND_SCRIPT);
        if (script != null && !(Files.isReadable(script) && Files.isRegularFile(script))) {
            values.mistake(EngineKey.MIND_SCRIPT, "cannot be read; does " + script + " exist?");
        }
        if (script != null && kind != EngineConfig.Mind.MindKind.SCRIPTED) {
            values.mistake(EngineKey.MIND_SCRIPT, "is for mind.kind scripted; leave one of the two out");
        }
        return new EngineConfig.Mind(
                kind,
                url,
                model,
                values.headerSecret(EngineKey.MIND_API_KEY),
                values.optionalDecimal(EngineKey.MIND_TEMPERATURE),
                script,
                false);
    }

    private EngineConfig.Voice voice() {
        EngineConfig.Voice.VoiceKind kind = values.oneOf(EngineKey.VOICE_KIND, EngineConfig.Voice.VoiceKind.MARYTTS);
        if (kind == EngineConfig.Voice.VoiceKind.OPENAI) {
            needs(EngineKey.VOICE_KIND, EngineKey.VOICE_URL);
        }
        if (kind == EngineConfig.Voice.VoiceKind.COMMAND) {
            needs(EngineKey.VOICE_KIND, EngineKey.VOICE_COMMAND);
            checkProgram(EngineKey.VOICE_COMMAND);
        }
        return new EngineConfig.Voice(
                kind,
                values.base(EngineKey.VOICE_URL),
                String.valueOf(values.text(EngineKey.VOICE_MODEL)),
                String.valueOf(values.text(EngineKey.VOICE_NAME)),
                values.headerSecret(EngineKey.VOICE_API_KEY),
                words(EngineKey.VOICE_COMMAND));
    }

    private EngineConfig.Ears ears() {
        EngineConfig.Ears.EarsKind kind = values.oneOf(EngineKey.EARS_KIND, EngineConfig.Ears.EarsKind.AUTO);
        if (kind == EngineConfig.Ears.EarsKind.OPENAI || kind == EngineConfig.Ears.EarsKind.VOSK) {
            needs(EngineKey.EARS_KIND, EngineKey.EARS_URL);
        }
        if (kind == EngineConfig.Ears.EarsKind.COMMAND) {
            needs(EngineKey.EARS_KIND, EngineKey.EARS_COMMAND);
            checkProgram(EngineKey.EARS_COMMAND);
        }
        return new EngineConfig.Ears(
                kind,
                kind == EngineConfig.Ears.EarsKind.VOSK
                        ? values.url(EngineKey.EARS_URL, "ws", "wss")
                        : values.base(EngineKey.EARS_URL, "http", "https"),
                values.text(EngineKey.EARS_MODEL),
                values.headerSecret(EngineKey.EARS_API_KEY),
                words(EngineKey.EARS_COMMAND));
    }

    private @Nullable Secret databaseUrl() {
        Secret url = values.secret(RecordKey.STORE_URL);
        if (url == null) {
            return null;
        }
        String trouble = DatabaseText.trouble(url.reveal());
        if (trouble != null) {
            values.mistake(RecordKey.STORE_URL, trouble);
        }
        return url;
    }

    private void needs(ConfigKey kind, ConfigKey other) {
        if (values.text(other) == null) {
            values.mistake(kind, "is " + values.text(kind) + ", which needs " + Values.name(other));
        }
    }

    private @Nullable Path recordings() {
        Path folder = values.file(RecordKey.STORE_RECORDINGS);
        String trouble = folder == null ? null : Folders.trouble(folder);
        if (trouble != null) {
            values.mistake(RecordKey.STORE_RECORDINGS, "names " + folder + ", " + trouble);
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
