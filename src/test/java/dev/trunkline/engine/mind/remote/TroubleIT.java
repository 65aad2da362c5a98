package dev.trunkline.engine.mind.remote;

import static dev.trunkline.engine.mind.remote.ModelServer.content;
import static dev.trunkline.engine.mind.remote.ModelServer.finish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.net.egress.EgressPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a custom language model's listener hears when something goes wrong; the engine's own tells the same as broken. */
class TroubleIT {

    private static final GenerationLimits PATIENT = new GenerationLimits(60_000, 60_000, 60_000, 60_000, 20_000);
    private static final GenerationLimits QUICK = new GenerationLimits(5_000, 5_000, 400, 10_000, 20_000);
    private static final GenerationLimits IMPATIENT = new GenerationLimits(5_000, 400, 400, 10_000, 20_000);

    private final ModelServer server = new ModelServer();
    private final Overheard heard = new Overheard();

    @AfterEach
    void stop() {
        server.close();
    }

    private DialogModel.PendingReply generate(GenerationLimits limits) {
        ClmSettings settings =
                new ClmSettings(server.url("/chat/completions"), null, "m", HistoryLimits.defaults(), limits);
        return new ClmDialogModel(settings, EgressPolicy.internet(), GenerationMeter.NONE, System::nanoTime)
                .generate(hello(), heard);
    }

    private static DialogRequest hello() {
        return DialogRequest.of(
                List.of(ChatMessage.of(ChatMessage.Role.CALLER, "Hello?")),
                List.of(),
                new Trigger.CallerSpoke("Hello?", true, false));
    }

    @Test
    void modelThatSaysNothingTakesTooLong() {
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        server.willPlay(exchange -> left.complete(exchange.isLeft()));

        generate(IMPATIENT);

        assertThat(heard.end()).isEqualTo("TIMED_OUT");
        assertThat(heard.reason()).isEqualTo("no token within 400 ms");
        assertThat(left).succeedsWithin(Duration.ofSeconds(35)).isEqualTo(true);
    }

    @Test
    void signsOfLifeAreNoTokens() {
        server.willPlay(exchange -> {
            exchange.stream().event("{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}");
            exchange.write(": still here\n\n").isLeft();
        });

        generate(IMPATIENT);

        assertThat(heard.end()).isEqualTo("TIMED_OUT");
        assertThat(heard.reason()).isEqualTo("no token within 400 ms");
    }

    @Test
    void modelThatStopsInTheMiddleTakesTooLong() {
        server.willPlay(
                exchange -> exchange.stream().event(content("Well. Let me")).isLeft());

        generate(QUICK);

        assertThat(heard.end()).isEqualTo("TIMED_OUT");
        assertThat(heard.reason()).isEqualTo("no further token within 400 ms");
        assertThat(heard.sentences()).containsExactly("Well.");
    }

    @Test
    void stallIsNoticedLongBeforeTheFirstTokensLimit() {
        server.willPlay(
                exchange -> exchange.stream().event(content("Well. Let me")).isLeft());

        generate(new GenerationLimits(5_000, 60_000, 300, 60_000, 20_000));

        assertThat(heard.end()).isEqualTo("TIMED_OUT");
    }

    @Test
    void modelThatNeverEndsTakesTooLong() {
        server.willPlay(exchange -> {
            exchange.stream();
            for (int i = 0; i < 1_000; i++) {
                exchange.event(content("x"));
                exchange.waitMillis(20);
            }
        });

        generate(new GenerationLimits(5_000, 5_000, 1_400, 1_500, 1_000_000));

        assertThat(heard.end()).isEqualTo("TIMED_OUT");
        assertThat(heard.reason()).isEqualTo("no end within 1500 ms");
    }

