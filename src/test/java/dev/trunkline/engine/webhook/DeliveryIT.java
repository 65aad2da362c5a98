package dev.trunkline.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.trunkline.engine.chat.ChatFacts;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.wire.ServerMessage;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.net.egress.EgressPolicy;
import dev.trunkline.net.outgoing.OutgoingHttp;
import dev.trunkline.testing.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class DeliveryIT {

    private static final Set<String> ALL = Set.of("chat_started", "chat_ended", "tool_call");

    private static final EgressPolicy EGRESS = EgressPolicy.privateNetworksToo();

    private record Pause(long nanos, Runnable task) {}

    private final LinkedBlockingQueue<Pause> pauses = new LinkedBlockingQueue<>();
    private final WebhookReceiver receiver = new WebhookReceiver();
    private volatile Instant now = Instant.parse("2026-11-21T08:00:00.250Z");
    private final Webhooks webhooks = new Webhooks(
            "key",
            EGRESS,
            new OutgoingHttp("webhook-test", EGRESS),
            () -> now,
            (delayNanos, task) -> pauses.add(new Pause(delayNanos, task)));

    @BeforeEach
    void quiet() {
        log().setLevel(Level.OFF);
    }

    @AfterEach
    void stop() {
        webhooks.close();
        receiver.close();
        log().setLevel(null);
    }

    @Test
    void failureIsRepeatedWithPausesThatGrowAndASignatureOfItsOwnTime() throws Exception {
        receiver.willAnswer(500, 503, 429);
        webhooks.started(chat(receiver.url()));

        WebhookReceiver.Delivery first = receiver.next();
        assertThat(goOn()).isEqualTo(500_000_000L);
        receiver.next();
        assertThat(goOn()).isEqualTo(2_000_000_000L);
        receiver.next();
        now = now.plusSeconds(600);
        assertThat(goOn()).isEqualTo(8_000_000_000L);
        WebhookReceiver.Delivery last = receiver.next();

        assertThat(last.body()).isEqualTo(first.body());
        assertThat(first.timestamp()).isEqualTo("1795248000");
        assertThat(first.isGenuine("key", 1_795_248_000L)).isTrue();
        assertThat(last.timestamp()).isEqualTo("1795248600");
        assertThat(last.isGenuine("key", now.getEpochSecond())).isTrue();
        assertThat(first.isGenuine("key", now.getEpochSecond())).isFalse();
        assertThat(first.isGenuine("other key", 1_795_248_000L)).isFalse();
    }

    @Test
    void eventsStayInOrderWhenOneIsRepeated() throws InterruptedException {
        receiver.willAnswer(500);
        ChatFacts chat = chat(receiver.url());
        webhooks.started(chat);
        webhooks.toolCalled(chat, call("a"));
        webhooks.ended(chat, ChatEntry.Status.USER_ENDED, 1_999);

        assertThat(receiver.next().event()).isEqualTo("chat_started");
        goOn();

        assertThat(receiver.next().event()).isEqualTo("chat_started");
        assertThat(receiver.next().event()).isEqualTo("tool_call");
        assertThat(receiver.next().event()).isEqualTo("chat_ended");
    }

    @Test
    void afterFourAttemptsTheNextEventHasItsTurn() throws InterruptedException {
        receiver.willAnswer(500, 500, 500, 500);
        ChatFacts chat = chat(receiver.url());
        webhooks.started(chat);
        webhooks.ended(chat, ChatEntry.Status.ERROR, 0);

        for (int i = 0; i < 3; i++) {
            assertThat(receiver.next().event()).isEqualTo("chat_started");
            goOn();
        }
        assertThat(receiver.next().event()).isEqualTo("chat_started");

        assertThat(receiver.next().event()).isEqualTo("chat_ended");
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308, 400, 401, 404, 410})
    void redirectsAndRefusalsAreFinal(int status) {
        receiver.willAnswer(status);
        ChatFacts chat = chat(receiver.url());
        webhooks.started(chat);
        webhooks.ended(chat, ChatEntry.Status.USER_ENDED, 0);

        assertThat(receiver.next().path()).isEqualTo("/hook");
        WebhookReceiver.Delivery second = receiver.next();

        assertThat(second.path()).isEqualTo("/hook");
        assertThat(second.event()).isEqualTo("chat_ended");
        assertThat(pauses).isEmpty();
    }

    @Test
    void receiverThatIsNotThereIsTriedAgain() throws InterruptedException {
        webhooks.started(chat(URI.create("http://127.0.0.1:" + FreePort.find() + "/")));

        assertThat(goOn()).isEqualTo(500_000_000L);
        assertThat(goOn()).isEqualTo(2_000_000_000L);
        assertThat(goOn()).isEqualTo(8_000_000_000L);
    }

    @Test
    void receiverThatNeverAnswersHoldsNobodyElseUp() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            ChatFacts chat = chat(URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/"), receiver.url());

            webhooks.started(chat);
            webhooks.ended(chat, ChatEntry.Status.USER_ENDED, 0);

            assertThat(receiver.next().event()).isEqualTo("chat_started");
            assertThat(receiver.next().event()).isEqualTo("chat_ended");
        }
    }

    @Test
    void noMoreThanSixtyFourEventsWait() throws InterruptedException {
        receiver.willAnswer(500);
        ChatFacts chat = chat(receiver.url());
        webhooks.started(chat);
        receiver.next();
        for (int i = 0; i < 1_000; i++) {
            webhooks.toolCalled(chat, call("call " + i));
        }

        goOn();

        assertThat(receiver.next().event()).isEqualTo("chat_started");
        for (int i = 0; i < 63; i++) {
            assertThat(receiver.next()
                            .json()
                            .at("/tool_call_message/tool_call_id")
                            .asText())
                    .isEqualTo("call " + i);
        }
        webhooks.ended(chat, ChatEntry.Status.USER_ENDED, 0);
        assertThat(receiver.next().event()).isEqualTo("chat_ended");
    }

    @Test
    void everybodyHearsOnlyWhatTheyAskedFor() {
        ChatFacts chat = chat(new ChatPlan.Webhook(receiver.url(), Set.of("chat_ended")));
        webhooks.started(chat);
        webhooks.toolCalled(chat, call("a"));
        webhooks.ended(chat, ChatEntry.Status.USER_ENDED, 0);

        assertThat(receiver.next().event()).isEqualTo("chat_ended");
        assertThat(receiver.pending()).isZero();
    }

    @Test
    void builtinToolsAreNotTold() {
        ChatFacts chat = chat(receiver.url());
        webhooks.started(chat);
        webhooks.toolCalled(chat, new ServerMessage.ToolCall("b", "hang_up", "{}", true, false));
        webhooks.ended(chat, ChatEntry.Status.USER_ENDED, 0);

        assertThat(receiver.next().event()).isEqualTo("chat_started");
        assertThat(receiver.next().event()).isEqualTo("chat_ended");
    }

    @Test
    void withoutAKeyNothingIsSigned() throws GeneralSecurityException {
        try (Webhooks unsigned = new Webhooks(null, EGRESS, () -> now)) {
            unsigned.started(chat(receiver.url()));

            WebhookReceiver.Delivery delivery = receiver.next();
            assertThat(delivery.signature()).isNull();
            assertThat(delivery.isGenuine("key", now.getEpochSecond())).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/hook, true",
        "HTTPS://example.com, true",
        "http://localhost:8080/, false",
        "http://127.0.0.1/, false",
        "http://[::1]:80/, false",
        "https://localhost/, false",
        "https://10.1.2.3/, false",
        "https://[::ffff:127.0.0.1]/, false",
        "http://example.com/, false",
        "http://localhost.example.com/, false",
        "https://169.254.169.254/, false",
        "https://user:password@example.com/, false",
        "ftp://localhost/, false",
        "wss://example.com/, false",
        "file:///etc/passwd, false",
        "https:///, false",
        "/hook, false",
        "mailto:a@example.com, false",
    })
    void onlyTheInternetIsToldAndOnlyEncrypted(URI url, boolean accepted) {
        assertThat(Webhooks.objection(url, EgressPolicy.internet()).isEmpty()).isEqualTo(accepted);
    }

    @Test
    void aReceiverOnThisMachineHearsNothingUnlessTheOperatorLetsConfigsInside() throws Exception {
        LinkedBlockingQueue<Runnable> later = new LinkedBlockingQueue<>();
        // The name stands for the internet when the chat begins, and for this machine when something is delivered.
        URI rebound = URI.create("https://hooks.example.com:" + receiver.url().getPort() + "/hook");
        OutgoingHttp http = new OutgoingHttp("rebinding", EgressPolicy.internet(), ClientTls.platform(), host ->
                new InetAddress[] {InetAddress.getByName("93.184.216.34"), InetAddress.getLoopbackAddress()});
        try (Webhooks strict =
                new Webhooks("key", EgressPolicy.internet(), http, () -> now, (delayNanos, task) -> later.add(task))) {
            strict.started(chat(receiver.url(), rebound));
            strict.ended(chat(receiver.url(), rebound), ChatEntry.Status.USER_ENDED, 0);
        }

        assertThat(receiver.pending()).isZero();
        assertThat(later).as("what may not be reached is not tried again").isEmpty();
    }

    @Test
    void whatMayNotBeToldIsLeftOutAndTheOthersAreTold() {
        webhooks.started(chat(URI.create("https://169.254.169.254/"), receiver.url()));

        assertThat(receiver.next().event()).isEqualTo("chat_started");
        assertThat(pauses).isEmpty();
    }

    /** The pause that was asked for, which is then over. */
    private long goOn() throws InterruptedException {
        Pause pause = pauses.poll(30, TimeUnit.SECONDS);
        assertThat(pause).as("another attempt").isNotNull();
        pause.task.run();
        return pause.nanos;
    }

    private static ServerMessage.ToolCall call(String id) {
        return new ServerMessage.ToolCall(id, "transfer_call", "{}", false, true);
    }

    private static ChatFacts chat(URI... receivers) {
        return chat(List.of(receivers).stream()
                .map(url -> new ChatPlan.Webhook(url, ALL))
                .toArray(ChatPlan.Webhook[]::new));
    }

    private static ChatFacts chat(ChatPlan.Webhook... receivers) {
        return new ChatFacts("chat", "group", TestPlans.telling(receivers), null, false, 1_795_248_000_000L);
    }

    private static Logger log() {
        return (Logger) LoggerFactory.getLogger("dev.trunkline.engine");
    }
}
