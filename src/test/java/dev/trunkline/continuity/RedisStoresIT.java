package dev.trunkline.continuity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.call.CallContinuation;
import dev.trunkline.continuity.OneTimeUses.Use;
import dev.trunkline.continuity.RememberedCall.Owner;
import dev.trunkline.phone.CarrierInstruction.HangUp;
import dev.trunkline.testing.RedisProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes and a real Redis. */
@SuppressWarnings("NullAway") // a call that is not known fails the test
class RedisStoresIT {

    private RedisProcess redis;
    private final List<Node> nodes = new ArrayList<>();
    private Node a;
    private Node b;

    @BeforeEach
    void start() throws Exception {
        redis = RedisProcess.start();
        a = new Node("a");
        b = new Node("b");
    }

    @AfterEach
    void stop() {
        nodes.forEach(node -> node.stores.close());
        if (redis != null) {
            redis.close();
        }
    }

    /** What a process would have. */
    private final class Node implements CallStateStore.Others, StateMeters {
        private final AtomicLong nowMillis = new AtomicLong(1_790_000_000_000L);
        private final Map<String, Integer> counted = new ConcurrentHashMap<>();
        private final List<String> moved = new CopyOnWriteArrayList<>();
        private final List<String> over = new CopyOnWriteArrayList<>();
        private final List<String> live = new CopyOnWriteArrayList<>();
        private final RedisStores stores;
        private final CallMemory memory;

        Node(String name) {
            this(name, redis.url(), Duration.ofSeconds(30));
        }

        Node(String name, String url, Duration connects) {
            stores = new RedisStores(
                    new RedisPlace(List.of(url), false, null),
                    name,
                    System::nanoTime,
                    this,
                    task -> new Thread(task, "state-" + name),
                    Duration.ofMillis(500));
            memory = new CallMemory(stores.calls(), name, () -> Instant.ofEpochMilli(nowMillis.get()));
            stores.calls().listen(this);
            stores.awaitConnected(connects);
            nodes.add(this);
        }

        @Override
        public void wrote(String store, String outcome) {
            counted.merge(outcome, 1, Integer::sum);
        }

        @Override
        public void asked(String outcome) {
            counted.merge(outcome, 1, Integer::sum);
        }

        @Override
        public void claimed(String callSid, long generation) {
            if (memory.hasMoved(callSid, generation)) {
                moved.add(callSid);
            }
        }

        @Override
        public void over(String callSid) {
            over.add(callSid);
            memory.forgetHere(callSid);
        }

        @Override
        public void owned(String callSid, Owner owner) {
            memory.owned(callSid, owner);
        }

        @Override
        public List<RememberedCall> live() {
            return live.stream().map(memory::recall).toList();
        }

        RememberedCall recollects(String callSid) throws Exception {
            memory.recollect(callSid).toCompletableFuture().get(30, TimeUnit.SECONDS);
            return memory.recall(callSid);
        }

        void talks(String callSid) {
            memory.comes(callSid, "+1", "+2", "Back.");
            memory.begins(callSid, "+1", "+2", "default");
            memory.talks(callSid, 1, "group-1", "");
        }

        long generation(String callSid) {
            return memory.recall(callSid).owner().generation();
        }
    }

    @Test
    void anyNodeKnowsWhereACallStands() throws Exception {
        a.talks("CA1");
        a.memory.callerSaid("CA1", "It was äöü.");
        CallContinuation left = new CallContinuation(new HangUp(), "group-1", "");
        a.memory.keep("CA1", 1, left);

        await().until(() ->
                b.recollects("CA1") != null && b.memory.recall("CA1").continuation() != null);
        assertThat(b.memory.recall("CA1")).isEqualTo(a.memory.recall("CA1"));
        assertThat(b.recollects("CA-unknown")).isNull();
    }

    @Test
    void theNewestStreamOwnsTheCallAndWhoHadItIsToldAtOnceEvenWithAClockThatIsBehind() throws Exception {
        a.talks("CA1");
        await().until(() -> b.recollects("CA1") != null);
        b.nowMillis.addAndGet(-3_600_000);

        b.memory.begins("CA1", "+1", "+2", "default");

        await().until(() -> a.moved.contains("CA1"));
        assertThat(b.moved).isEmpty();
        assertThat(b.generation("CA1")).isGreaterThan(1_790_000_000_000L);
    }

    @Test
    void aClaimWithoutKnowledgeOfTheCallGetsTheNextGeneration() throws Exception {
        a.talks("CA1");
        await().until(() -> a.counted.containsKey("written")
                && b.stores.calls().read("CA1").toCompletableFuture().get() != null);
        b.nowMillis.addAndGet(-3_600_000);
        long first = a.generation("CA1");

        b.memory.begins("CA1", "+1", "+2", "default"); // Redis was away when it was asked about the call

        await().until(() -> b.generation("CA1") > first);
        await().until(() -> a.moved.contains("CA1"));
    }

