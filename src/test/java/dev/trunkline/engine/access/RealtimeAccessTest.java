package dev.trunkline.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.access.ClientSecrets.ClientSecret;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Refusals;
import dev.trunkline.net.http.WebSocketEndpoint.Accept;
import dev.trunkline.net.http.WebSocketEndpoint.Decision;
import dev.trunkline.net.http.WebSocketEndpoint.Refuse;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RealtimeAccessTest {

    private static final HttpRequest.Sender HERE = new HttpRequest.Sender("127.0.0.1", null, null);
    private static final HttpRequest.Sender ELSEWHERE = new HttpRequest.Sender("203.0.113.9", null, "not_loopback");

    private final List<String> reasons = new ArrayList<>();
    private final List<String> sessions = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-30T17:00:00Z");
    private final ClientSecrets secrets = new ClientSecrets(() -> now);
    private final RealtimeAccess access = access(Set.of("alice", "bob"));

    @Test
    void aKeyIsShownAsClientsOfTheDialectDo() {
        assertThat(isLetIn(access, "authorization", "Bearer alice")).isTrue();
        assertThat(isLetIn(access, "api-key", "bob")).isTrue();
        assertThat(isLetIn(access, "sec-websocket-protocol", "realtime, openai-insecure-api-key.alice, other"))
                .isTrue();
        assertThat(sessions).containsOnly("null").hasSize(3);
        assertThat(reasons).isEmpty();
    }

    @Test
    void whoShowsNoneOrAWrongOneIsRefusedAndCounted() {
        assertThat(isLetIn(access, "authorization", "Bearer carol")).isFalse();
        assertThat(isLetIn(access, "authorization", "alice")).isFalse();
        assertThat(isLetIn(access, "sec-websocket-protocol", "realtime, alice")).isFalse();
        assertThat(isLetIn(access, "x-nothing", "")).isFalse();
        assertThat(sessions).isEmpty();
        assertThat(reasons).hasSize(4).containsOnly("api_key");
    }

    @Test
    void theRefusalIsAnErrorThatClientsRead() {
        Decision decision = access.admit(this::open).onUpgrade(request("authorization", "Bearer carol", HERE));

        HttpResponse answer = ((Refuse) decision).response();
        assertThat(answer.status()).isEqualTo(401);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("\"code\":\"invalid_api_key\"")
                .doesNotContain("carol");
    }

    @Test
    void aClientSecretOpensItsSessionsUntilItExpires() {
        String secret = issue(600, "{\"instructions\":\"Be brief.\"}").value();

        assertThat(secret).matches("ek_[0-9a-f]{32}");
        now = now.plusSeconds(599);
        assertThat(isLetIn(access, "authorization", "Bearer " + secret)).isTrue();
        assertThat(isLetIn(access, "sec-websocket-protocol", "realtime,openai-insecure-api-key." + secret))
                .isTrue();
        assertThat(sessions).hasSize(2).containsOnly("{\"instructions\":\"Be brief.\"}");

        now = now.plusSeconds(1);
        assertThat(isLetIn(access, "authorization", "Bearer " + secret)).isFalse();
        assertThat(reasons).containsExactly("api_key");
    }

    @Test
    void anOperatorsKeyMayLookLikeAClientSecret() {
        assertThat(isLetIn(access(Set.of("ek_own")), "authorization", "Bearer ek_own"))
                .isTrue();
        assertThat(sessions).containsExactly("null");
    }

    @Test
    void aSecretThatNobodyIssuedOpensNothingAlsoWhereNoKeysAreNeeded() {
        RealtimeAccess open = access(Set.of());

        assertThat(isLetIn(access, "authorization", "Bearer ek_00000000000000000000000000000000"))
                .isFalse();
        assertThat(isLetIn(open, "authorization", "Bearer ek_00000000000000000000000000000000"))
                .isFalse();
        assertThat(reasons).containsExactly("api_key", "api_key");
    }

    @Test
    void withoutKeysThisMachinesProgramsMayShowAnythingAndNobodyElseGetsIn() {
        RealtimeAccess open = access(Set.of());
        String secret = issue(600, "{}").value();

        assertThat(isLetIn(open, "authorization", "Bearer whatever")).isTrue();
        assertThat(isLetIn(open, "authorization", "Bearer " + secret)).isTrue();
        assertThat(open.admit(this::open).onUpgrade(request("authorization", "Bearer whatever", ELSEWHERE)))
                .isInstanceOf(Refuse.class);
        assertThat(open.admit(this::open).onUpgrade(request("authorization", "Bearer " + secret, ELSEWHERE)))
                .isInstanceOf(Refuse.class);
        assertThat(reasons).containsExactly("not_loopback", "not_loopback");
    }

    @Test
    void theSubprotocolThatBrowsersWantIsChosen() {
        Decision decision = access.admit(this::open).onUpgrade(request("authorization", "Bearer alice", HERE));

        assertThat(((Accept) decision).subprotocol()).isEqualTo("realtime");
    }

    @Test
    void aClientSecretMakesNoOthers() {
        String secret = issue(600, "{}").value();
        List<Integer> answers = new ArrayList<>();
        HttpEndpoint inner = (request, reply) -> reply.send(HttpResponse.empty(200));
        HttpEndpoint endpoint = access.guard(inner);

        endpoint.handle(request("authorization", "Bearer " + secret, HERE), answer -> answers.add(answer.status()));
        endpoint.handle(request("authorization", "Bearer alice", HERE), answer -> answers.add(answer.status()));

        assertThat(answers).containsExactly(401, 200);
    }

    @Test
    void expiredSecretsMakeRoomAndThereIsAnEndToIt() {
        for (int i = 0; i < ClientSecrets.MAX_SECRETS; i++) {
            issue(600, "{}");
        }
        assertThat(secrets.issue(600, "{}")).isNull();

        now = now.plusSeconds(600);
        assertThat(secrets.issue(600, "{}")).isNotNull();
    }

    @Test
    void howMuchSessionsMaySayHasAnEnd() {
        String large = "x".repeat(4 * 1024 * 1024);
        for (int i = 0; i < 4; i++) {
            issue(600, large);
        }
        assertThat(secrets.issue(600, "{}")).isNull();
        now = now.plusSeconds(600);
        assertThat(secrets.issue(600, large)).isNotNull();
    }

    private ClientSecret issue(int lifeSeconds, String sessionJson) {
        return Objects.requireNonNull(secrets.issue(lifeSeconds, sessionJson));
    }

    private boolean isLetIn(RealtimeAccess by, String header, String value) {
        return by.admit(this::open).onUpgrade(request(header, value, HERE)) instanceof Accept;
    }

    private Decision open(HttpRequest request, @Nullable String sessionJson) {
        sessions.add(String.valueOf(sessionJson));
        return new Accept(new ChannelInboundHandlerAdapter(), 1_000);
    }

    private RealtimeAccess access(Set<String> keys) {
        return new RealtimeAccess(new Access(keys, null, () -> now, () -> 0, new Refusals(reasons::add)), secrets);
    }

    private static HttpRequest request(String header, String value, HttpRequest.Sender sender) {
        return new HttpRequest(
                "GET", "/", "/", Map.of(), Map.of(), Map.of(header, List.of(value)), new byte[0], sender);
    }
}
