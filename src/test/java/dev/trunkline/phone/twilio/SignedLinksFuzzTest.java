package dev.trunkline.phone.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.fuzz.FuzzTarget;
import dev.trunkline.fuzz.Made;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.phone.twilio.SignedLinks.Link;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Links that come back: ours say what they said, and nobody can make one, or change one into another. */
class SignedLinksFuzzTest implements FuzzTarget {

    private static final String PATH = "/twilio/next";
    private static final String CALL = "CA0123456789abcdef0123456789abcdef";
    private static final HttpRequest.Sender SOMEBODY = new HttpRequest.Sender("203.0.113.9", null, "not_loopback");

    private final SignedLinks links = new SignedLinks(List.of(new byte[32]), () -> Instant.EPOCH);

    @Override
    public void check(byte[] input) {
        Made made = new Made(input);
        String group = made.flag() ? made.text(60) : "";
        int attempt = made.number();
        String ours = links.pathAndQuery(PATH, CALL, attempt, group);
        Link link = Objects.requireNonNull(read(ours));

        assertThat(link.callSid()).isEqualTo(CALL);
        assertThat(link.attempt()).isEqualTo(attempt);
        assertThat(link.chatGroupId()).isEqualTo(group.isEmpty() ? null : group);

        int at = Integer.remainderUnsigned(made.number(), ours.length() + 1);
        String put = made.text(10);
        String spoilt = ours.substring(0, at) + put + ours.substring(Math.min(ours.length(), at + put.length()));
        Link read = read(spoilt);
        if (read != null) {
            assertThat(read).isEqualTo(link); // another way to write the same
        }
        assertThat(read(PATH + "?" + made.restText())).isNull();
    }

    private @Nullable Link read(String pathAndQuery) {
        try {
            QueryStringDecoder uri = new QueryStringDecoder(pathAndQuery);
            return links.read(new HttpRequest(
                    "POST", uri.path(), pathAndQuery, Map.of(), uri.parameters(), Map.of(), new byte[0], SOMEBODY));
        } catch (IllegalArgumentException e) {
            return null; // a query that does not decode gets 400 before anybody looks at it
        }
    }
}
