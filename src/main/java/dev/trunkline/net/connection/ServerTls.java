package dev.trunkline.net.connection;

import io.netty.channel.Channel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a server proves with that it is who it says, over TLS 1.2 or 1.3. Thread-safe. */
public final class ServerTls {

    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

    private volatile Proof proof;

    /** @param until when the first of the certificates ends */
    private record Proof(SslContext context, Instant until) {}

    /**
     * Made once for all connections. Blocks for as long as it takes to load a library.
     *
     * @param chain the server's certificate first, then those that vouch for it
     * @param key of the first of them
     * @throws IllegalArgumentException when they do not belong together
     */
    public ServerTls(List<X509Certificate> chain, PrivateKey key) {
        this.proof = proof(chain, key);
    }

    /**
     * Who connects from now on is shown another certificate; whoever is connected goes on.
     *
     * @param chain the server's certificate first, then those that vouch for it
     * @param key of the first of them
     * @throws IllegalArgumentException when they do not belong together; nothing has changed then
     */
    public void renew(List<X509Certificate> chain, PrivateKey key) {
        proof = proof(chain, key);
    }

    private static Proof proof(List<X509Certificate> chain, PrivateKey key) {
        SslProvider provider = ClientTls.provider();
        SslContext context;
        try {
            context = SslContextBuilder.forServer(key, chain)
                    .sslProvider(provider)
                    .protocols(ClientTls.PROTOCOLS)
                    .build();
        } catch (SSLException e) {
            throw new IllegalArgumentException("the certificate and the key are of no use for TLS", e);
        }
        Instant until = Instant.MAX;
        for (X509Certificate each : chain) {
            Instant ends = each.getNotAfter().toInstant();
            until = ends.isBefore(until) ? ends : until;
        }
        LOG.atInfo()
                .addKeyValue("by", provider == SslProvider.OPENSSL ? OpenSsl.versionString() : "the JDK")
                .addKeyValue("until", until)
                .log("TLS is spoken");
        return new Proof(context, until);
    }

    /** When the certificate ends that is shown now, or one of those that vouch for it, if that is earlier. */
    public Instant until() {
        return proof.until();
    }

    /** Signing takes a millisecond or more, so it is not done on the loop. */
    public SslHandler handler(Channel channel, long handshakeMillis) {
        SslHandler handler = proof.context().newHandler(channel.alloc(), ForkJoinPool.commonPool());
        handler.setHandshakeTimeoutMillis(handshakeMillis);
        return handler;
    }
}
