package dev.trunkline.net.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesTest {

    private static final HttpEndpoint FIRST = (request, reply) -> {};
    private static final HttpEndpoint SECOND = (request, reply) -> {};

    @Test
    void theFirstPatternThatFitsWins() {
        Routes routes = Routes.builder()
                .http("GET", "/calls/live", FIRST)
                .http("GET", "/calls/{sid}", SECOND)
                .build();

        assertThat(routes.http("GET", "/calls/live")).isEqualTo(new Routes.Match<>(FIRST, Map.of()));
        assertThat(routes.http("GET", "/calls/CA1")).isEqualTo(new Routes.Match<>(SECOND, Map.of("sid", "CA1")));
    }

    @Test
    void aPlaceIsOneWholeSegmentAndNeverEmpty() {
        Routes routes = Routes.builder()
                .http("POST", "/calls/{sid}/{action}", FIRST)
                .http("GET", "/", SECOND)
                .build();

        assertThat(routes.http("POST", "/calls/CA1/hangup"))
                .isEqualTo(new Routes.Match<>(FIRST, Map.of("sid", "CA1", "action", "hangup")));
        assertThat(routes.http("POST", "/calls//hangup")).isNull();
        assertThat(routes.http("POST", "/calls/CA1")).isNull();
        assertThat(routes.http("POST", "/calls/CA1/hangup/")).isNull();
        assertThat(routes.http("GET", "/calls/CA1/hangup")).isNull();
        assertThat(routes.http("GET", "/")).isEqualTo(new Routes.Match<>(SECOND, Map.of()));
        assertThat(routes.methods("/calls/CA1/hangup")).containsExactly("POST");
        assertThat(routes.methods("/nowhere")).isEmpty();
    }

    @Test
    void webSocketsHaveTheirOwnPaths() {
        WebSocketEndpoint endpoint = request -> new WebSocketEndpoint.Refuse(HttpResponse.empty(403));
        Routes routes = Routes.builder().webSocket("/media/{token}", endpoint).build();

        assertThat(routes.webSocket("/media/abc")).isEqualTo(new Routes.Match<>(endpoint, Map.of("token", "abc")));
        assertThat(routes.webSocket("/media")).isNull();
        assertThat(routes.http("GET", "/media/abc")).isNull();
    }
}
