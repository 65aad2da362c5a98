package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.twiml.Callee;
import dev.trunkline.lab.phone.PhoneRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The network parts one of two nodes from Redis, the other one reaches it; then it heals. */
class OneNodeLosesSightOfRedisIT {

    private TwoNodes nodes;

    @BeforeEach
    void start() throws Exception {
        nodes = new TwoNodes();
    }

    @AfterEach
    void stop() {
        if (nodes != null) {
            nodes.close();
        }
    }

    private static CallerStep[] staysOn() {
        return new CallerStep[] {new CallerStep.AwaitAgent(200, 5_000), new CallerStep.Pause(20_000)};
    }

    private static PhoneRecord end(TwoNodes nodes, CompletableFuture<PhoneRecord> call) throws Exception {
        nodes.carrier.hangUpCallers();
        return call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
    }

    private boolean isKnown(String callSid) throws IOException {
        return nodes.redis.ask("EXISTS", "trunkline:call:{" + callSid + "}").equals(":1");
    }

    @Test
    void whoRingsMeanwhileIsServedAndIsKnownToAllWhenItHeals() throws Exception {
        nodes.wire.takeDown();
        CompletableFuture<PhoneRecord> call = nodes.place(new Callee.Fails(), staysOn());
        String callSid = nodes.sessions.get(0).path("custom_session_id").asText();
        List<Duration> took = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            long askedNanos = System.nanoTime();
            assertThat(nodes.ask(i % 2 == 0 ? nodes.a : nodes.b, "/twilio/voice", TwoNodes.voice("CAmany" + i)))
                    .contains("<Stream");
            took.add(Duration.ofNanos(System.nanoTime() - askedNanos));
        }
        took.sort(null);
        assertThat(took.get(17)).as("but for two that the machine held up").isLessThan(Duration.ofSeconds(1));
        assertThat(isKnown(callSid)).isFalse();

        nodes.wire.restore();
        await().atMost(Duration.ofSeconds(30)).until(() -> isKnown(callSid));
        nodes.balancer.send(nodes.b.port());
        nodes.balancer.cut();
        await().until(() -> nodes.evi.chats().size() == 2);

        assertThat(end(nodes, call).streams()).hasSize(2);
        nodes.resumedOnce();
    }

    @Test
    void whoIsTakenOverByTheOtherMeanwhileStaysThereWhenItHeals() throws Exception {
        CompletableFuture<PhoneRecord> call = nodes.call(new Callee.Fails(), staysOn());
        String callSid = nodes.sessions.get(0).path("custom_session_id").asText();
        nodes.wire.takeDown();

        nodes.balancer.send(nodes.b.port());
        nodes.balancer.cut();
        await().until(() -> nodes.evi.chats().size() == 2);
        await().until(() ->
                WholeLine.recordOn(nodes.b, callSid).path("state").asText().equals("live"));
        nodes.wire.restore();

        // What the first node has still to say of the call comes late, and is not believed.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> nodes.metricsOf(nodes.a)
                        .contains("trunkline_state_writes_total{store=\"redis\",outcome=\"superseded\"}"));
        assertThat(WholeLine.recordOn(nodes.b, callSid).path("state").asText()).isEqualTo("live");
        assertThat(end(nodes, call).streams()).hasSize(2);
        nodes.resumedOnce();
        assertThat(nodes.evi.chats()).hasSize(2);
    }
}
