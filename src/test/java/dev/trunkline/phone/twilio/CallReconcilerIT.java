package dev.trunkline.phone.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.twilio.http.HttpClient;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.lab.phone.PhoneRecord;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the simulated Twilio has, and what a node believes. */
class CallReconcilerIT {

    private static final String HOLDS = "<Response><Pause length=\"60\"/></Response>";
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final Duration PERIOD = Duration.ofSeconds(60);

    private final Node node = new Node();
    private final Clock inTwoMinutes = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2));
    private SimulatedCarrier carrier;
    private com.sun.net.httpserver.HttpServer webhook;
    private TwilioRest rest;
    private final AtomicLong nowNanos = new AtomicLong();

    private static final class Node implements CallReconciler.Books {
        private final List<String> live = new ArrayList<>();
        private final Set<String> known = new HashSet<>();
        private final List<String> completed = new ArrayList<>();
        private final List<String> counted = new ArrayList<>();

        @Override
        public List<String> live() {
            return List.copyOf(live);
        }

        @Override
        public boolean isKnown(String callSid) {
            return known.contains(callSid) || live.contains(callSid);
        }

        @Override
        public boolean isOurs(String called) {
            return called.equals("+18005550199");
        }

        @Override
        public void completed(String callSid) {
            completed.add(callSid);
            live.remove(callSid);
        }

        @Override
        public void count(String outcome) {
            counted.add(outcome);
        }
    }

    @BeforeEach
    void start() throws Exception {
        carrier = SimulatedCarrier.start(CarrierSettings.local().withAccount(CarrierSettings.SOME_ACCOUNT, TOKEN));
        webhook =
                com.sun.net.httpserver.HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/", exchange -> {
            byte[] document = HOLDS.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/xml");
            exchange.sendResponseHeaders(200, document.length);
            exchange.getResponseBody().write(document);
            exchange.close();
        });
        webhook.start();
        rest = rest("http://localhost:" + carrier.restUrl().getPort());
    }

    @AfterEach
    void stop() {
        rest.close();
        carrier.close();
        webhook.stop(0);
    }

    private static TwilioRest rest(String url) {
        return new TwilioRest(new TwilioRest.Access(
                CarrierSettings.SOME_ACCOUNT, CarrierSettings.SOME_ACCOUNT, TOKEN, URI.create(url)));
    }

    private abstract static class HttpThatTriesOnce extends HttpClient {
        @Override
        public Response reliableRequest(Request request) {
            return makeRequest(request);
        }
    }

    private static TwilioRest rest(HttpClient http) {
        TwilioRest.Access access =
                new TwilioRest.Access(CarrierSettings.SOME_ACCOUNT, CarrierSettings.SOME_ACCOUNT, TOKEN, null);
        return new TwilioRest(access, http, 2, 8);
    }

    private CallReconciler reconciler(TwilioRest over, boolean ends) {
        return new CallReconciler(
                over, node, new CallReconciler.Settings(PERIOD.toNanos(), true, ends), nowNanos::get, inTwoMinutes);
    }

    /** One step a second. */
    private void seconds(CallReconciler reconciler, int seconds) {
        for (int i = 0; i < seconds; i++) {
            nowNanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
            reconciler.step();
        }
    }

    /** A call that is in progress there; its sid. */
    private String call(CompletableFuture<PhoneRecord> over) throws Exception {
        List<String> before = inProgress();
        PhoneCall call = PhoneCall.to(
                URI.create("http://localhost:" + webhook.getAddress().getPort() + "/voice"),
                CallerScript.of(new CallerStep.Pause(60_000)));
        carrier.place(call).thenAccept(over::complete);
        return await().until(
                        () -> inProgress().stream()
                                .filter(sid -> !before.contains(sid))
                                .findFirst()
                                .orElse(""),
                        sid -> !sid.isEmpty());
    }

    private List<String> inProgress() throws Exception {
        TwilioRest.Outcome outcome = rest.inProgress(null).get(30, TimeUnit.SECONDS);
        return ((TwilioRest.Listed) outcome)
                .calls().stream().map(TwilioRest.CarrierCall::callSid).toList();
    }

    @Test
    void aCallThatIsOverThereIsEndedHere() throws Exception {
        CompletableFuture<PhoneRecord> over = new CompletableFuture<>();
        String going = call(new CompletableFuture<>());
        String gone = call(over);
        rest.hangUp(gone).get(30, TimeUnit.SECONDS);
        over.get(30, TimeUnit.SECONDS);
        node.live.addAll(List.of(going, gone));
        CallReconciler reconciler = reconciler(rest, false);

        seconds(reconciler, 59);
        assertThat(node.counted).isEmpty();
        seconds(reconciler, 3);

        assertThat(node.completed).containsExactly(gone);
        assertThat(node.counted).containsExactly("compared", "ended_here");
    }

    @Test
    void aCallOfAnotherAccountIsLeftAlone() {
        node.live.add("CAofasubaccount");
        CallReconciler reconciler = reconciler(rest, true);

        seconds(reconciler, 300);

        assertThat(node.completed).isEmpty();
        assertThat(node.counted.stream().filter("not_visible"::equals)).hasSize(1);
    }

    @Test
    void aCallThatNobodyHereKnowsIsToldOnceWhenItIsStillThereTheNextTime() throws Exception {
        String stranger = call(new CompletableFuture<>());
        String known = call(new CompletableFuture<>());
        node.known.add(known);
        CallReconciler reconciler = reconciler(rest, false);

        seconds(reconciler, 62);
        assertThat(node.counted).doesNotContain("orphan");
        seconds(reconciler, 240);

        assertThat(node.counted.stream().filter("orphan"::equals)).hasSize(1);
        assertThat(inProgress()).contains(stranger, known);
    }

    @Test
    void andEndedWhereThatIsWanted() throws Exception {
        CompletableFuture<PhoneRecord> over = new CompletableFuture<>();
        call(over);
        CallReconciler reconciler = reconciler(rest, true);

        seconds(reconciler, 130);

        assertThat(over.get(30, TimeUnit.SECONDS).ending().status()).isEqualTo("completed");
        assertThat(node.counted).contains("orphan", "orphan_ended");
    }

    @Test
    void whoseEndFailedIsEndedAfterTheNextComparison() throws Exception {
        CompletableFuture<PhoneRecord> over = new CompletableFuture<>();
        call(over);
        JdkHttp twilio =
                new JdkHttp(URI.create("http://localhost:" + carrier.restUrl().getPort()), 10_000);
        AtomicInteger ends = new AtomicInteger();
        HttpClient failingOnce = new HttpThatTriesOnce() {
            @Override
            public Response makeRequest(Request request) {
                boolean isEnd = request.getMethod() == HttpMethod.POST;
                return isEnd && ends.incrementAndGet() == 1 ? new Response("{}", 500) : twilio.makeRequest(request);
            }
        };
        try (TwilioRest flaky = rest(failingOnce)) {
            CallReconciler reconciler = reconciler(flaky, true);

            seconds(reconciler, 300);
        }

        assertThat(over.get(30, TimeUnit.SECONDS).ending().status()).isEqualTo("completed");
        assertThat(node.counted).containsSubsequence("orphan", "failed", "orphan", "orphan_ended");
        assertThat(ends).hasValue(2);
    }

    @Test
    void whatNobodyExpectedIsNotAskedForEachSecond() {
        List<Long> asked = new ArrayList<>();
        HttpClient broken = new HttpThatTriesOnce() {
            @Override
            public Response makeRequest(Request request) {
                asked.add(TimeUnit.NANOSECONDS.toSeconds(nowNanos.get()));
                throw new IllegalStateException("a bug");
            }
        };
        try (TwilioRest buggy = rest(broken)) {
            CallReconciler reconciler = reconciler(buggy, false);
            for (int i = 0; i < 200; i++) {
                try {
                    seconds(reconciler, 1);
                } catch (IllegalStateException bug) {
                    assertThat(bug).hasRootCauseMessage("a bug");
                }
            }
        }

        assertThat(asked).containsExactly(60L, 120L, 180L);
    }

    @Test
    void pagesAreReadToTheLast() throws Exception {
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            calls.add(call(new CompletableFuture<>()));
        }
        URI page = URI.create("https://api.twilio.com/2010-04-01/Accounts/" + CarrierSettings.SOME_ACCOUNT
                + "/Calls.json?Status=in-progress&PageSize=2");

        List<String> read = new ArrayList<>();
        String next = page.toString();
        while (next != null) {
            TwilioRest.Outcome outcome = rest.inProgress(next).get(30, TimeUnit.SECONDS);
            assertThat(outcome).isInstanceOf(TwilioRest.Listed.class);
            var listed = (TwilioRest.Listed) outcome;
            listed.calls().forEach(each -> read.add(each.callSid()));
            next = listed.nextPage();
        }

        assertThat(read).containsExactlyInAnyOrderElementsOf(calls);
    }

    @Test
    void whoDoesNotWantToAnswerIsAskedLaterAndLater() throws Exception {
        AtomicInteger status = new AtomicInteger(429);
        List<Long> asked = new CopyOnWriteArrayList<>();
        var unwilling =
                com.sun.net.httpserver.HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        unwilling.createContext("/", exchange -> {
            asked.add(TimeUnit.NANOSECONDS.toSeconds(nowNanos.get()));
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        unwilling.start();
        node.live.add("CA1");
        try (TwilioRest busy = rest("http://localhost:" + unwilling.getAddress().getPort())) {
            CallReconciler reconciler = reconciler(busy, false);

            seconds(reconciler, 500);
            status.set(500);
            seconds(reconciler, 1_500);
        } finally {
            unwilling.stop(0);
        }

        assertThat(asked).containsExactly(60L, 180L, 420L, 900L, 1_800L);
        assertThat(node.counted).containsExactly("throttled", "throttled", "throttled", "failed", "failed");
        assertThat(node.completed).isEmpty();
    }
}