    @Test
    void connectionThatIsCutInTheMiddleIsADisconnection() {
        server.willPlay(
                exchange -> exchange.stream().event(content("Well. Let me")).cut());

        generate(PATIENT);

        assertThat(heard.end()).isEqualTo("DISCONNECTED");
        assertThat(heard.sentences()).containsExactly("Well.");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void connectionThatDiedBeforeTheAnswerIsTriedOnceMore() {
        server.willPlay(ModelServer.Exchange::cut).willSay("Here I am.");

        generate(PATIENT);

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.sentences()).containsExactly("Here I am.");
    }

    @Test
    void serverThatIsNotThereIsADisconnection() {
        server.close();

        generate(PATIENT);

        assertThat(heard.end()).isEqualTo("DISCONNECTED");
        assertThat(heard.reason()).isEqualTo("no connection to the model: ConnectException");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void busyServerIsAskedOnceMore(int status) {
        server.willPlay(exchange -> exchange.refuse(status, "{}")).willSay("Now then.");

        generate(PATIENT);

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.sentences()).containsExactly("Now then.");
    }

    @Test
    void serverThatStaysBusyIsNotAskedAThirdTime() {
        for (int i = 0; i < 3; i++) {
            server.willPlay(exchange -> exchange.refuse(503, "<html>busy</html>"));
        }

        generate(PATIENT);

        assertThat(heard.end()).isEqualTo("BROKEN");
        assertThat(heard.reason()).isEqualTo("the model answered with HTTP status 503");
        server.request();
        server.request();
        assertThat(server.wasAskedAgain()).isFalse();
    }

    @Test
    void refusalIsNotTriedAgainAndItsReasonRepeatsNoWords() {
        server.willPlay(
                exchange -> exchange.refuse(
                        401,
                        "{\"error\":{\"message\":\"Incorrect key sk-secret\",\"type\":\"auth\",\"code\":\"invalid_api_key\"}}"));

        generate(PATIENT);

        assertThat(heard.end()).isEqualTo("BROKEN");
        assertThat(heard.reason()).isEqualTo("the model answered with HTTP status 401: invalid_api_key");
        server.request();
        assertThat(server.wasAskedAgain()).isFalse();
    }

    @Test
    void redirectIsNotFollowed() {
        server.willPlay(exchange -> exchange.head(307, "text/plain", "Location: http://127.0.0.1:1/\r\n")
                .end());

        generate(PATIENT);

        assertThat(heard.end()).isEqualTo("BROKEN");
        assertThat(heard.reason()).contains("307");
    }

    @Test
    void errorInTheMiddleOfTheStreamIsAFailure() {
        server.willPlay(exchange -> exchange.stream()
                .event(content("Well. "))
                .event("{\"error\":{\"message\":\"you said X\",\"type\":\"server_error\"}}")
                .end());

        generate(PATIENT);

        assertThat(heard.end()).isEqualTo("BROKEN");
        assertThat(heard.reason()).isEqualTo("the model reported an error: server_error");
        assertThat(heard.ends()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"choices\":[{\"delta\":", "hello", "{]"})
    void chunkThatIsNotJsonIsAFailure(String chunk) {
        server.willPlay(
                exchange -> exchange.stream().event(chunk).event("[DONE]").end());

        generate(PATIENT);

        assertThat(heard.end()).isEqualTo("BROKEN");
        assertThat(heard.ends()).hasSize(1);
    }

    @Test
    void endlessLineIsRefused() {
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        server.willPlay(exchange -> {
            try {
                exchange.stream().write("data: ");
                for (int i = 0; i < 4_000; i++) {
                    exchange.write("x".repeat(1_000));
                }
            } finally {
                left.complete(true);
            }
        });

        generate(new GenerationLimits(5_000, 5_000, 5_000, 60_000, 64 * 1024 * 1024));

        assertThat(heard.end()).isEqualTo("BROKEN");
        assertThat(heard.reason()).contains("longer than");
        assertThat(left).succeedsWithin(Duration.ofSeconds(35));
    }

