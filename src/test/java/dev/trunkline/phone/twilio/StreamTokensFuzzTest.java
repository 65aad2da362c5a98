package dev.trunkline.phone.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Tokens of streams: nobody guesses one, and one that is nearly right is as wrong as any. */
class StreamTokensFuzzTest implements FuzzTarget {

    private final StreamTokens tokens = new StreamTokens(
            new SealedGrants(List.of(new byte[32]), () -> Instant.EPOCH), TokenUses.NOBODY_ELSES, () -> 0);
    private final String minted = tokens.mint(new StreamGrant("CA0123456789abcdef0123456789abcdef", "+1", "+2"));

    @Override
    public void check(byte[] input) {
        String token = new String(input, StandardCharsets.UTF_8);
        StreamTokens.Refused unknown = new StreamTokens.Refused("unknown_token");

        assertThat(tokens.redeem(token)).isCompletedWithValue(unknown);
        assertThat(tokens.isSpent(token)).isTrue();
        assertThat(tokens.redeem(minted + token + "=")).isCompletedWithValue(unknown);
        assertThat(tokens.isSpent(minted)).isFalse();
    }
}
