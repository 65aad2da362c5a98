package dev.trunkline.phone.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.phone.twilio.StreamTokens.Admitted;
import dev.trunkline.phone.twilio.StreamTokens.Redemption;
import dev.trunkline.phone.twilio.StreamTokens.Refused;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A restart in which the auth token changes: what the process before has signed comes to one that has its token as the second. */
class CallsOutliveARotationTest {

    private static final String PATH = "/twilio/next";
    private static final String CALL = "CA0123456789abcdef0123456789abcdef";
    private static final HttpRequest.Sender TWILIO = new HttpRequest.Sender("203.0.113.9", null, "not_loopback");

    private static final InstantSource NOW = InstantSource.fixed(Instant.ofEpochMilli(1_790_000_000_000L));

    private final List<byte[]> before = keys("old", null);
    private final List<byte[]> after = keys("new", "old");
    private final List<byte[]> later = keys("new", null);

    private static List<byte[]> keys(String primary, @Nullable String secondary) {
        return new TwilioSettings(URI.create("https://voice.example.com"), primary, secondary, 60).urlKeys();
    }

    @Test
    void aLinkOfTheProcessBeforeIsRead() {
        String link = links(before).pathAndQuery(PATH, CALL, 3, "group-1");

        SignedLinks.Link read = read(after, link);
        assertThat(read).isNotNull().extracting(SignedLinks.Link::attempt).isEqualTo(3);
        assertThat(read(later, link)).as("once the rotation is over").isNull();
    }

    @Test
    void newLinksAreSignedWithTheNewToken() {
        String link = links(after).pathAndQuery(PATH, CALL, 3);

        assertThat(read(later, link)).isNotNull();
        assertThat(read(before, link)).isNull();
    }

    private static SignedLinks links(List<byte[]> keys) {
        return new SignedLinks(keys, NOW);
    }

    private static SignedLinks.@Nullable Link read(List<byte[]> keys, String pathAndQuery) {
        QueryStringDecoder uri = new QueryStringDecoder(pathAndQuery);
        return links(keys)
                .read(new HttpRequest(
                        "POST", uri.path(), pathAndQuery, Map.of(), uri.parameters(), Map.of(), new byte[0], TWILIO));
    }

    @Test
    void aStreamsTokenOfTheProcessBeforeOpensItsStreamOnce() {
        StreamGrant grant = new StreamGrant(CALL, "+14155550100", "+18005550199");
        String token = tokens(before).mint(grant);
        StreamTokens rotated = tokens(after);

        assertThat(redeem(rotated, token)).isEqualTo(new Admitted(grant));
        assertThat(redeem(rotated, token)).isEqualTo(new Refused("replay"));
        assertThat(redeem(tokens(later), token)).isEqualTo(new Refused("unknown_token"));
        assertThat(redeem(tokens(later), rotated.mint(grant))).isEqualTo(new Admitted(grant));
    }

    private static StreamTokens tokens(List<byte[]> keys) {
        return new StreamTokens(new SealedGrants(keys, NOW), TokenUses.NOBODY_ELSES, new HeldClock());
    }

    private static Redemption redeem(StreamTokens node, String token) {
        return node.redeem(token).toCompletableFuture().join();
    }

    @Test
    void aSoftphonesCallIsKnownAgain() {
        String callSid = new SoftphoneSids(before).newCall();

        assertThat(new SoftphoneSids(after).isOurs(callSid)).isTrue();
        assertThat(new SoftphoneSids(later).isOurs(callSid)).isFalse();
        assertThat(new SoftphoneSids(later).isOurs(new SoftphoneSids(after).newCall()))
                .isTrue();
    }
}