    @Test
    void whoHasMissedTheNewsLearnsItWhenHeWrites() throws Exception {
        a.talks("CA1");
        await().until(() -> b.recollects("CA1") != null);
        redis.ask("HSET", "trunkline:call:{CA1}", "generation", "1799999999999", "node", "c");

        a.memory.callerSaid("CA1", "Hello?");

        await().until(() -> a.moved.contains("CA1"));
        await().until(() -> a.counted.containsKey("superseded"));
    }

    @Test
    void aCallThatIsOverIsOverEverywhereAndNoLateWriteBringsItBack() throws Exception {
        a.talks("CA1");
        await().until(() -> b.recollects("CA1") != null);

        b.memory.forget("CA1");

        await().until(() -> a.over.contains("CA1"));
        a.talks("CA1");
        await().until(() -> a.counted.containsKey("superseded"));
        assertThat(b.recollects("CA1")).isNull();
        assertThat(redis.ask("PTTL", "trunkline:call:{CA1}")).matches(":[1-9][0-9]+");
    }

    @Test
    void whatIsKeptGoesAfterFourHours() throws Exception {
        a.talks("CA1");
        await().until(() -> b.recollects("CA1") != null);

        assertThat(Long.parseLong(redis.ask("PTTL", "trunkline:call:{CA1}").substring(1)))
                .isBetween(Duration.ofHours(3).toMillis(), Duration.ofHours(4).toMillis());
    }

    @Test
    void aRedisThatWasEmptiedIsToldAgain() throws Exception {
        a.talks("CA1");
        a.live.add("CA1");
        await().until(() -> b.recollects("CA1") != null);
        b.memory.forgetHere("CA1");

        redis.empty();

        assertThat(b.recollects("CA1")).isNull();
        await().atMost(Duration.ofSeconds(30)).until(() -> b.recollects("CA1") != null);
    }

    /** A machine so busy that Redis answers late tells nothing about a round, but that no two are the first. */
    @Test
    void oneUseOfManyAtOnceIsTheFirst() {
        int conclusive = 0;
        for (int round = 0; round < 200 && conclusive < 20; round++) {
            String name = "token-" + round;
            List<Use> uses = IntStream.range(0, 100)
                    .mapToObj(i -> (i % 2 == 0 ? a : b)
                            .stores
                            .uses()
                            .use(name, Duration.ofMinutes(1))
                            .toCompletableFuture())
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();

            long first = uses.stream().filter(Use.FIRST::equals).count();
            assertThat(first).isLessThanOrEqualTo(1);
            if (!uses.contains(Use.UNKNOWN)) {
                assertThat(first).isEqualTo(1);
                conclusive++;
            }
        }
        assertThat(conclusive).isEqualTo(20);
    }

    /** A client asks again what was under way when its connection broke. */
    @Test
    void aUseThatIsToldTwiceIsOneUse() throws Exception {
        assertThat(redis.ask("EVAL", RedisScripts.USE, "1", "token", "a/1", "60000"))
                .isEqualTo(":1");
        assertThat(redis.ask("EVAL", RedisScripts.USE, "1", "token", "a/1", "60000"))
                .isEqualTo(":1");
        assertThat(redis.ask("EVAL", RedisScripts.USE, "1", "token", "a/2", "60000"))
                .isEqualTo(":0");
        assertThat(redis.ask("PTTL", "token")).matches(":[1-9][0-9]+");
    }

    @Test
    void countsAreTheSumOfAllNodesAndEndWithTheirWindow() throws Exception {
        Duration window = Duration.ofSeconds(3); // both count in it, though the machine stands still meanwhile
        assertThat(a.stores
                        .counts()
                        .add("calls", 2, window)
                        .toCompletableFuture()
                        .get())
                .hasValue(2);
        assertThat(b.stores
                        .counts()
                        .add("calls", 3, window)
                        .toCompletableFuture()
                        .get())
                .hasValue(5);

        await().until(() -> redis.ask("EXISTS", "trunkline:count:{calls}").equals(":0"));
        assertThat(a.stores
                        .counts()
                        .add("calls", 1, Duration.ofMinutes(1))
                        .toCompletableFuture()
                        .get())
                .hasValue(1);
    }

