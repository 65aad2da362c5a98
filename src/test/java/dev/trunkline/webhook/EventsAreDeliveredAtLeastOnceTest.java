package dev.trunkline.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.webhook.WebhookPost.Answer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // what is missing fails the test
class EventsAreDeliveredAtLeastOnceTest {

    private final Receivers receivers = new Receivers("crm", "slow");

    @Test
    void eachReceiverGetsItOnceWithAKeyOfItsOwn() {
        receivers.happens("CA1");

        assertThat(receivers.of("crm")).hasSize(1);
        assertThat(receivers.of("slow")).hasSize(1);
        assertThat(receivers.of("crm").get(0).id())
                .isNotEqualTo(receivers.of("slow").get(0).id());
        assertThat(receivers.of("crm").get(0).body())
                .contains(receivers.of("crm").get(0).id());
        assertThat(receivers.outcomes).containsEntry("crm delivered", 1).containsEntry("slow delivered", 1);
    }

    @Test
    void itIsTriedAgainUnderTheSameKeyAfterGrowingPauses() {
        receivers.answers.put("crm", delivery -> Receivers.noAnswer());
        receivers.happens("CA1");
        receivers.time.advance(Duration.ofMinutes(5).toNanos());

        List<Receivers.Attempt> tried = receivers.of("crm");
        assertThat(tried).hasSizeBetween(6, 12);
        assertThat(new HashSet<>(tried.stream().map(Receivers.Attempt::id).toList()))
                .hasSize(1);
        long first = tried.get(1).atMillis() - tried.get(0).atMillis();
        long last = tried.get(tried.size() - 1).atMillis()
                - tried.get(tried.size() - 2).atMillis();
        assertThat(first).isBetween(500L, 1_000L);
        assertThat(last).isGreaterThan(10 * first);

        receivers.answers.put("crm", delivery -> Receivers.status(204));
        receivers.time.advance(Duration.ofHours(1).toNanos());
        assertThat(receivers.outcomes).containsEntry("crm delivered", 1);
        assertThat(receivers.deliveries.waiting()).isZero();
    }

    @Test
    void oneThatIsTakenByNobodyForADayIsGivenUpAndAnOperatorTriesItAgain() {
        receivers.answers.put("crm", delivery -> Receivers.status(500));
        receivers.happens("CA1");
        receivers.time.advance(Duration.ofHours(27).toNanos());

        assertThat(receivers.outcomes).containsEntry("crm dead", 1);
        List<DeadDelivery> dead = receivers.asked(receivers.deliveries.deadOnes());
        assertThat(dead).singleElement().satisfies(each -> {
            assertThat(each.receiver()).isEqualTo("crm");
            assertThat(each.problem()).isEqualTo("HTTP status 500");
            assertThat(each.attempts()).isGreaterThan(20);
        });
        int tried = receivers.of("crm").size();
        receivers.time.advance(Duration.ofHours(3).toNanos());
        assertThat(receivers.of("crm")).hasSize(tried);

        receivers.answers.put("crm", delivery -> Receivers.status(200));
        assertThat(receivers.asked(receivers.deliveries.retry("no such id"))).isFalse();
        assertThat(receivers.asked(receivers.deliveries.retry(dead.get(0).id())))
                .isTrue();
        receivers.time.advance(0);
        assertThat(receivers.of("crm")).hasSize(tried + 1);
        assertThat(receivers.asked(receivers.deliveries.deadOnes())).isEmpty();
        assertThat(receivers.deliveries.dead()).isZero();
    }

    @Test
    void aReceiverThatSaysWhenIsAskedThen() {
        Deque<Answer> answers =
                new ArrayDeque<>(List.of(new Answer(503, "120"), new Answer(429, "Mon, 30 Nov 2026 00:00:00 GMT")));
        receivers.answers.put(
                "crm",
                delivery ->
                        answers.isEmpty() ? Receivers.status(200) : CompletableFuture.completedFuture(answers.poll()));
        receivers.happens("CA1");
        receivers.time.advance(Duration.ofSeconds(119).toNanos());
        assertThat(receivers.of("crm")).hasSize(1);
        receivers.time.advance(Duration.ofSeconds(2).toNanos());

        assertThat(receivers.of("crm")).hasSize(2);
    }

