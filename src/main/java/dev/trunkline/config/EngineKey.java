package dev.trunkline.config;

import static dev.trunkline.config.Shape.base;
import static dev.trunkline.config.Shape.choice;
import static dev.trunkline.config.Shape.decimal;
import static dev.trunkline.config.Shape.file;
import static dev.trunkline.config.Shape.flag;
import static dev.trunkline.config.Shape.headerText;
import static dev.trunkline.config.Shape.several;
import static dev.trunkline.config.Shape.text;
import static dev.trunkline.config.Shape.url;
import static dev.trunkline.config.Shape.whole;
import static dev.trunkline.config.Shape.words;

import org.jspecify.annotations.Nullable;

/** The engine, and who thinks, speaks and hears for it. */
public enum EngineKey implements ConfigKey {
    SAMPLE_RATE(
            "engine.sampleRateHz",
            null,
            "48000",
            choice("24000", "48000"),
            "what the embedded EVI speaks: 24000 or 48000"),
    SILENCE_MILLIS(
            "engine.endOfTurnSilenceMillis",
            null,
            "adaptive",
            whole(500, 3_000).or("adaptive"),
            "silence that ends the caller's turn: adaptive, 300 to 1800 by what was said, or always the"
                    + " same, 500 to 3000"),
    INTERRUPTION_MILLIS(
            "engine.minInterruptionMillis",
            null,
            "300",
            whole(50, 2_000),
            "the least speech that interrupts the embedded EVI; 50 to 2000"),
    PADDING_MILLIS(
            "engine.prefixPaddingMillis",
            null,
            "300",
            whole(0, 1_000),
            "sound kept from before speech began; 0 to 1000"),
    SPEECH_THRESHOLD(
            "engine.speechThreshold", null, "0.5", decimal(0, 1), "how much of the last 100 ms must be speech; 0 to 1"),
    PLAYBACK_AWARE(
            "engine.playbackAware",
            null,
            "true",
            flag(),
            "whether sound that was sent but is still heard can be interrupted; false as EVI's audio guide"
                    + " describes"),
    WEIGH_INTERRUPTIONS(
            "engine.weighInterruptions",
            null,
            "true",
            flag(),
            "whether the first words, and how the caller sounds, decide if speech over the agent interrupts,"
                    + " while its sound waits; false: minInterruptionMillis of any speech does"),
    VOICE_ACTIVITY(
            "engine.voiceActivity",
            null,
            "auto",
            choice("auto", "webrtc", "silero", "energy"),
            "what tells speech from silence: webrtc, silero, energy; auto is silero where its model is in"
                    + " the jar, else webrtc"),
    FFMPEG(
            "engine.ffmpeg",
            "TRUNKLINE_FFMPEG",
            null,
            text(),
            "the program that decodes MP4, MP3, AAC, Ogg and FLAC; the ffmpeg on the path when absent; none"
                    + " for none"),
    SILERO_MODEL(
            "engine.sileroModel", null, null, file(), "an ONNX file of Silero's, in the place of the one in the jar"),
    GREETING(
            "engine.greeting",
            null,
            "Hello, thank you for calling. How can I help you?",
            text().atMost(EngineReader.MAX_GREETING).orEmpty(),
            "what a new chat begins with, with {{variables}}; none for silence. The scripted mind's own says"
                    + " that it is a demonstration"),
    SYSTEM_PROMPT("engine.systemPrompt", null, null, text().orEmpty(), "instructions for a mind that heeds them"),
    NUDGE_SECONDS(
            "engine.nudgeSeconds",
            null,
            "10",
            whole(0, 1_800),
            "silence after which the agent asks whether anybody is there; 0 for never, and then it does not"
                    + " answer keys without words either"),
    GOODBYE(
            "engine.goodbye",
            null,
            "cancellable",
            choice("cancellable", "protected"),
            "the agent hangs up by itself: cancellable: who says more than a goodbye into its last words"
                    + " keeps the chat open; protected: nobody does. On the telephone call.goodbye decides, where the"
                    + " bridge hangs up"),
    FILLERS(
            "engine.fillers",
            null,
            "One moment, please. / Let me see. / Just a second, please.",
            text(),
            "what the agent says, each time another, while an answer takes long; separated by /; none for" + " none"),
    FILLER_MILLIS(
            "engine.fillerAfterMillis",
            null,
            "1100",
            whole(300, 10_000),
            "silence after which a caller who waits for an answer hears the first of them, or the noise; 300"
                    + " to 10000"),
    FILLER_SECONDS(
            "engine.fillerRepeatSeconds",
            null,
            "8",
            whole(2, 120),
            "and the next one, of three in one wait at most; 2 to 120"),
    COMFORT_NOISE(
            "engine.comfortNoiseDb",
            null,
            "-40",
            decimal(-70, -25).or("none"),
            "the level of a soft noise after it, in dB of full scale, -70 to -25; none for silence"),
    INACTIVITY_SECONDS(
            "engine.inactivitySeconds",
            null,
            "120",
            whole(30, 1_800),
            "a chat ends without a user message for so long; 30 to 1800"),
    MAX_SECONDS(
            "engine.maxSeconds",
            null,
            "1800",
            whole(30, 1_800),
            "the longest chat; 30 to 1800. A Realtime session lasts an hour, unless this is not 1800"),
    MAX_CHATS(
            "engine.maxChats",
            null,
            "1000",
            whole(1, 100_000),
            "chats at a time of the engine alone; one more is refused"),
    API_KEYS(
            "engine.apiKeys",
            "TRUNKLINE_EVI_API_KEYS",
            null,
            several(headerText(1)),
            "who may use the engine alone, separated by commas; without them only loopback is served"),
    ALLOWED_ORIGINS(
            "engine.allowedOrigins",
            "TRUNKLINE_EVI_ALLOWED_ORIGINS",
            null,
            several(text("https?://[^/?#@\\s]+/?")),
            "pages that may use the engine alone from a browser, such as https://app.example.com, separated"
                    + " by commas; none when absent, but those of this machine when no key is asked for"),
    SECRET_KEY(
            "engine.secretKey",
            "TRUNKLINE_EVI_SECRET_KEY",
            null,
            headerText(1),
            "with an API key it buys access tokens; it signs webhooks"),
    PRIVATE_TARGETS(
            "engine.privateTargets",
            "TRUNKLINE_PRIVATE_TARGETS",
            "false",
            flag(),
            "whether URLs in posted configs (webhooks, custom language models) may lead to this machine and"
                    + " private networks"),

