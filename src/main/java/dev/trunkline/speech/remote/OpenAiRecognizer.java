package dev.trunkline.speech.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.file.WavFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.UUID;

/**
 * Hears with any server that has OpenAI's {@code POST /audio/transcriptions}, local ones too. Thread-safe.
 *
 * <p>Source: OpenAI's API reference, "Create transcription".
 */
public final class OpenAiRecognizer implements SpeechRecognizer {

    private static final int MAX_ANSWER_BYTES = 1024 * 1024;

    private final Settings settings;
    private final EndpointExchange exchange;

    /**
     * What to ask for. Immutable.
     *
     * @param language two letters, as {@code en}; "" lets the model guess
     */
    public record Settings(OpenAiEndpoint endpoint, String model, String language) {}

    public OpenAiRecognizer(Settings settings) {
        this.settings = settings;
        this.exchange = new EndpointExchange(settings.endpoint(), "/audio/transcriptions", MAX_ANSWER_BYTES);
    }

    /** @throws SpeechFailedException when the endpoint does not answer with text in time */
    @Override
    public Result recognize(Speech utterance) {
        String boundary = UUID.randomUUID().toString();
        EndpointExchange.Answer answer =
                exchange.post("multipart/form-data; boundary=" + boundary, form(boundary, WavFile.of(utterance)));
        if (!answer.isOk()) {
            throw exchange.refused(answer);
        }
        return Result.words(text(answer.body()));
    }

    private byte[] form(String boundary, byte[] file) {
        var form = new ByteArrayOutputStream(file.length + 1_024);
        field(form, boundary, "model", settings.model());
        if (!settings.language().isEmpty()) {
            field(form, boundary, "language", settings.language());
        }
        field(form, boundary, "response_format", "json");
        form.writeBytes(EndpointExchange.utf8("--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"utterance.wav\"\r\n"
                + "Content-Type: audio/wav\r\n\r\n"));
        form.writeBytes(file);
        form.writeBytes(EndpointExchange.utf8("\r\n--" + boundary + "--\r\n"));
        return form.toByteArray();
    }

    private static void field(ByteArrayOutputStream form, String boundary, String name, String value) {
        form.writeBytes(EndpointExchange.utf8("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name
                + "\"\r\n\r\n" + value + "\r\n"));
    }

    private String text(byte[] body) {
        try {
            JsonNode text = EndpointExchange.JSON.readTree(body).path("text");
            if (text.isTextual()) {
                return text.asText();
            }
        } catch (IOException e) {
            throw exchange.unusable("answered with something else than JSON");
        }
        throw exchange.unusable("answered without a text");
    }
}
