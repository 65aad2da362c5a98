package dev.trunkline.phone.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.phone.twilio.StreamTokens.Admitted;
import dev.trunkline.phone.twilio.StreamTokens.Redemption;
import dev.trunkline.phone.twilio.StreamTokens.Refused;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class StreamTokensTest {

    private static final StreamGrant GRANT = new StreamGrant("CA1", "+1", "+2");

    private final HeldClock clock = new HeldClock();
    private final StreamTokens tokens = new StreamTokens(clock);

    @Test
    void aTokenAdmitsItsCallOnce() {
        String token = tokens.mint(GRANT);

        assertThat(tokens.redeem(token)).isEqualTo(new Admitted(GRANT));
        assertThat(tokens.redeem(token)).isEqualTo(new Refused("replay"));
    }

    @Test
    void aTokenIs128RandomBitsThatFitAPath() {
        Set<String> minted = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            minted.add(tokens.mint(GRANT));
        }

        assertThat(minted).hasSize(1_000).allMatch(token -> token.matches("[A-Za-z0-9_-]{22}"));
        assertThat(Base64.getUrlDecoder().decode(minted.iterator().next())).hasSize(16);
    }

    @Test
    void aTokenExpiresAfterAMinute() {
        String used = tokens.mint(GRANT);
        String late = tokens.mint(GRANT);
        clock.pass(60);
        assertThat(tokens.redeem(used)).isEqualTo(new Admitted(GRANT));
        clock.pass(1);

        assertThat(tokens.redeem(late)).isEqualTo(new Refused("expired"));
        assertThat(tokens.redeem(used)).isEqualTo(new Refused("replay"));
        clock.pass(600);
        assertThat(tokens.redeem(late)).isEqualTo(new Refused("unknown_token"));
    }

    @Test
    void whatWasNeverMintedIsUnknown() {
        assertThat(tokens.redeem("")).isEqualTo(new Refused("unknown_token"));
        assertThat(tokens.redeem(tokens.mint(GRANT) + "x")).isEqualTo(new Refused("unknown_token"));
    }

    @Test
    void oldTokensMakeRoomForNewOnes() {
        String oldest = tokens.mint(GRANT);
        for (int i = 0; i < 20_000; i++) {
            tokens.mint(GRANT);
        }
        String newest = tokens.mint(GRANT);

        assertThat(tokens.redeem(oldest)).isEqualTo(new Refused("unknown_token"));
        assertThat(tokens.redeem(newest)).isEqualTo(new Admitted(GRANT));
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
                        return tokens.redeem(token);
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
