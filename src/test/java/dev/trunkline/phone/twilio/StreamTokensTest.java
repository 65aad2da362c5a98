package dev.trunkline.phone.twilio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.phone.twilio.StreamTokens.Admitted;
import dev.trunkline.phone.twilio.StreamTokens.Redemption;
import dev.trunkline.phone.twilio.StreamTokens.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StreamTokensTest {

    private static final String KEY = "a key that all nodes share";
    private static final StreamGrant GRANT = new StreamGrant("CA1", "+1", "+2");

    private final HeldClock clock = new HeldClock();
    private final AtomicLong wallMillis = new AtomicLong(1_790_000_000_000L);
    private final StreamTokens tokens = node(KEY, TokenUses.NOBODY_ELSES);

    private StreamTokens node(String key, TokenUses others) {
        return new StreamTokens(
                new SealedGrants(List.of(key.getBytes(UTF_8)), () -> Instant.ofEpochMilli(wallMillis.get())),
                others,
                clock);
    }

    private void pass(long seconds) {
        clock.pass(seconds);
        wallMillis.addAndGet(1_000 * seconds);
    }

    private static Redemption redeem(StreamTokens node, String token) {
        return node.redeem(token).toCompletableFuture().join();
    }

    @Test
    void aTokenAdmitsItsCallOnce() {
        String token = tokens.mint(GRANT);

        assertThat(redeem(tokens, token)).isEqualTo(new Admitted(GRANT));
        assertThat(redeem(tokens, token)).isEqualTo(new Refused("replay"));
    }

    @Test
    void noTwoTokensAreTheSameAndEachFitsAPathAndShowsNoNumber() {
        StreamGrant grant = new StreamGrant("CA0123456789abcdef0123456789abcdef", "+14155550100", "+18005550199");
        Set<String> minted = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            minted.add(tokens.mint(grant));
        }

        assertThat(minted).hasSize(1_000).allMatch(token -> token.matches("[A-Za-z0-9_-]{100,200}"));
        assertThat(new String(Base64.getUrlDecoder().decode(minted.iterator().next()), ISO_8859_1))
                .doesNotContain("0100", "0199", "CA0");
    }

    @Test
    void aTokenExpiresAfterAMinute() {
        String used = tokens.mint(GRANT);
        String late = tokens.mint(GRANT);
        pass(60);
        assertThat(redeem(tokens, used)).isEqualTo(new Admitted(GRANT));
        pass(1);

        assertThat(redeem(tokens, late)).isEqualTo(new Refused("expired"));
        assertThat(redeem(tokens, used)).isEqualTo(new Refused("replay"));
        pass(600);
        assertThat(redeem(tokens, late)).isEqualTo(new Refused("unknown_token"));
    }

    @Test
    void whatWasNeverMintedIsUnknown() {
        assertThat(redeem(tokens, "")).isEqualTo(new Refused("unknown_token"));
        assertThat(redeem(tokens, tokens.mint(GRANT) + "x")).isEqualTo(new Refused("unknown_token"));
    }

    @Test
    void whatIsForgottenHereIsStillSealed() {
        String oldest = tokens.mint(GRANT);
        for (int i = 0; i < 20_000; i++) {
            tokens.mint(GRANT);
        }

        assertThat(redeem(tokens, oldest)).isEqualTo(new Admitted(GRANT));
        assertThat(redeem(tokens, oldest)).isEqualTo(new Refused("replay"));
    }

    @Test
    void anotherNodeWithTheKeyAdmitsItOnceAndOneWithoutItNever() {
        String token = tokens.mint(GRANT);

        assertThat(redeem(node("another key", TokenUses.NOBODY_ELSES), token)).isEqualTo(new Refused("unknown_token"));
        StreamTokens other = node(KEY, TokenUses.NOBODY_ELSES);
        assertThat(redeem(other, token)).isEqualTo(new Admitted(GRANT));
        assertThat(redeem(other, token)).isEqualTo(new Refused("replay"));
    }

    @Test
    void anotherNodeKnowsHowOldItIs() {
        StreamTokens other = node(KEY, TokenUses.NOBODY_ELSES);
        String intime = tokens.mint(GRANT);
        String late = tokens.mint(GRANT);
        wallMillis.addAndGet(60_000);
        assertThat(redeem(other, intime)).isEqualTo(new Admitted(GRANT));
        wallMillis.addAndGet(11_000);

        assertThat(redeem(other, late)).isEqualTo(new Refused("expired"));
        wallMillis.addAndGet(-200_000);
        assertThat(redeem(node(KEY, TokenUses.NOBODY_ELSES), late)).isEqualTo(new Refused("unknown_token"));
    }

    @Test
    void whatWasUsedElsewhereIsAReplay() {
        assertThat(redeem(node(KEY, hash -> CompletableFuture.completedFuture(false)), tokens.mint(GRANT)))
                .isEqualTo(new Refused("replay"));
    }

    @Test
    void noBitOfATokenCanBeChanged() {
        String token = tokens.mint(GRANT);
        StreamTokens other = node(KEY, TokenUses.NOBODY_ELSES);
        for (int i = 0; i < token.length(); i++) {
            char changed = token.charAt(i) == 'A' ? 'B' : 'A';
            String forged = token.substring(0, i) + changed + token.substring(i + 1);
            assertThat(redeem(other, forged)).isEqualTo(new Refused("unknown_token"));
            assertThat(redeem(other, token.substring(0, i))).isEqualTo(new Refused("unknown_token"));
        }
        assertThat(redeem(other, token)).isEqualTo(new Admitted(GRANT));
    }

    @Test
    void ofAHundredAtOnceOneIsAdmitted() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 100; round++) {
                String token = tokens.mint(GRANT);
                CountDownLatch go = new CountDownLatch(1);
                List<Future<Redemption>> redemptions = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    redemptions.add(threads.submit(() -> {
                        go.await();
                        return redeem(tokens, token);
                    }));
                }
                go.countDown();
                int admitted = 0;
                for (Future<Redemption> redemption : redemptions) {
                    admitted += redemption.get() instanceof Admitted ? 1 : 0;
                }
                assertThat(admitted).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
