package dev.trunkline.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.testing.ManualScheduler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A call's ring, its repetition, stream, end of stream, answer and status callback, in every order there is. */
class SeatsAreNeitherLostNorGivenTwiceIT {

    private static final int SEATS = 3;
    private static final String BYSTANDER = "CAbystander";

    private enum News {
        RINGS,
        RINGS_AGAIN,
        STREAM_OPENS,
        STREAM_CLOSES,
        CARRIER_IS_ANSWERED,
        IS_OVER
    }

    private final ManualScheduler clock = new ManualScheduler();
    private final Admission admission = new Admission(SEATS, clock::nowNanos);

    static Stream<List<News>> everyOrder() {
        List<List<News>> orders = new ArrayList<>();
        permute(new ArrayList<>(List.of(News.values())), 0, orders);
        return orders.stream();
    }

    private static void permute(List<News> news, int from, List<List<News>> orders) {
        if (from == news.size()) {
            orders.add(List.copyOf(news));
        }
        for (int i = from; i < news.size(); i++) {
            Collections.swap(news, from, i);
            permute(news, from + 1, orders);
            Collections.swap(news, from, i);
        }
    }

    @ParameterizedTest
    @MethodSource("everyOrder")
    void inEveryOrder(List<News> order) {
        admission.began(NewCall.known(BYSTANDER), "MZbystander");
        boolean open = false;
        for (News news : order) {
            open = happens("CA1", news, open);
            int seats = admission.census().live() + admission.census().ringing();
            assertThat(seats).as("%s of %s", news, order).isBetween(1, 2);
            if (news == News.IS_OVER) {
                assertThat(seats).as("given back at once: %s", order).isOne();
            }
        }
        if (open) {
            admission.ended("CA1", "MZCA1", true); // every stream ends
        }

        assertThat(free()).as("after %s", order).isEqualTo(SEATS - 1);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void manyCallsAtOnceInAnyOrder(long seed) {
        Random random = new Random(seed);
        List<String> calls = IntStream.range(0, 6).mapToObj(i -> "CA" + i).toList();
        boolean[] open = new boolean[calls.size()];
        for (int i = 0; i < 300; i++) {
            int call = random.nextInt(calls.size());
            News news = News.values()[random.nextInt(News.values().length - (random.nextInt(8) == 0 ? 0 : 1))];
            open[call] = happens(calls.get(call), news, open[call]);
            clock.advance(TimeUnit.MILLISECONDS.toNanos(random.nextInt(2_000)));
        }
        for (int call = 0; call < open.length; call++) {
            if (open[call]) {
                admission.ended(calls.get(call), "MZ" + calls.get(call), false);
            }
        }
        clock.advance(TimeUnit.SECONDS.toNanos(16));

        assertThat(admission.census().isEmpty()).isTrue();
        assertThat(free()).isEqualTo(SEATS);
    }

    static Stream<Long> seeds() {
        return Stream.iterate(1L, seed -> seed + 1).limit(50);
    }

    /** @return whether the call's stream is open afterwards */
    private boolean happens(String callSid, News news, boolean open) {
        switch (news) {
            case RINGS, RINGS_AGAIN -> {
                if (!admission.isOver(callSid)) {
                    admission.ring(NewCall.known(callSid));
                }
            }
            case STREAM_OPENS -> {
                return admission.began(NewCall.known(callSid), "MZ" + callSid) || open;
            }
            case STREAM_CLOSES -> {
                admission.ended(callSid, "MZ" + callSid, true);
                return false;
            }
            case CARRIER_IS_ANSWERED -> {
                if (!open) {
                    admission.answered(callSid);
                }
            }
            case IS_OVER -> admission.over(callSid);
        }
        return open;
    }

    private int free() {
        int free = 0;
        while (admission.ring(NewCall.known("CAnew" + free)) == null) {
            free++;
        }
        for (int i = 0; i < free; i++) {
            admission.over("CAnew" + i);
        }
        return free;
    }
}
