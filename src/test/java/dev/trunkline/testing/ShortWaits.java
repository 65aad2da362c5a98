package dev.trunkline.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has every {@code await()} of the suite look after 20 ms and not after 100: most of what is waited for has happened by then. And give up
 * after 30 s and not after 10: a machine that others keep busy stands still for seconds. JUnit finds it by itself.
 */
public final class ShortWaits implements BeforeAllCallback {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultPollInterval(BETWEEN_LOOKS);
        Awaitility.setDefaultTimeout(PATIENCE);
    }
}
