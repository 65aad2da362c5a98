package dev.trunkline.speech.command;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.file.WavFile;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Hears with a program of the operator's: a WAV file (16-bit mono) on its standard input, the words in UTF-8 on its standard
 * output. The program starts anew for every utterance, and so loads its model every time. Thread-safe.
 */
public final class CommandRecognizer implements SpeechRecognizer {

    private static final int MAX_TEXT_BYTES = 64 * 1024;

    private final ExternalCommand command;

    /**
     * @param command the program and its arguments; no shell reads them
     * @param timeoutMillis for one utterance
     */
    public CommandRecognizer(List<String> command, int timeoutMillis) {
        this.command = new ExternalCommand(command, timeoutMillis, MAX_TEXT_BYTES);
    }

    /** @throws SpeechFailedException when the program fails, takes too long or writes too much */
    @Override
    public Result recognize(Speech utterance) {
        return Result.words(new String(command.run(WavFile.of(utterance)), StandardCharsets.UTF_8));
    }
}
