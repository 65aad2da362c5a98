package dev.trunkline.net.connection;

import io.netty.channel.Channel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom a client believes: the platform's authorities, and further ones if there are any. TLS 1.2 or 1.3; the name of the host
 * must stand in its certificate; there is no way to switch either off. Thread-safe.
 */
public final class ClientTls {

    static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final List<X509Certificate> authorities;
    private @Nullable SslContext context;

    private ClientTls(List<X509Certificate> authorities) {
        this.authorities = List.copyOf(authorities);
    }

    /** Believes whom the platform believes. */
    public static ClientTls platform() {
        return new ClientTls(List.of());
    }

    /**
     * Believes these as well.
     *
     * @param authorities may be a server's own certificate
     */
    public static ClientTls trusting(List<X509Certificate> authorities) {
        return new ClientTls(authorities);
    }

    /** BoringSSL takes two thirds of the JDK's time and an eighth of its garbage, where there is one for this machine. */
    public static SslProvider provider() {
        return OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
    }

    /** Makes everything ready, which the first connection does otherwise, on its loop. Blocks for some tenths of a second. */
    public synchronized SslContext load() {
        if (context == null) {
            context = make();
        }
        return context;
    }

    private SslContext make() {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(provider())
                .endpointIdentificationAlgorithm("HTTPS")
                .protocols(PROTOCOLS);
        try {
            return authorities.isEmpty()
                    ? builder.build()
                    : builder.trustManager(trust()).build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JVM has no usable TLS", e);
        }
    }

    /** The same belief for {@link java.net.http.HttpClient}, which checks host names by itself. */
    public SSLContext ofJdk() {
        try {
            if (authorities.isEmpty()) {
                return SSLContext.getDefault();
            }
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, trust().getTrustManagers(), null);
            return tls;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JVM has no usable TLS", e);
        }
    }

    /** The same belief for whoever brings a client of his own. */
    public TrustManagerFactory trustManagers() {
        try {
            return trust();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JVM has no usable TLS", e);
        }
    }

    private TrustManagerFactory trust() throws GeneralSecurityException, IOException {
        List<X509Certificate> all = new ArrayList<>(authorities);
        for (TrustManager manager : factory(null).getTrustManagers()) {
            if (manager instanceof X509TrustManager platform) {
                all.addAll(List.of(platform.getAcceptedIssuers()));
            }
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (X509Certificate each : all) {
            store.setCertificateEntry(Integer.toString(store.size()), each);
        }
        return factory(store);
    }

    private static TrustManagerFactory factory(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    /** Verifying takes a millisecond or more, so it is not done on the loop. */
    public SslHandler handler(Channel channel, String host, int port, long handshakeMillis) {
        SslHandler handler = load().newHandler(channel.alloc(), host, port, ForkJoinPool.commonPool());
        handler.setHandshakeTimeoutMillis(handshakeMillis);
        return handler;
    }
}
