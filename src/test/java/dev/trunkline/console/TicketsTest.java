package dev.trunkline.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.ops.Operators.Operator;
import dev.trunkline.ops.Role;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TicketsTest {

    private static final Operator ANNA = new Operator("anna", Role.OPERATOR);

    private final AtomicLong nowNanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final Tickets tickets = new Tickets(nowNanos::get);

    private static HttpRequest showing(String ticket) {
        return new HttpRequest(
                "GET",
                "/api/live",
                "/api/live",
                Map.of(),
                Map.of("ticket", List.of(ticket)),
                Map.of(),
                new byte[0],
                new HttpRequest.Sender("192.0.2.1", null, "not_loopback"));
    }

    @Test
    void itStandsForWhoHasAskedOnce() {
        String ticket = tickets.issue(ANNA);

        assertThat(tickets.of(showing(ticket))).isEqualTo(ANNA);
        assertThat(tickets.of(showing(ticket))).isNull();
    }

    @Test
    void forHalfAMinute() {
        String early = tickets.issue(ANNA);
        String late = tickets.issue(ANNA);
        nowNanos.addAndGet(TimeUnit.SECONDS.toNanos(29));
        assertThat(tickets.of(showing(early))).isEqualTo(ANNA);
        nowNanos.addAndGet(TimeUnit.SECONDS.toNanos(1));

        assertThat(tickets.of(showing(late))).isNull();
    }

    @Test
    void othersAreWorthNothing() {
        tickets.issue(ANNA);

        assertThat(tickets.of(showing("guessed"))).isNull();
        assertThat(tickets.of(showing(""))).isNull();
    }

    @Test
    void whoAsksForManyLosesTheOldest() {
        String first = tickets.issue(ANNA);
        String second = tickets.issue(ANNA);
        for (int i = 0; i < 999; i++) {
            tickets.issue(ANNA);
        }

        assertThat(tickets.of(showing(first))).isNull();
        assertThat(tickets.of(showing(second))).isEqualTo(ANNA);
    }

    @Test
    void noTwoAreAlike() {
        assertThat(tickets.issue(ANNA)).isNotEqualTo(tickets.issue(ANNA)).hasSize(32);
    }
}