    @Test
    void endlessAnswerIsRefused() {
        server.willPlay(exchange -> {
            exchange.stream();
            for (int i = 0; i < 10_000; i++) {
                exchange.event(content("Blah. "));
            }
        });

        generate(PATIENT);

        assertThat(heard.end()).isEqualTo("BROKEN");
        assertThat(heard.reason()).isEqualTo("the model's answer is longer than 20000 bytes");
    }

    @Test
    void keyThatIsNoHeaderIsRefusedWithoutRepeatingIt() {
        DialogRequest.Model model = new DialogRequest.Model(null, "secret\r\nX-Evil: 1", null, "");
        DialogRequest conversation = new DialogRequest(
                "", List.of(), List.of(), List.of(), List.of(), new Trigger.CallerSpoke("", true, false), model);
        DialogModel keyless = new OpenAiDialogModel(
                OpenAiSettings.of(server.url(""), null, "m", null), GenerationMeter.NONE, System::nanoTime);

        keyless.generate(conversation, heard);

        assertThat(heard.end()).isEqualTo("BROKEN");
        assertThat(heard.reason()).doesNotContain("secret");
        assertThat(server.connections()).isZero();
    }

    @Test
    void enginesOwnModelIsBrokenHoweverItFails() {
        server.willPlay(exchange -> exchange.isLeft());
        OpenAiSettings usual = OpenAiSettings.of(server.url("/v1"), null, "m", null);
        OpenAiSettings settings = new OpenAiSettings(usual.endpoint(), usual.model(), usual.prompting(), IMPATIENT);

        new OpenAiDialogModel(settings, GenerationMeter.NONE, System::nanoTime).generate(hello(), heard);

        assertThat(heard.end()).isEqualTo("BROKEN");
        assertThat(heard.reason()).isEqualTo("no token within 400 ms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "not a url", "ftp://example.com/x", "https:///path", "file:///etc/passwd", "https://h:1:2"})
    void addressOfAChatThatIsNoneIsRefused(String resource) {
        LanguageModel wanted = new LanguageModel(LanguageModel.CUSTOM, resource, null);
        DialogRequest conversation = new DialogRequest(
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Trigger.Resumed(),
                new DialogRequest.Model(wanted, null, null, ""));

        new ClmDialogModel(
                        ClmSettings.defaults(),
                        EgressPolicy.privateNetworksToo(),
                        GenerationMeter.NONE,
                        System::nanoTime)
                .generate(conversation, heard);

        assertThat(heard.end()).isEqualTo("BROKEN");
    }

    @Test
    void chatMayNotSendTheEngineToThisMachine() {
        LanguageModel wanted = new LanguageModel(
                LanguageModel.CUSTOM, server.url("/chat/completions").toString(), null);
        DialogRequest conversation = new DialogRequest(
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Trigger.Resumed(),
                new DialogRequest.Model(wanted, null, null, ""));
        ClmSettings settings = ClmSettings.defaults().withEndpoint(URI.create("https://own.example/"), "own-key");

        new ClmDialogModel(settings, EgressPolicy.internet(), GenerationMeter.NONE, System::nanoTime)
                .generate(conversation, heard);

        assertThat(heard.end()).isEqualTo("BROKEN");
        assertThat(heard.reason())
                .isEqualTo("the custom language model's URL leads to this machine, which is not allowed");
        assertThat(server.connections()).isZero();
    }

    @Test
    void finishedAnswerWhoseResponseNeverEndsIsNoTrouble() {
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        server.willPlay(exchange -> {
            exchange.stream().event(content("Bye")).event(finish("stop"));
            left.complete(exchange.isLeft());
        });

        generate(QUICK);

        assertThat(heard.end()).isEqualTo("done");
        assertThat(left).succeedsWithin(Duration.ofSeconds(35)).isEqualTo(true);
        assertThat(heard.ends()).containsExactly("done");
    }
}
