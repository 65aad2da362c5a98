package dev.trunkline.phone.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.twilio.http.HttpClient;
import com.twilio.http.Response;
import dev.trunkline.phone.CarrierEvents;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.testing.ManualScheduler;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.http.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the stream was closed without an answer, Twilio has asked what comes next: another node may talk with the caller already. */
class DrainTellsNothingLateTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String CALL = "{\"sid\":\"CA1\",\"account_sid\":\"AC1\",\"status\":\"in-progress\"}";

    private final CountDownLatch answered = new CountDownLatch(1);
    private final HttpClient http = mock(HttpClient.class);
    private final TwilioRest rest = new TwilioRest(new TwilioRest.Access("AC1", "SK1", "secret", null), http, 1, 4);
    private final CarrierEvents bridge = mock(CarrierEvents.class);
    private final DrainHandover.Documents documents = mock(DrainHandover.Documents.class);
    private final DrainHandover handover = new DrainHandover(bridge, rest, documents);
    private final ManualScheduler time = new ManualScheduler();
    private final AtomicInteger closed = new AtomicInteger();

    @BeforeEach
    void answerWhenTheTimeHasCome() {
        when(http.reliableRequest(any())).thenAnswer(request -> {
            answered.await();
            return new Response(CALL, 200, new Header[0]);
        });
        when(documents.nextUrl(any(), anyInt(), any())).thenReturn(URI.create("https://h.example/twilio/next"));
        when(documents.twiml(any(), any(), anyInt())).thenReturn("<Response><Hangup/></Response>");
    }

    @AfterEach
    void close() {
        answered.countDown();
        rest.close();
    }

    @Test
    void aConversationThatGoesOnMeanwhile() {
        nothingIsToldLate(new CarrierInstruction.GoOn());
    }

    @Test
    void aGoodbye() {
        nothingIsToldLate(new CarrierInstruction.HangUp());
    }

    private void nothingIsToldLate(CarrierInstruction next) {
        when(bridge.handover("CA1")).thenReturn(new CarrierEvents.Handover(next, "group-1"));
        CompletableFuture<TwilioRest.Outcome> before = rest.hangUp("CAbefore"); // keeps the only thread
        handover.before("CA1", time, closed::incrementAndGet);
        time.advanceMillis(2_999);
        assertThat(closed).hasValue(0);

        time.advanceMillis(1);
        assertThat(closed).hasValue(1);
        CompletableFuture<TwilioRest.Outcome> behind = rest.hangUp("CAbehind");
        answered.countDown();

        assertThat(before).succeedsWithin(SOON);
        assertThat(behind).succeedsWithin(SOON);
        verify(http, times(2)).reliableRequest(any());
        verify(bridge, never()).handedOver(any(), any());
        assertThat(closed).hasValue(1);
    }
}