    MIND_KIND(
            "mind.kind",
            null,
            "scripted",
            words(EngineConfig.Mind.MindKind.class),
            "who thinks for the engine: scripted, openai, clm"),
    MIND_URL(
            "mind.url",
            null,
            null,
            url("http", "https", "ws", "wss"),
            "openai: the base of chat completions, such as http://localhost:11434/v1; clm: the endpoint of"
                    + " the custom model"),
    MIND_MODEL("mind.model", null, null, text(), "the name of the model, for openai"),
    MIND_API_KEY("mind.apiKey", "TRUNKLINE_MIND_API_KEY", null, headerText(1), "the key of that endpoint"),
    MIND_SCRIPT(
            "mind.script",
            null,
            null,
            file(),
            "scripted: a YAML file of what the agent understands, asks, looks up and says; the demonstration"
                    + " when absent"),
    MIND_TEMPERATURE("mind.temperature", null, null, decimal(0, 2), "0 to 2; the model's own when absent"),

    VOICE_KIND(
            "voice.kind",
            null,
            "marytts",
            words(EngineConfig.Voice.VoiceKind.class),
            "who speaks for the engine: marytts, freetts, openai, command"),
    VOICE_URL("voice.url", null, null, base("http", "https"), "openai: the base of audio/speech"),
    VOICE_MODEL("voice.model", null, "tts-1", text(), "openai: the name of the model"),
    VOICE_NAME("voice.name", null, "alloy", text(), "openai: the name of the voice"),
    VOICE_API_KEY("voice.apiKey", "TRUNKLINE_VOICE_API_KEY", null, headerText(1), "the key of that endpoint"),
    VOICE_COMMAND(
            "voice.command",
            null,
            null,
            text(),
            "command: a program that reads text and writes a WAV file; words split at spaces"),

    EARS_KIND(
            "ears.kind",
            null,
            "auto",
            words(EngineConfig.Ears.EarsKind.class),
            "who hears for the engine: moonshine, sphinx, openai, vosk, command; auto is moonshine where its"
                    + " weights are in the jar, else sphinx"),
    EARS_URL(
            "ears.url",
            null,
            null,
            url("http", "https", "ws", "wss"),
            "openai: the base of audio/transcriptions; vosk: the ws:// address of its server"),
    EARS_MODEL(
            "ears.model",
            null,
            null,
            text(),
            "moonshine: tiny (the default), base, or a folder with its files; openai: the name of the model,"
                    + " whisper-1 when absent"),
    EARS_API_KEY("ears.apiKey", "TRUNKLINE_EARS_API_KEY", null, headerText(1), "the key of that endpoint"),
    EARS_COMMAND(
            "ears.command",
            null,
            null,
            text(),
            "command: a program that reads a WAV file and writes text; words split at spaces"),
    EARS_TURN_MODEL(
            "ears.turnModel",
            null,
            null,
            file(),
            "an ONNX file of Smart Turn, version 3, that hears whether the caller has finished, for an"
                    + " adaptive end of turn"),

    EXPRESSION_URL(
            "expression.url",
            null,
            null,
            url("http", "https"),
            "a service that scores how something was said; a heuristic when absent"),

    TOOLS_WEB_SEARCH(
            "tools.webSearch",
            "TRUNKLINE_WEB_SEARCH_URL",
            null,
            url("http", "https"),
            "a search service for the builtin tool web_search; without one a config that asks for it is" + " refused"),
    TOOLS_WEB_SEARCH_KEY(
            "tools.webSearchApiKey",
            "TRUNKLINE_WEB_SEARCH_API_KEY",
            null,
            headerText(1),
            "the key of that service, a bearer token");

    @SuppressWarnings("ImmutableEnumChecker") // records of texts and numbers
    private final Setting setting;

    EngineKey(String path, @Nullable String variable, @Nullable String usual, Shape shape, String meaning) {
        this.setting = new Setting(path, variable, usual, shape, meaning);
    }

    @Override
    public Setting setting() {
        return setting;
    }
}
