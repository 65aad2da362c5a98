package dev.trunkline.engine.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.mind.remote.ModelServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator's search service, on a real socket. */
class HttpWebSearchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ModelServer server = new ModelServer();
    private final HttpWebSearch search = new HttpWebSearch(server.url("/search"), "key");

    @AfterEach
    void stop() {
        server.close();
    }

    private void willAnswer(String body) {
        server.willPlay(exchange ->
                exchange.head(200, "application/json", "").write(body).end());
    }

    @Test
    void theQueryIsPostedWithTheKeyAndWhatIsFoundComesBack() {
        willAnswer(
                "{\"summary\":\"Sunny.\",\"references\":[{\"name\":\"Met\",\"url\":\"https://met.example\",\"content\":\"18\",\"x\":1}]}");

        assertThat(search.search("{\"query\":\" weather in Oslo \"}"))
                .succeedsWithin(PATIENCE)
                .isEqualTo("{\"summary\":\"Sunny.\",\"references\":[{\"name\":\"Met\",\"url\":\"https://met.example\","
                        + "\"content\":\"18\"}]}");
        ModelServer.Exchange request = server.request();
        assertThat(request.body().toString()).isEqualTo("{\"query\":\"weather in Oslo\"}");
        assertThat(request.header("authorization")).isEqualTo("Bearer key");
    }

    @Test
    void resultsWithTitlesAndSnippetsAreUnderstood() {
        willAnswer("{\"results\":[{\"title\":\"Met\",\"link\":\"https://met.example\",\"snippet\":\"18\"}]}");

        assertThat(search.search("{\"query\":\"weather\"}"))
                .succeedsWithin(PATIENCE)
                .isEqualTo(
                        "{\"summary\":\"\",\"references\":[{\"name\":\"Met\",\"url\":\"https://met.example\",\"content\":\"18\"}]}");
    }

    @Test
    void whatIsTooLongForAPauseOfTheCallerIsCut() {
        willAnswer("{\"summary\":\"" + "x".repeat(100_000) + "\"}");

        assertThat(search.search("{\"query\":\"weather\"}"))
                .succeedsWithin(PATIENCE)
                .asString()
                .hasSizeLessThan(4_100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]     | neither a summary nor references",
                "{}      | neither a summary nor references",
                "<html>  | not JSON",
            })
    void answerThatIsNoneFails(String body, String reason) {
        willAnswer(body);

        assertThat(search.search("{\"query\":\"weather\"}"))
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 307, 400, 500})
    void refusalsAndRedirectsFail(int status) {
        server.willPlay(exchange -> exchange.head(status, "text/plain", "Location: http://127.0.0.1:1/\r\n")
                .end());

        assertThat(search.search("{\"query\":\"weather\"}"))
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .withMessageContaining("HTTP status " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"query\":\"\"}", "{\"query\":{}}", "weather", "[]"})
    void withoutAQueryNobodyIsAsked(String parameters) {
        assertThat(search.search(parameters)).isCompletedExceptionally();
        assertThat(server.connections()).isZero();
    }
}
