package dev.trunkline.speech.remote;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.file.RawSamples;
import dev.trunkline.speech.file.SoundAnswer;
import dev.trunkline.speech.file.SoundDecoder;
import dev.trunkline.speech.file.WavFile;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks with any server that has OpenAI's {@code POST /audio/speech}, local ones too. Thread-safe.
 *
 * <p>Source: OpenAI's API reference, "Create speech": {@code pcm} is 24 kHz, 16-bit, little-endian, mono, without a header.
 */
public final class OpenAiVoice implements Voice {

    private static final Logger LOG = LoggerFactory.getLogger(OpenAiVoice.class);
    private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024; // two minutes of 48 kHz
    private static final int MAX_REFUSED_NAMES = 1_000;
    private static final int MAX_NAME_CHARS = 200;

    private final Settings settings;
    private final SoundAnswer answers;
    private final String name;
    private final EndpointExchange exchange;
    private final Set<String> refusedNames;

    /** What is asked for; a WAV file is understood in either case. */
    public enum Format {
        PCM,
        WAV
    }

    /**
     * What to ask for. Immutable.
     *
     * @param voice the name of the voice when nobody asks for another
     * @param sampleRateHz of answers without a header, and of everything this voice says: other WAV files are brought to it
     * @param speed as the endpoint understands it; 1 is not sent
     */
    public record Settings(
            OpenAiEndpoint endpoint, String model, String voice, Format format, int sampleRateHz, double speed) {
        public Settings {
            if (!RawSamples.isUsualRate(sampleRateHz)) {
                throw new IllegalArgumentException(sampleRateHz + " Hz is no usual sample rate");
            }
            if (!(speed >= 0.25 && speed <= 4)) {
                throw new IllegalArgumentException("a voice's speed must be between 0.25 and 4");
            }
        }

        /** Bare samples at 24 kHz, at the usual speed. */
        public static Settings of(OpenAiEndpoint endpoint, String model, String voice) {
            return new Settings(endpoint, model, voice, Format.PCM, 24_000, 1);
        }
    }

    /** Without a decoder. */
    public OpenAiVoice(Settings settings) {
        this(settings, SoundDecoder.NONE);
    }

    /** @param decoder for endpoints that answer with compressed sound whatever they are asked for */
    public OpenAiVoice(Settings settings, SoundDecoder decoder) {
        this(
                settings,
                new SoundAnswer(decoder, settings.sampleRateHz()),
                settings.voice(),
                new EndpointExchange(settings.endpoint(), "/audio/speech", MAX_ANSWER_BYTES),
                ConcurrentHashMap.newKeySet());
    }

    private OpenAiVoice(
            Settings settings, SoundAnswer answers, String name, EndpointExchange exchange, Set<String> refusedNames) {
        this.settings = settings;
        this.answers = answers;
        this.name = name;
        this.exchange = exchange;
        this.refusedNames = refusedNames;
    }

    /** @throws SpeechFailedException when the endpoint does not answer with sound in time */
    @Override
    public Speech say(String text) {
        if (text.chars().noneMatch(Character::isLetterOrDigit)) {
            return new Speech(new short[0], settings.sampleRateHz());
        }
        boolean isUsual = name.equals(settings.voice()) || refusedNames.contains(name);
        EndpointExchange.Answer answer = ask(isUsual ? settings.voice() : name, text);
        if (answer.isRefusal() && !isUsual) {
            // Perhaps a name that only the configuration's author knew.
            answer = ask(settings.voice(), text);
            if (answer.isOk()) {
                remember(name);
            }
        }
        return sound(answer);
    }

    @Override
    public Voice named(String newName) {
        return newName.isBlank() || newName.length() > MAX_NAME_CHARS
                ? this
                : new OpenAiVoice(settings, answers, newName, exchange, refusedNames);
    }

    @Override
    public int sampleRateHz() {
        return settings.sampleRateHz();
    }

    private EndpointExchange.Answer ask(String voice, String text) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", settings.model());
        request.put("voice", voice);
        request.put("input", text);
        request.put("response_format", settings.format().name().toLowerCase(Locale.ROOT));
        if (settings.speed() != 1) {
            request.put("speed", settings.speed());
        }
        return exchange.post("application/json", EndpointExchange.json(request));
    }

    private Speech sound(EndpointExchange.Answer answer) {
        if (!answer.isOk()) {
            throw exchange.refused(answer);
        }
        String type = answer.contentType().toLowerCase(Locale.ROOT);
        byte[] body = answer.body();
        if (isWrapped(type, body)) {
            byte[] wrapped = SpeechEvents.sound(body);
            if (wrapped == null) {
                throw exchange.unusable("answered with " + type + " instead of sound");
            }
            return read(wrapped, "");
        }
        if (body.length < Short.BYTES) {
            throw exchange.unusable("answered with nothing instead of sound");
        }
        return read(body, type);
    }

    private static boolean isWrapped(String type, byte[] body) {
        return !WavFile.isFile(body) && (type.startsWith("text/") || type.contains("json"));
    }

    private Speech read(byte[] sound, String type) {
        try {
            return answers.read(sound, type);
        } catch (SpeechFailedException e) {
            String what = type.isEmpty() ? "something else" : type;
            throw exchange.unusable("answered with " + what + " instead of sound: " + e.getMessage());
        }
    }

    private void remember(String refused) {
        if (refusedNames.size() >= MAX_REFUSED_NAMES) {
            refusedNames.clear();
        }
        if (refusedNames.add(refused)) {
            LOG.atWarn().addKeyValue("voice", refused).log("endpoint knows no such voice, the usual one speaks");
        }
    }
}
