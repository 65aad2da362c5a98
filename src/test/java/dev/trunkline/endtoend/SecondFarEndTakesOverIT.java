package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.endtoend.Callers.Caller;
import dev.trunkline.net.connection.ClientTls;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecondFarEndTakesOverIT {

    @Test
    void whenTheFirstIsGoneForGoodAndWhenItDies() throws Exception {
        try (CountingEvi first = new CountingEvi();
                CountingEvi second = new CountingEvi();
                WholeLine line = listing(first.uri(), second.uri())) {
            Callers callers = new Callers(line);
            first.answers(410);
            long beganNanos = System.nanoTime();

            List<Caller> all = callers.call(6);
            await().until(() -> second.arrivalsSince(beganNanos).size() >= 6);
            assertThat(first.arrivalsSince(beganNanos)).isEmpty();
            assertThat(callers.metric("trunkline_evi_breaker_state{far_end=\"" + first.name() + "\"}"))
                    .isEqualTo(2);
            assertThat(callers.metric(
                            "trunkline_evi_passed_over_total{far_end=\"" + first.name() + "\",kind=\"denied\"}"))
                    .isBetween(1.0, 6.0);
            assertThat(all)
                    .allSatisfy(each ->
                            assertThat(each.helpedAfterMillis(beganNanos)).isEqualTo(Long.MAX_VALUE));
            callers.hangUp();
        }
    }

    @Test
    void aRunningCallGoesOnThereInAChatOfItsOwn() throws Exception {
        try (CountingEvi first = new CountingEvi();
                CountingEvi second = new CountingEvi();
                WholeLine line = listing(first.uri(), second.uri())) {
            Callers callers = new Callers(line);
            List<Caller> all = callers.call(6);
            await().until(() -> first.arrivalsSince(0).size() >= 6);

            first.dies();

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> second.arrivalsSince(0).size() >= 6);
            assertThat(second.arrivalsSince(0))
                    .allSatisfy(each -> assertThat(each.group()).isNull());
            assertThat(all).noneMatch(Caller::isOver);
            callers.hangUp();
        }
    }

    private static WholeLine listing(URI first, URI second) throws Exception {
        return new WholeLine(first, Map.of("EVI_URL", first + ", " + second), null, ClientTls.platform());
    }
}
