package dev.trunkline.phone.twilio;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.net.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call whose streams end at once may not go round for ever; one that is long may lose its line as often as that happens. */
class OnlyShortStreamsAreCountedTest {

    private static final HttpRequest.Sender TWILIO = new HttpRequest.Sender("203.0.113.9", null, "not_loopback");

    private final AtomicLong wallMillis = new AtomicLong();
    private final SignedLinks links =
            new SignedLinks(List.of(new byte[32]), () -> Instant.ofEpochMilli(wallMillis.get()));

    @ParameterizedTest
    @CsvSource({
        "0, 7",
        "59999, 7",
        "60000, 0", // the link was given with the stream, and comes back when that has ended
        "14400000, 0", // four hours: Twilio ends every call
        "-5000, 7", // by another machine's clock
    })
    void afterAMinuteTheCountBeginsAnew(long laterMillis, int streams) {
        for (long madeMillis : new long[] {1_790_000_000_000L, 833L << 31, (834L << 31) - 1}) {
            wallMillis.set(madeMillis);
            String link = links.pathAndQuery("/twilio/next", "CA0123456789abcdef0123456789abcdef", 7);

            wallMillis.addAndGet(laterMillis);

            SignedLinks.Link read = read(link);
            assertThat(links.streams(read)).isEqualTo(streams);
        }
    }

    private SignedLinks.Link read(String pathAndQuery) {
        QueryStringDecoder uri = new QueryStringDecoder(pathAndQuery);
        return requireNonNull(links.read(new HttpRequest(
                "POST", uri.path(), pathAndQuery, Map.of(), uri.parameters(), Map.of(), new byte[0], TWILIO)));
    }
}
