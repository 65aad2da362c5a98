package dev.trunkline.speech.command;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.file.RawSamples;
import dev.trunkline.speech.file.SoundAnswer;
import dev.trunkline.speech.file.SoundDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Speaks with a program of the operator's: text in UTF-8 as one line on its standard input, a WAV file or bare 16-bit mono
 * samples on its standard output. {@code espeak-ng --stdout -v en-us} is one, {@code piper --model voice.onnx --output_raw}
 * another. The program starts anew for every sentence. Thread-safe.
 */
public final class CommandVoice implements Voice {

    private static final String NAME_IN_COMMAND = "{voice}";
    private static final int MAX_OUTPUT_BYTES = 16 * 1024 * 1024; // two minutes of 48 kHz

    /** Sessions choose names, so a name can be neither an option nor a way out of a folder. */
    private static final Pattern HARMLESS_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_+.-]{0,63}");

    private final Settings settings;
    private final SoundDecoder decoder;
    private final ExternalCommand command;

    /**
     * How the program is called. Immutable.
     *
     * @param command the program and its arguments; no shell reads them; {@code {voice}} in an argument becomes the
     *     voice's name
     * @param voice the name of the voice when nobody asks for another
     * @param sampleRateHz of bare samples, and of everything this voice says: other WAV files are brought to it
     * @param timeoutMillis for one sentence
     */
    public record Settings(List<String> command, String voice, int sampleRateHz, int timeoutMillis) {
        public Settings {
            command = List.copyOf(command);
            if (!RawSamples.isUsualRate(sampleRateHz)) {
                throw new IllegalArgumentException(sampleRateHz + " Hz is no usual sample rate");
            }
        }
    }

    /** Without a decoder. */
    public CommandVoice(Settings settings) {
        this(settings, SoundDecoder.NONE);
    }

    /** @param decoder for programs that write compressed sound */
    public CommandVoice(Settings settings, SoundDecoder decoder) {
        this.settings = settings;
        this.decoder = decoder;
        List<String> arguments = settings.command().stream()
                .map(argument -> argument.replace(NAME_IN_COMMAND, settings.voice()))
                .toList();
        this.command = new ExternalCommand(arguments, settings.timeoutMillis(), MAX_OUTPUT_BYTES);
    }

    /** @throws SpeechFailedException when the program fails, takes too long, or answers with something else than sound */
    @Override
    public Speech say(String text) {
        if (text.chars().noneMatch(Character::isLetterOrDigit)) {
            return new Speech(new short[0], settings.sampleRateHz());
        }
        String line = text.replaceAll("\\s+", " ").strip() + "\n";
        byte[] sound = command.run(line.getBytes(StandardCharsets.UTF_8));
        if (sound.length == 0) {
            throw new SpeechFailedException("the command " + settings.command().get(0) + " gave no sound");
        }
        return new SoundAnswer(decoder, settings.sampleRateHz()).read(sound, "");
    }

    @Override
    public Voice named(String name) {
        return HARMLESS_NAME.matcher(name).matches()
                ? new CommandVoice(
                        new Settings(settings.command(), name, settings.sampleRateHz(), settings.timeoutMillis()),
                        decoder)
                : this;
    }

    @Override
    public int sampleRateHz() {
        return settings.sampleRateHz();
    }
}
