package dev.trunkline.speech.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechRecognizer.Result;
import dev.trunkline.speech.file.WavFile;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointsHearTest {

    private static final Speech UTTERANCE = new Speech(new short[] {1, -2, 3_000, '\r', '\n', '-'}, 8_000);
    private static final int PATIENCE_MILLIS = 30_000; // longer than a busy machine stands still
    private static final Pattern HEADER = Pattern.compile(
            "Content-Disposition: form-data; name=\"([^\"]+)\"(?:; filename=\"([^\"]+)\"\r\nContent-Type: ([^\r]+))?");

    @Test
    void theFormIsWhatOpenAiDocuments() {
        try (SpeechServer server = answering("{\"text\":\" Hello, is  this the bank? \\n\"}")) {
            OpenAiRecognizer recognizer = new OpenAiRecognizer(
                    new OpenAiRecognizer.Settings(server.endpoint("sk-1", PATIENCE_MILLIS), "whisper-1", "en"));

            Result heard = recognizer.recognize(UTTERANCE);

            assertThat(heard).isEqualTo(new Result("Hello, is this the bank?", true));
            SpeechServer.Asked asked = server.only();
            assertThat(asked.method() + " " + asked.path()).isEqualTo("POST /v1/audio/transcriptions");
            assertThat(asked.authorization()).isEqualTo("Bearer sk-1");
            Map<String, byte[]> form = form(asked);
            assertThat(form).containsOnlyKeys("model", "language", "response_format", "file utterance.wav audio/wav");
            assertThat(text(form, "model")).isEqualTo("whisper-1");
            assertThat(text(form, "language")).isEqualTo("en");
            assertThat(text(form, "response_format")).isEqualTo("json");
            Speech sent = WavFile.read(form.getOrDefault("file utterance.wav audio/wav", new byte[0]));
            assertThat(sent.samples()).isEqualTo(UTTERANCE.samples());
            assertThat(sent.sampleRateHz()).isEqualTo(8_000);
        }
    }

    @Test
    void theModelGuessesWhenNoLanguageIsGiven() {
        try (SpeechServer server = answering("{\"text\":\"Bonjour.\"}")) {
            assertThat(recognizer(server).recognize(UTTERANCE)).isEqualTo(new Result("Bonjour.", true));
            assertThat(form(server.only())).doesNotContainKey("language");
        }
    }

    @Test
    void noWordsAreNothing() {
        try (SpeechServer server = answering("{\"text\":\" \"}")) {
            assertThat(recognizer(server).recognize(UTTERANCE)).isEqualTo(Result.NOTHING);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | {\"error\":{\"message\":\"Rate limit\"}} | answered 429: Rate limit",
                "200 | Hello.                                   | answered with something else than JSON",
                "200 | {\"words\":[]}                           | answered without a text",
            })
    void aFailureSaysWhy(int status, String body, String message) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (SpeechServer server = SpeechServer.answering(status, "application/json", bytes)) {
            OpenAiRecognizer recognizer = recognizer(server);

            assertThatThrownBy(() -> recognizer.recognize(UTTERANCE)).hasMessageEndingWith(message);
        }
    }

    @Test
    void anErrorWhoseBodyIsInNoEncodingIsStillItsStatus() {
        byte[] looksLikeUtf32 = {0, 0, 0, 's', '~', '~', '~', '~'};
        try (SpeechServer server = SpeechServer.answering(502, "application/json", looksLikeUtf32)) {
            OpenAiRecognizer recognizer = recognizer(server);

            assertThatThrownBy(() -> recognizer.recognize(UTTERANCE)).hasMessageEndingWith("answered 502");
        }
    }

    private static SpeechServer answering(String json) {
        return SpeechServer.answering(200, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    private static OpenAiRecognizer recognizer(SpeechServer server) {
        return new OpenAiRecognizer(
                new OpenAiRecognizer.Settings(server.endpoint("", PATIENCE_MILLIS), "whisper-1", ""));
    }

    private static String text(Map<String, byte[]> form, String name) {
        return new String(form.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }

    /** Reads a form as RFC 7578 has it; each byte is one character here. */
    private static Map<String, byte[]> form(SpeechServer.Asked asked) {
        String type = asked.contentType();
        assertThat(type).startsWith("multipart/form-data; boundary=");
        String delimiter = "\r\n--" + type.substring(type.indexOf('=') + 1);
        String rest = "\r\n" + new String(asked.body(), StandardCharsets.ISO_8859_1);
        assertThat(rest).startsWith(delimiter + "\r\n").endsWith(delimiter + "--\r\n");
        Map<String, byte[]> form = new LinkedHashMap<>();
        for (int at = delimiter.length(); !rest.startsWith("--", at); ) {
            int end = rest.indexOf(delimiter, at);
            int body = rest.indexOf("\r\n\r\n", at) + 4;
            Matcher header = HEADER.matcher(rest.substring(at + 2, body - 4));
            assertThat(header.matches()).isTrue();
            String name = header.group(2) == null
                    ? header.group(1)
                    : header.group(1) + " " + header.group(2) + " " + header.group(3);
            form.put(name, rest.substring(body, end).getBytes(StandardCharsets.ISO_8859_1));
            at = end + delimiter.length();
        }
        return form;
    }
}
