package dev.trunkline.phone.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.twilio.http.HttpClient;
import com.twilio.http.Response;
import dev.trunkline.phone.twilio.TwilioRest.Done;
import dev.trunkline.phone.twilio.TwilioRest.Uncertain;
import java.time.Duration;
import org.apache.hc.core5.http.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TwilioAnswersOddlyTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String CALL = "{\"sid\":\"CA1\",\"account_sid\":\"AC1\",\"status\":\"completed\"}";

    private final HttpClient http = mock(HttpClient.class);
    private final TwilioRest rest = new TwilioRest(new TwilioRest.Access("AC1", "SK1", "secret", null), http, 1, 4);

    @AfterEach
    void close() {
        rest.close();
    }

    @Test
    void anAnswerThatIsNoJsonLeavesItOpenWhetherTheCallWasHungUp() {
        when(http.reliableRequest(any())).thenReturn(answer(200, "<html>We are sorry</html>"));

        assertThat(rest.hangUp("CA1")).succeedsWithin(SOON).isInstanceOf(Uncertain.class);
    }

    @Test
    void aBugOfTheClientIsToldAndTheNextRequestIsMade() {
        when(http.reliableRequest(any()))
                .thenThrow(new IllegalStateException("a bug"))
                .thenReturn(answer(200, CALL));

        assertThat(rest.hangUp("CA1"))
                .failsWithin(SOON)
                .withThrowableThat()
                .withRootCauseInstanceOf(IllegalStateException.class);
        assertThat(rest.hangUp("CA1")).succeedsWithin(SOON).isEqualTo(new Done("CA1"));
    }

    private static Response answer(int status, String body) {
        return new Response(body, status, new Header[0]);
    }
}
