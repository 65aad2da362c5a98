package dev.trunkline.app;

import dev.trunkline.config.ConfigException;
import dev.trunkline.config.EngineConfig;
import dev.trunkline.config.Secret;
import dev.trunkline.engine.EngineParts;
import dev.trunkline.engine.expression.Expression;
import dev.trunkline.engine.expression.HeuristicExpression;
import dev.trunkline.engine.expression.HttpExpression;
import dev.trunkline.engine.tools.HttpWebSearch;
import dev.trunkline.engine.tools.WebSearch;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.SpeechMeter;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.command.CommandRecognizer;
import dev.trunkline.speech.command.CommandVoice;
import dev.trunkline.speech.command.Ffmpeg;
import dev.trunkline.speech.file.SoundDecoder;
import dev.trunkline.speech.loading.LoadingActivity;
import dev.trunkline.speech.loading.LocalEars;
import dev.trunkline.speech.loading.SpeechParts;
import dev.trunkline.speech.remote.OpenAiEndpoint;
import dev.trunkline.speech.remote.OpenAiRecognizer;
import dev.trunkline.speech.remote.OpenAiVoice;
import dev.trunkline.speech.remote.VoskRecognizer;
import dev.trunkline.speech.tts.FallbackVoice;
import dev.trunkline.speech.tts.HouseVoice;
import dev.trunkline.speech.tts.HouseVoices;
import dev.trunkline.speech.tts.ReadingVoice;
import dev.trunkline.speech.turn.SmartTurn;
import dev.trunkline.speech.turn.TurnModel;
import dev.trunkline.speech.vad.FvadVoiceActivity;
import dev.trunkline.speech.vad.VoiceActivities;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the engine speaks, hears, thinks and feels with, as the configuration says. */
final class EngineSpeech {

    private static final Logger LOG = LoggerFactory.getLogger(EngineSpeech.class);
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int CONNECT_MILLIS = 2_000;
    private static final int COMMANDS_RATE_HZ = 16_000;
    private static final long SCORING_MILLIS = 400; // a sentence is not sent before it is scored

    private EngineSpeech() {}

    /**
     * An engine's parts, which may still be loading.
     *
     * @param voiced when the voice is there
     * @param quick when all is there, and as quick as it gets; fails when a part cannot be loaded, and the message says which
     */
    record Loading(EngineParts parts, CompletableFuture<Void> voiced, CompletableFuture<Void> quick) {}

    /**
     * Loads everything in the background, which takes a second or two.
     *
     * @param pressed whether what chats can do without is to be left undone
     * @param greeted whether the greeting is ready; all but the voice waits for it, for nobody is listened to before
     * @throws ConfigException when a configured model is not there, or cannot tell speech from silence; the message says why
     */
    static Loading load(
            EngineConfig config, EngineMetrics metrics, BooleanSupplier pressed, CompletableFuture<Void> greeted)
            throws ConfigException {
        SoundDecoder decoder = decoder(config.ffmpeg());
        Supplier<LocalEars> localEars = LocalHearing.of(config.ears());
        SpeechParts speech = localEars == null
                ? SpeechParts.load(() -> voice(config.voice(), decoder, metrics), ears(config.ears()))
                : SpeechParts.load(() -> voice(config.voice(), decoder, metrics), localEars, greeted);
        CompletableFuture<VoiceActivities> activities = activities(config.turns(), greeted);
        EngineParts parts = new EngineParts(
                speech.voice(),
                speech.recognizer(),
                LoadingActivity.ofStreams(activities),
                EngineMinds.of(config, metrics, speech.loaded()),
                expression(config.expressionUrl()),
                webSearch(config.tools()),
                metrics,
                decoder,
                turnModel(config.turns().turnModel()),
                pressed);
        return new Loading(parts, speech.voiced(), CompletableFuture.allOf(speech.quick(), activities));
    }

    /**
     * Looks at the models that it would need.
     *
     * @return what is wrong with each
     */
    static List<String> mistakes(EngineConfig config) {
        CompletableFuture<Void> never = new CompletableFuture<>(); // what cannot be a mistake is not loaded
        List<String> mistakes = new ArrayList<>();
        ServeRehearsal.note(mistakes, () -> LocalHearing.of(config.ears()));
        ServeRehearsal.note(mistakes, () -> activities(config.turns(), never));
        ServeRehearsal.note(mistakes, () -> turnModel(config.turns().turnModel()));
        Path script = config.mind().script();
        if (script != null) {
            ServeRehearsal.note(mistakes, () -> ScriptFile.read(script));
        }
        return mistakes;
    }

