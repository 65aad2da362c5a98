package dev.trunkline.ai.evi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.evi.EviCredentials.Answer;
import dev.trunkline.ai.evi.EviCredentials.Denied;
import dev.trunkline.ai.evi.EviCredentials.Granted;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EviAccessTokensIT {

    private final AtomicLong nowNanos = new AtomicLong(-5);
    private final AtomicInteger tokens = new AtomicInteger();
    private FakeEvi evi;
    private EviCredentials credentials;

    @BeforeEach
    void startServer() throws IOException {
        evi = new FakeEvi(FakeEvi::greet);
        evi.tokenAnswer = request -> HttpResponse.json(
                200,
                "{\"access_token\":\"token-" + tokens.incrementAndGet()
                        + "\",\"token_type\":\"bearer\",\"expires_in\":1800}");
        credentials = tokens(false);
    }

    private EviAccessTokens tokens(boolean inHeader) {
        URI tokenUri = URI.create(evi.base().toString().replace("ws:", "http:").replace("/v0/evi", "/oauth2-cc/token"));
        return new EviAccessTokens(tokenUri, ClientTls.platform(), "the-key", "the-secret", inHeader, nowNanos::get);
    }

    private static Granted token(String token) {
        return new Granted(Map.of(), Map.of("access_token", token));
    }

    @AfterEach
    void stopServer() {
        evi.close();
    }

    @Test
    void theTokenIsAskedForAndSentAsDocumented() {
        assertThat(answer()).isEqualTo(token("token-1"));

        HttpRequest request = evi.tokenRequests.get(0);
        assertThat(request.header("Authorization"))
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString("the-key:the-secret".getBytes(StandardCharsets.UTF_8)));
        assertThat(request.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.bodyText()).isEqualTo("grant_type=client_credentials");
    }

    @Test
    void whereTheHeaderIsTakenTheTokenNeedNotBeInTheAddress() {
        credentials = tokens(true);

        assertThat(answer()).isEqualTo(new Granted(Map.of("Authorization", "Bearer token-1")));
    }

    @Test
    void thePlainRequestAsksForNoOtherProtocol() {
        answer();

        assertThat(evi.tokenRequests.get(0).header("Upgrade")).isNull();
        assertThat(evi.tokenRequests.get(0).header("HTTP2-Settings")).isNull();
    }

    @Test
    void aRequestThatIsLostIsMadeOnceMore() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            Thread flaky = new Thread(() -> {
                try {
                    server.accept().close();
                    Socket second = server.accept();
                    second.getInputStream().read(new byte[4_096]);
                    String json = "{\"access_token\":\"token-9\"}";
                    second.getOutputStream()
                            .write(("HTTP/1.1 200 OK\r\nContent-Length: " + json.length() + "\r\n\r\n" + json)
                                    .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            flaky.setDaemon(true);
            flaky.start();
            URI tokenUri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/oauth2-cc/token");
            credentials =
                    new EviAccessTokens(tokenUri, ClientTls.platform(), "the-key", "the-secret", false, nowNanos::get);

            assertThat(answer()).isEqualTo(token("token-9"));
        }
    }

    @Test
    void anAnswerWithoutEndKeepsNobodyFromAskingAgain() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            List<Socket> asked = new CopyOnWriteArrayList<>();
            Thread hanging = new Thread(() -> {
                try {
                    while (true) {
                        Socket each = server.accept();
                        asked.add(each);
                        each.getInputStream().read(new byte[4_096]);
                        byte[] beginning =
                                "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{".getBytes(StandardCharsets.US_ASCII);
                        each.getOutputStream().write(beginning);
                    }
                } catch (IOException e) {
                    // the test is over
                }
            });
            hanging.setDaemon(true);
            hanging.start();
            URI tokenUri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/oauth2-cc/token");
            credentials = new EviAccessTokens(
                    tokenUri,
                    ClientTls.platform(),
                    "the-key",
                    "the-secret",
                    false,
                    nowNanos::get,
                    Duration.ofMillis(150));

            assertThat(answer()).isInstanceOf(Denied.class);
            await().until(() -> !asked.isEmpty());
            int before = asked.size();
            assertThat(answer()).isInstanceOf(Denied.class);

            await().untilAsserted(() -> assertThat(asked).hasSizeGreaterThan(before));
        }
    }

    @Test
    void theTokenIsKeptUntilAMinuteBeforeItEnds() {
        answer();
        nowNanos.addAndGet(Duration.ofSeconds(1739).toNanos());
        assertThat(answer()).isEqualTo(token("token-1"));

        nowNanos.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(answer()).isEqualTo(token("token-2"));
    }

    @Test
    void manyChatsAtOnceShareOneRequest() {
        List<CompletableFuture<Answer>> answers =
                IntStream.range(0, 50).mapToObj(i -> credentials.authorise()).toList();

        assertThat(answers.stream().map(EviAccessTokensIT::get)).containsOnly(token("token-1"));
        assertThat(evi.tokenRequests).hasSize(1);
    }

    @Test
    void aTokenThatWasRefusedIsNotUsedAgain() {
        answer();

        assertThat(credentials.renew(token("token-1"))).isTrue();

        assertThat(answer()).isEqualTo(token("token-2"));
    }

    @Test
    void aTokenThatAnotherChatHasRenewedAlreadyIsKept() {
        answer();
        credentials.renew(token("token-1"));
        answer();

        assertThat(credentials.renew(token("token-1"))).isTrue();

        assertThat(answer()).isEqualTo(token("token-2"));
    }

    @ParameterizedTest
    @CsvSource({"400, REFUSED", "401, DENIED", "403, DENIED", "429, BUSY", "500, DROPPED", "503, DROPPED"})
    void aRefusedTokenIsToldAndAskedForAgainNextTime(int status, AiLoss.Kind kind) {
        var willing = evi.tokenAnswer;
        evi.tokenAnswer = request -> HttpResponse.text(status, "the-secret");

        assertThat(answer()).isEqualTo(new Denied(kind, "no access token: status " + status));

        evi.tokenAnswer = willing;
        assertThat(answer()).isEqualTo(token("token-1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | no access token: the answer is not JSON",
                "{} | no access token: the answer holds none",
                "[] | no access token: the answer holds none",
                "{\"access_token\":\"a b\"} | no access token: the answer holds none",
            })
    void anAnswerWithoutATokenIsTold(String body, String detail) {
        evi.tokenAnswer = request -> HttpResponse.json(200, body);

        assertThat(answer()).isEqualTo(new Denied(AiLoss.Kind.DROPPED, detail));
    }

    @Test
    void ofAnAnswerNoMoreIsReadThanATokenTakes() {
        String much = " ".repeat(1_000_000);
        evi.tokenAnswer = request -> HttpResponse.json(200, "{\"access_token\":\"token-1\"" + much + "}");

        assertThat(answer()).isEqualTo(new Denied(AiLoss.Kind.DROPPED, "no access token: the request failed"));
    }

    @Test
    void aServerThatIsGoneIsTold() {
        evi.close();

        assertThat(answer()).isEqualTo(new Denied(AiLoss.Kind.DROPPED, "no access token: the request failed"));
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(answer().toString()).isEqualTo("Granted");
        assertThat(credentials.toString()).doesNotContain("the-key").doesNotContain("the-secret");
    }

    private Answer answer() {
        return get(credentials.authorise());
    }

    private static Answer get(CompletableFuture<Answer> answer) {
        return answer.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
