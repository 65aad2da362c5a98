package dev.trunkline.engine.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.mind.remote.ModelServer;
import dev.trunkline.net.egress.EgressPolicy;
import dev.trunkline.net.outgoing.OutgoingHttp;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A look-up of a script, on a real socket. */
class HttpLookUpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ModelServer server = new ModelServer();
    private final HttpLookUp lookUp = new HttpLookUp(OutgoingHttp.anywhere("look-up"));

    @AfterEach
    void stop() {
        server.close();
    }

    private void willAnswer(int status, String body) {
        server.willPlay(exchange ->
                exchange.head(status, "application/json", "").write(body).end());
    }

    @Test
    void whatIsKnownIsPostedAndFieldsComeBack() {
        willAnswer(200, "{\"status\":\"sent\",\"to\":{\"town\":\"Leeds\"},\"days\":2,\"none\":null,\"list\":[1]}");

        assertThat(lookUp.ask(server.url("/orders"), Map.of("Authorization", "Bearer key"), "{\"order\":\"4271\"}"))
                .succeedsWithin(PATIENCE)
                .isEqualTo(Map.of("status", "sent", "to.town", "Leeds", "days", "2"));
        ModelServer.Exchange request = server.request();
        assertThat(request.body().toString()).isEqualTo("{\"order\":\"4271\"}");
        assertThat(request.header("authorization")).isEqualTo("Bearer key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | {} | HTTP status 404",
                "302 | {} | HTTP status 302",
                "200 | [1] | not answered with a JSON object",
                "200 | <html> | '<'",
            })
    void anAnswerThatIsNoneFails(int status, String body, String reason) {
        willAnswer(status, body);

        assertThat(lookUp.ask(server.url("/orders"), Map.of(), "{}"))
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .withMessageContaining(reason);
    }

    @Test
    void anAnswerThatIsTooLongFails() {
        willAnswer(200, "{\"text\":\"" + "x".repeat(100_000) + "\"}");

        assertThat(lookUp.ask(server.url("/orders"), Map.of(), "{}")).failsWithin(PATIENCE);
    }

    @Test
    void thisMachineIsOutOfReachWhereTheOperatorSaysSo() {
        HttpLookUp guarded = new HttpLookUp(new OutgoingHttp("look-up", EgressPolicy.internet()));

        assertThat(guarded.ask(server.url("/orders"), Map.of(), "{}")).failsWithin(PATIENCE);
    }
}
