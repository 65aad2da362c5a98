package dev.trunkline.app;

import dev.trunkline.config.PemFiles;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.net.connection.ServerTls;
import dev.trunkline.telemetry.MetricName;
import dev.trunkline.telemetry.Metrics;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the main port proves itself with. Its files are read again once a minute, by a thread of its own, since a disk may hang: who
 * connects after a renewal is shown the new certificate. What cannot be used changes nothing. Thread-safe.
 */
final class ServerIdentity implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServerIdentity.class);
    private static final long LOOK_EVERY_SECONDS = 60;

    private final TrunklineConfig.@Nullable Identity configured;
    private final @Nullable ServerTls tls;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("certificate", true));
    private List<X509Certificate> shown; // the thread's
    private String trouble = ""; // likewise; told once

    private ServerIdentity(TrunklineConfig.@Nullable Identity configured) {
        this.configured = configured;
        this.tls = configured == null ? null : new ServerTls(configured.chain(), configured.key());
        this.shown = configured == null ? List.of() : configured.chain();
    }

    /**
     * As the configuration says, and from then on as its files do.
     *
     * @param configured null for no TLS
     */
    static ServerIdentity of(TrunklineConfig.@Nullable Identity configured, Metrics metrics) {
        ServerIdentity identity = new ServerIdentity(configured);
        ServerTls tls = identity.tls;
        if (tls != null) {
            metrics.gauge(MetricName.TLS_EXPIRY, () -> tls.until().getEpochSecond());
            identity.thread.scheduleWithFixedDelay(
                    new RepeatedStep("certificate", identity::look),
                    LOOK_EVERY_SECONDS,
                    LOOK_EVERY_SECONDS,
                    TimeUnit.SECONDS);
        }
        return identity;
    }

    /** Null for no TLS. */
    @Nullable
    ServerTls tls() {
        return tls;
    }

    /** Reads the files; whether another certificate is shown from now on. */
    boolean look() {
        if (configured == null || tls == null) {
            return false;
        }
        try {
            List<X509Certificate> chain = PemFiles.certificates(configured.chainFile());
            if (!chain.equals(shown)) {
                PrivateKey key = PemFiles.key(configured.keyFile(), chain.get(0));
                tls.renew(chain, key);
                shown = chain;
                trouble = "";
                return true;
            }
            trouble = "";
        } catch (IOException | RuntimeException e) {
            tell(String.valueOf(e.getMessage()));
        }
        return false;
    }

    /** Certificate and key are two files: in between they may not fit, and a minute later they do. */
    private void tell(String why) {
        if (!why.equals(trouble)) {
            trouble = why;
            LOG.atWarn()
                    .addKeyValue("configuration", why)
                    .log("the certificate cannot be renewed, the one before is still shown");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