    @Test
    void aReceiverThatIsGoneGetsNothingMoreAndWhatWaitedForItIsShown() {
        receivers.answers.put("crm", delivery -> Receivers.status(410));
        receivers.happens("CA1");
        receivers.happens("CA2");
        receivers.time.advance(Duration.ofHours(2).toNanos());

        assertThat(receivers.of("crm")).hasSize(1);
        assertThat(receivers.of("slow")).hasSize(2);
        assertThat(receivers.asked(receivers.deliveries.deadOnes()))
                .extracting(DeadDelivery::callSid)
                .containsExactly("CA1");
    }

    @Test
    void aSlowReceiverDelaysNobodyElseAndIsNotOverrun() {
        receivers.answers.put("slow", delivery -> new CompletableFuture<>());
        for (int i = 0; i < 50; i++) {
            receivers.happens("CA" + i);
        }

        assertThat(receivers.of("crm")).hasSize(50);
        assertThat(receivers.of("slow")).hasSize(ReceiverLine.AT_ONCE);
        assertThat(receivers.deliveries.waiting()).isEqualTo(50);
    }

    @Test
    void eventsOfOneCallArriveInTheirOrderAndHoldUpNoOtherCall() {
        CompletableFuture<Answer> late = new CompletableFuture<>();
        receivers.answers.put("crm", delivery -> delivery.callSid().equals("CA1") ? late : Receivers.status(200));
        receivers.happens("CA1");
        receivers.happens("CA1");
        receivers.happens("CA2");

        assertThat(receivers.of("crm")).extracting(Receivers.Attempt::callSid).containsExactly("CA1", "CA2");

        receivers.answers.put("crm", delivery -> Receivers.status(200));
        late.complete(new Answer(200, null));
        receivers.time.advance(0);
        assertThat(receivers.of("crm")).extracting(Receivers.Attempt::callSid).containsExactly("CA1", "CA2", "CA1");
    }

    @Test
    void aReceiverThatFailsIsAskedOneAtATimeUntilItTakesOne() {
        receivers.answers.put("crm", delivery -> Receivers.noAnswer());
        for (int i = 0; i < 20; i++) {
            receivers.happens("CA" + i);
        }
        receivers.time.advance(Duration.ofSeconds(30).toNanos());
        Set<Long> moments = new HashSet<>();
        receivers.of("crm").stream().skip(ReceiverLine.AT_ONCE).forEach(each -> moments.add(each.atMillis()));
        assertThat(receivers.of("crm").size()).isLessThan(20);

        receivers.answers.put("crm", delivery -> Receivers.status(200));
        receivers.time.advance(Duration.ofHours(2).toNanos());
        assertThat(receivers.outcomes).containsEntry("crm delivered", 20);
        assertThat(moments).hasSizeGreaterThan(1);
    }

    @Test
    void withoutRoomTheOldestGoAndAreCounted() {
        Receivers small = new Receivers(null, 3 * 600, "crm");
        small.answers.put("crm", delivery -> Receivers.noAnswer());
        for (int i = 0; i < 10; i++) {
            small.happens("CA" + i);
        }

        int lost = small.outcomes.get("crm lost");
        assertThat(lost).isBetween(6, 8);
        assertThat(small.deliveries.waiting()).isEqualTo(10 - lost);
        small.answers.put("crm", delivery -> Receivers.status(200));
        small.time.advance(Duration.ofHours(2).toNanos());
        assertThat(small.outcomes).containsEntry("crm delivered", 10 - lost);
    }

    @Test
    void whatIsErasedIsNotTriedAgain() {
        receivers.answers.put("crm", delivery -> Receivers.noAnswer());
        receivers.happens("CA1", "+14155550100");
        receivers.happens("CA2", "+14155550200");

        assertThat(receivers.asked(
                        receivers.deliveries.erase((callSid, from, to) -> from.equals("+14155550100"), () -> {})))
                .isEqualTo(1);
        int before = (int) receivers.of("crm").stream()
                .filter(each -> each.callSid().equals("CA1"))
                .count();
        receivers.time.advance(Duration.ofHours(1).toNanos());

        assertThat(receivers.of("crm").stream().filter(each -> each.callSid().equals("CA1")))
                .hasSize(before);
        assertThat(receivers.of("crm").stream().filter(each -> each.callSid().equals("CA2")))
                .hasSizeGreaterThan(3);
    }
}
