package dev.trunkline.net.connection;

import io.netty.channel.Channel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a server proves with that it is who it says, over TLS 1.2 or 1.3. Thread-safe. */
public final class ServerTls {

    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

    private final SslContext context;

    /**
     * Made once for all connections. Blocks for as long as it takes to load a library.
     *
     * @param chain the server's certificate first, then those that vouch for it
     * @param key of the first of them
     * @throws IllegalArgumentException when they do not belong together
     */
    public ServerTls(List<X509Certificate> chain, PrivateKey key) {
        SslProvider provider = ClientTls.provider();
        try {
            this.context = SslContextBuilder.forServer(key, chain)
                    .sslProvider(provider)
                    .protocols(ClientTls.PROTOCOLS)
                    .build();
        } catch (SSLException e) {
            throw new IllegalArgumentException("the certificate and the key are of no use for TLS", e);
        }
        LOG.atInfo()
                .addKeyValue("by", provider == SslProvider.OPENSSL ? OpenSsl.versionString() : "the JDK")
                .addKeyValue("until", chain.get(0).getNotAfter().toInstant())
                .log("TLS is spoken");
    }

    /** Signing takes a millisecond or more, so it is not done on the loop. */
    public SslHandler handler(Channel channel, long handshakeMillis) {
        SslHandler handler = context.newHandler(channel.alloc(), ForkJoinPool.commonPool());
        handler.setHandshakeTimeoutMillis(handshakeMillis);
        return handler;
    }
}