    @Test
    void aSeatIsTheCallsWhicheverNodesKeepItAndFreeWhenItIsLeftOrItsLeaseIsOver() throws Exception {
        SharedSeats here = a.stores.seats();
        SharedSeats there = b.stores.seats();
        Duration minute = Duration.ofMinutes(1);
        here.keep("route", "CA1", minute);
        awaitTaken(here, 1);
        there.keep("route", "CA1", minute);
        there.keep("route", "CA2", minute);
        awaitTaken(there, 2);
        there.keep("route", "CA2", Duration.ofMillis(1)); // whose node dies
        awaitTaken(here, 1);
        assertThat(here.taken("other").toCompletableFuture().get()).hasValue(0);

        there.keep("route", "CA3", minute);
        awaitTaken(there, 2);
        assertThat(redis.ask("ZCARD", "trunkline:seats:{route}"))
                .as("CA2 is gone")
                .isEqualTo(":2");
        there.leave("route", "CA1");
        there.leave("route", "CA3");
        awaitTaken(there, 0);
        assertThat(redis.ask("EXISTS", "trunkline:seats:{route}")).isEqualTo(":0");
    }

    private static void awaitTaken(SharedSeats seats, int calls) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> seats.taken("route").toCompletableFuture().get().equals(OptionalLong.of(calls)));
    }

    @Test
    void anOpinionOfAFarEndIsHeardByOthersForAWhile() {
        a.stores.opinions().tell("wss://far.example/v0/evi", true, Duration.ofSeconds(3));

        await().until(() -> b.stores.opinions().isBrokenForOthers("wss://far.example/v0/evi"));
        assertThat(a.stores.opinions().isBrokenForOthers("wss://far.example/v0/evi"))
                .isFalse();
        await().until(() -> !b.stores.opinions().isBrokenForOthers("wss://far.example/v0/evi"));
    }

    @Test
    void whileItIsDeadNobodyWaitsAndWhatWasToBeWrittenIsWrittenWhenItIsBack() throws Exception {
        redis.kill();
        a.talks("CA1");
        assertThat(millisOf(20).get(17))
                .as("ms, but for two that the machine held up")
                .isLessThan(450);
        assertThat(a.stores
                        .uses()
                        .use("t", Duration.ofMinutes(1))
                        .toCompletableFuture()
                        .get())
                .isEqualTo(Use.UNKNOWN);
        OptionalLong own = a.stores
                .counts()
                .add("c", 4, Duration.ofMinutes(1))
                .toCompletableFuture()
                .get();
        assertThat(own).hasValue(4);
        a.stores.seats().keep("s", "CA1", Duration.ofMinutes(1));
        assertThat(a.stores.seats().taken("s").toCompletableFuture().get()).isEmpty();

        redis.startAgain();

        await().atMost(Duration.ofSeconds(30)).until(() -> b.recollects("CA1") != null);
    }

    @Test
    void whileItStallsAFewQuestionsWaitAndTheOthersDoNot() throws Exception {
        redis.stall();
        try {
            List<Long> millis = millisOf(100);
            assertThat(millis.get(89)).as("ms of those that do not wait").isLessThan(450);
            assertThat(millis.get(97))
                    .as("ms of those that do, but for two that the machine held up")
                    .isLessThan(900);
            assertThat(a.counted).containsKeys("timeout", "skipped");
            a.talks("CA1");
        } finally {
            redis.goOn();
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> b.recollects("CA1") != null);
    }

    /** Given back and taken again without a pause, a single state would keep a whole core busy beside the sound. */
    @Test
    void whileItStallsAStateThatWaitsIsTriedNowAndThen() throws Exception {
        redis.stall();
        try {
            a.talks("CA1");
            a.talks("CA2");
            await().until(() -> a.counted.getOrDefault("timeout", 0) > 4);
        } finally {
            redis.goOn();
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> b.recollects("CA1") != null);
        assertThat(a.counted.get("failed")).isLessThan(100);
    }

    @Test
    void aRedisThatRefusesNewsKeepsNoConnections() throws Exception {
        redis.ask("ACL", "SETUSER", "deaf", "on", ">secret", "~*", "+@all", "resetchannels");
        new Node("c", redis.url().replace("//", "//deaf:secret@"), Duration.ZERO);

        await().until(() -> info("commandstats", "cmdstat_subscribe:.-rejected_calls=(%d+)") >= 3);

        int ofTheOthers = 4;
        int ofOneAttempt = 2;
        int asking = 1;
        await().until(() -> info("clients", "connected_clients:(%d+)") <= ofTheOthers + ofOneAttempt + asking);
    }

    private int info(String section, String pattern) throws Exception {
        String script = "return tonumber(string.match(redis.call('INFO', '" + section + "'), '" + pattern + "')) or 0";
        return Integer.parseInt(redis.ask("EVAL", script, "0").substring(1));
    }

    /** How long so many questions took, the quickest first. */
    private List<Long> millisOf(int questions) throws Exception {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            long askedNanos = System.nanoTime();
            a.recollects("CA-none");
            millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - askedNanos));
        }
        millis.sort(null);
        return millis;
    }
}