    private static @Nullable TurnModel turnModel(@Nullable Path file) throws ConfigException {
        try {
            return file == null ? null : SmartTurn.load(file);
        } catch (SpeechFailedException e) {
            throw new ConfigException(List.of("ears.turnModel: " + e.getMessage()));
        }
    }

    private static WebSearch webSearch(EngineConfig.Tools tools) {
        URI url = tools.webSearch();
        Secret key = tools.webSearchApiKey();
        return url == null ? WebSearch.none() : new HttpWebSearch(url, Secret.revealed(key));
    }

    /** What the operator names is loaded at once, because it may be a mistake. */
    private static CompletableFuture<VoiceActivities> activities(
            EngineConfig.Turns turns, CompletableFuture<Void> greeted) throws ConfigException {
        Path model = turns.sileroModel();
        try {
            return switch (turns.voiceActivity()) {
                case "silero" ->
                    CompletableFuture.completedFuture(
                            model == null
                                    ? VoiceActivities.silero(turns.speechThreshold())
                                    : VoiceActivities.silero(model, turns.speechThreshold()));
                case "energy" -> CompletableFuture.completedFuture(VoiceActivities.energy());
                case "webrtc" ->
                    CompletableFuture.completedFuture(new VoiceActivities(FvadVoiceActivity.Mode.VERY_AGGRESSIVE));
                default -> LoadingActivity.load(VoiceActivities::best, greeted);
            };
        } catch (SpeechFailedException e) {
            throw new ConfigException(List.of("engine.voiceActivity is "
                    + turns.voiceActivity()
                    + (model == null ? ", without " : " with ")
                    + "the model engine.sileroModel: "
                    + e.getMessage()));
        }
    }

    private static Voice voice(EngineConfig.Voice voice, SoundDecoder decoder, SpeechMeter meter) {
        return switch (voice.kind()) {
            case MARYTTS -> new HouseVoices(HouseVoice.SLT, meter);
            case FREETTS -> new HouseVoices(HouseVoice.KEVIN, meter);
            case OPENAI ->
                orOursInItsPlace(
                        new OpenAiVoice(
                                OpenAiVoice.Settings.of(
                                        endpoint(voice.url(), voice.apiKey()), voice.model(), voice.name()),
                                decoder),
                        meter);
            case COMMAND ->
                orOursInItsPlace(
                        new CommandVoice(
                                new CommandVoice.Settings(
                                        voice.command(), voice.name(), COMMANDS_RATE_HZ, TIMEOUT_MILLIS),
                                decoder),
                        meter);
        };
    }

    /** The caller is not left in silence when somebody else's voice fails. */
    private static Voice orOursInItsPlace(Voice voice, SpeechMeter meter) {
        Voice ours = new HouseVoices(HouseVoice.SLT, meter);
        return new FallbackVoice(ReadingVoice.any(voice, meter), ours, System::nanoTime, meter);
    }

    private static SpeechRecognizer ears(EngineConfig.Ears ears) {
        return switch (ears.kind()) {
            case AUTO, MOONSHINE, SPHINX ->
                throw new IllegalArgumentException(ears.kind() + " is loaded in the background");
            case OPENAI ->
                new OpenAiRecognizer(new OpenAiRecognizer.Settings(
                        endpoint(ears.url(), ears.apiKey()), ears.model() == null ? "whisper-1" : ears.model(), ""));
            case VOSK ->
                new VoskRecognizer(new VoskRecognizer.Settings(
                        Objects.requireNonNull(ears.url()), CONNECT_MILLIS, TIMEOUT_MILLIS));
            case COMMAND -> new CommandRecognizer(ears.command(), TIMEOUT_MILLIS);
        };
    }

    private static OpenAiEndpoint endpoint(@Nullable URI url, @Nullable Secret key) {
        return new OpenAiEndpoint(Objects.requireNonNull(url), key == null ? "" : key.reveal(), TIMEOUT_MILLIS);
    }

    /** The one that the operator names, or the first on the path; {@code none} for none. */
    private static SoundDecoder decoder(@Nullable String ffmpeg) {
        Path program =
                ffmpeg == null ? Ffmpeg.onPath(System.getenv("PATH")) : ffmpeg.equals("none") ? null : Path.of(ffmpeg);
        LOG.atInfo()
                .addKeyValue("program", program == null ? "none" : program)
                .log(
                        program == null
                                ? "compressed sound is not decoded, but for WebM with Opus"
                                : "ffmpeg decodes compressed sound");
        return program == null ? SoundDecoder.NONE : new Ffmpeg(program);
    }

    private static Expression expression(@Nullable URI url) {
        Expression heuristic = new HeuristicExpression();
        return url == null
                ? heuristic
                : new HttpExpression(
                        new HttpExpression.Target(url, null, SCORING_MILLIS), heuristic, InstantSource.system());
    }
}
