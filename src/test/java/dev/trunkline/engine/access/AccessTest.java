package dev.trunkline.engine.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Refusals;
import dev.trunkline.net.http.WebSocketEndpoint;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {

    private static final HttpRequest.Sender SENDER = new HttpRequest.Sender("127.0.0.1", null, null);

    private final List<String> reasons = new ArrayList<>();
    private long nanos;
    private Instant now = Instant.parse("2026-11-21T08:00:00Z");
    private final Access access = access(Set.of("alice", "bob"), "secret");

    @Test
    void tokenIsGoodForThirtyMinutes() {
        String token = token(access, "alice", "secret");

        now = now.plusSeconds(1_799);
        assertThat(access.allows(bearer(token))).isTrue();
        assertThat(access.allows(query("access_token", token))).isTrue();
        now = now.plusSeconds(1);
        assertThat(access.allows(bearer(token))).isFalse();
        assertThat(access.allows(query("access_token", token))).isFalse();
    }

    @Test
    void tokenNeedsAKnownKeyAndItsSecret() {
        assertThat(access.token("alice", "wrong")).isNull();
        assertThat(access.token("carol", "secret")).isNull();
        assertThat(access.token("", "secret")).isNull();
        assertThat(access.token("bob", "secret")).isNotNull();
    }

    @Test
    void withoutASecretAnySecretFetchesATokenThatIsOnlyGoodHere() {
        Access trusting = access(Set.of("alice"), null);

        String token = token(trusting, "alice", "whatever");

        assertThat(trusting.allows(bearer(token))).isTrue();
        assertThat(access.allows(bearer(token))).isFalse();
    }

    @Test
    void tokensAreGoodOnEveryNodeWithTheSameKeys() {
        String token = token(access, "alice", "secret");

        assertThat(access(Set.of("bob", "alice"), "secret").allows(bearer(token)))
                .isTrue();
        assertThat(access(Set.of("bob", "alice"), "new secret").allows(bearer(token)))
                .isFalse();
    }

    @Test
    void keyThatIsTakenAwayTakesItsTokensWithIt() {
        String token = token(access, "alice", "secret");

        assertThat(access(Set.of("bob"), "secret").allows(bearer(token))).isFalse();
    }

    @Test
    void keyIsNoTokenAndATokenNoKey() {
        String token = token(access, "alice", "secret");

        assertThat(access.allows(bearer("alice"))).isFalse();
        assertThat(access.allows(query("access_token", "alice"))).isFalse();
        assertThat(access.allows(query("api_key", token))).isFalse();
        assertThat(access.allows(header("x-hume-api-key", token))).isFalse();
        assertThat(access.allows(header("authorization", "Basic " + token))).isFalse();
        assertThat(access.allows(header("authorization", token))).isFalse();
    }

    @Test
    void oneGoodCredentialIsEnough() {
        String token = token(access, "alice", "secret");

        assertThat(access.allows(request(Map.of("authorization", "bEaReR " + token), Map.of("api_key", "wrong"))))
                .isTrue();
        assertThat(access.allows(request(Map.of("authorization", "Bearer wrong"), Map.of("api_key", "bob"))))
                .isTrue();
    }

    @Test
    void tokenWithAnyByteChangedIsWorthless() {
        byte[] token = Base64.getUrlDecoder().decode(token(access, "alice", "secret"));

        for (int i = 0; i < token.length; i++) {
            byte[] changed = token.clone();
            changed[i] ^= 1;
            String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            assertThat(access.allows(bearer(forged))).as("byte %s", i).isFalse();
        }
    }

    @Test
    void nonsenseIsNoToken() {
        Random random = new Random(1);
        for (int length = 0; length < 200; length++) {
            StringBuilder nonsense = new StringBuilder();
            random.ints(length, 0x20, 0x100).forEach(nonsense::appendCodePoint);
            assertThat(access.allows(query("access_token", nonsense.toString())))
                    .isFalse();
        }
        assertThat(access.allows(query("access_token", "=".repeat(64)))).isFalse();
        assertThat(access.allows(query("access_token", "A".repeat(63) + "="))).isFalse();
    }

    @Test
    void withoutKeysThisMachineMayAndGetsTokens() {
        Access open = access(Set.of(), null);

        assertThat(open.allows(request(Map.of(), Map.of()))).isTrue();
        assertThat(open.allows(bearer("whatever"))).isTrue();
        assertThat(open.token("anybody", "anything")).isNotNull();
    }

    @Test
    void withoutKeysNobodyElseMay() {
        Access open = access(Set.of(), null);
        HttpRequest forwarded = request("POST", Map.of(), "", new HttpRequest.Sender("127.0.0.1", null, "forwarded"));

        assertThat(open.allows(forwarded)).isFalse();
        assertThat(status(open.guard((request, reply) -> reply.send(HttpResponse.empty(200))), forwarded))
                .isEqualTo(403);
        assertThat(status(open.guard(new TokenEndpoint(open)), forwarded)).isEqualTo(403);
        assertThat(open.guard(accepting()).onUpgrade(forwarded)).isInstanceOf(WebSocketEndpoint.Refuse.class);
        assertThat(reasons).containsExactly("forwarded", "forwarded", "forwarded");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "application/json,200",
                "'Application/JSON; charset=utf-8',200",
                "application/merge-patch+json,200",
                "text/plain,415",
                "none,415",
                "application/x-www-form-urlencoded,415",
                "multipart/form-data,415",
                "'text/plain; application/json',415",
                "application/jsonp,415"
            })
    void withoutKeysABodyIsJsonWhichNoPageMaySendUnasked(@Nullable String type, int status) {
        Map<String, String> headers = type == null ? Map.of() : Map.of("content-type", type);
        HttpEndpoint endpoint = access(Set.of(), null).guard((request, reply) -> reply.send(HttpResponse.empty(200)));

        assertThat(status(endpoint, request("POST", headers, "{}", SENDER))).isEqualTo(status);
        assertThat(status(endpoint, request("DELETE", headers, "", SENDER))).isEqualTo(200);
    }

    @Test
    void everyClientHasItsHundredRequestsASecond() {
        HttpEndpoint endpoint = access.guard((request, reply) -> reply.send(HttpResponse.empty(200)));
        HttpRequest alice = header("x-hume-api-key", "alice");

        for (int i = 0; i < 100; i++) {
            assertThat(status(endpoint, alice)).isEqualTo(200);
        }
        HttpResponse refused = answer(endpoint, alice);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers()).containsEntry("Retry-After", "1");
        assertThat(status(endpoint, bearer(token(access, "alice", "secret")))).isEqualTo(429);
        assertThat(status(endpoint, header("x-hume-api-key", "bob"))).isEqualTo(200);
        assertThat(status(endpoint, header("x-hume-api-key", "wrong"))).isEqualTo(401);

        nanos += 50_000_000;
        for (int i = 0; i < 5; i++) {
            assertThat(status(endpoint, alice)).isEqualTo(200);
        }
        assertThat(status(endpoint, alice)).isEqualTo(429);
    }

    @Test
    void whoeverGuessesKeysIsSlowedDownByAddress() {
        HttpEndpoint endpoint = access.guard((request, reply) -> reply.send(HttpResponse.empty(200)));

        for (int i = 0; i < 100; i++) {
            assertThat(status(endpoint, header("x-hume-api-key", "guess" + i))).isEqualTo(401);
        }
        assertThat(status(endpoint, header("x-hume-api-key", "guess"))).isEqualTo(429);
        assertThat(status(
                        endpoint,
                        request("GET", Map.of(), "", new HttpRequest.Sender("203.0.113.9", null, "not_loopback"))))
                .isEqualTo(401);
    }

    private static int status(HttpEndpoint endpoint, HttpRequest request) {
        return answer(endpoint, request).status();
    }

    private static HttpResponse answer(HttpEndpoint endpoint, HttpRequest request) {
        List<HttpResponse> answers = new ArrayList<>();
        endpoint.handle(request, answers::add);
        return answers.get(0);
    }

    private static WebSocketEndpoint accepting() {
        return request -> new WebSocketEndpoint.Accept(new ChannelInboundHandlerAdapter(), 1_000);
    }

    private static HttpRequest request(
            String method, Map<String, String> headers, String body, HttpRequest.Sender sender) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new HttpRequest(method, "/", "/", Map.of(), Map.of(), lists(headers), bytes, sender);
    }

    @Test
    void emptyKeysAndSecretsAreAMistakeOfTheOperator() {
        assertThatThrownBy(() -> access(Set.of(""), null)).hasMessageContaining("must not be empty");
        assertThatThrownBy(() -> access(Set.of("alice"), "")).hasMessageContaining("must not be empty");
    }

    private Access access(Set<String> keys, @Nullable String secret) {
        return new Access(keys, secret, () -> now, () -> nanos, new Refusals(reasons::add));
    }

    private static String token(Access access, String key, String secret) {
        return Objects.requireNonNull(access.token(key, secret));
    }

    private static HttpRequest bearer(String token) {
        return header("authorization", "Bearer " + token);
    }

    private static HttpRequest header(String name, String value) {
        return request(Map.of(name, value), Map.of());
    }

    private static HttpRequest query(String name, String value) {
        return request(Map.of(), Map.of(name, value));
    }

    private static HttpRequest request(Map<String, String> headers, Map<String, String> query) {
        return new HttpRequest("GET", "/", "/", Map.of(), lists(query), lists(headers), new byte[0], SENDER);
    }

    private static Map<String, List<String>> lists(Map<String, String> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
    }
}
