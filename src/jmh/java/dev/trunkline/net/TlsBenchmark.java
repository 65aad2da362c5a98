package dev.trunkline.net;

import dev.trunkline.bench.AllocatesAtMost;
import dev.trunkline.config.PemFiles;
import dev.trunkline.lab.tls.SelfMadeCertificate;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What TLS adds to 20 ms of one leg: a message of 400 bytes comes up and one of 300 goes down, each sealed on one side and
 * opened on the other, between two pipelines in memory. A bridge pays half of it per leg: it opens one and seals one.
 * {@code NONE} is what the pipelines cost alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TlsBenchmark {

    private static final int UP_BYTES = 400;
    private static final int DOWN_BYTES = 300;
    private static final int MOST_FLIGHTS = 100;

    /** Who does the work. */
    public enum Worker {
        NONE,
        JDK,
        OPENSSL
    }

    @Param
    private Worker worker;

    @Param({"TLSv1.3"})
    private String version;

    private EmbeddedChannel client;
    private EmbeddedChannel server;

    @Setup(Level.Trial)
    public void shakeHands() throws Exception {
        if (worker == Worker.NONE) {
            client = new EmbeddedChannel();
            server = new EmbeddedChannel();
            return;
        }
        SslProvider provider = SslProvider.valueOf(worker.name());
        Path folder = Files.createTempDirectory("bench");
        SelfMadeCertificate made = SelfMadeCertificate.create(folder, "bench", List.of("dns:localhost"));
        List<X509Certificate> chain = PemFiles.certificates(made.certificate());
        SslContext serverSide = SslContextBuilder.forServer(PemFiles.key(made.key(), chain.get(0)), chain)
                .sslProvider(provider)
                .protocols(version)
                .build();
        SslContext clientSide = SslContextBuilder.forClient()
                .sslProvider(provider)
                .protocols(version)
                .trustManager(chain.toArray(X509Certificate[]::new))
                .endpointIdentificationAlgorithm("HTTPS")
                .build();
        server = new EmbeddedChannel();
        server.pipeline().addLast(serverSide.newHandler(server.alloc()));
        client = new EmbeddedChannel();
        SslHandler handler = clientSide.newHandler(client.alloc(), "localhost", 1);
        client.pipeline().addLast(handler);
        for (int i = 0; i < MOST_FLIGHTS; i++) {
            carry(client, server);
            carry(server, client);
        }
        if (!handler.handshakeFuture().isSuccess()) {
            throw new IllegalStateException(
                    "no handshake", handler.handshakeFuture().cause());
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        client.finishAndReleaseAll();
        server.finishAndReleaseAll();
    }

    @Benchmark
    @AllocatesAtMost(8_000) // the JDK's
    public int upAndDown() {
        return send(client, server, UP_BYTES) + send(server, client, DOWN_BYTES);
    }

    private static int send(EmbeddedChannel from, EmbeddedChannel to, int bytes) {
        from.writeOutbound(from.alloc().directBuffer(bytes).writeZero(bytes));
        carry(from, to);
        int read = 0;
        for (ByteBuf plain = to.readInbound(); plain != null; plain = to.readInbound()) {
            read += plain.readableBytes();
            plain.release();
        }
        if (read != bytes) {
            throw new IllegalStateException(read + " bytes came of " + bytes);
        }
        return read;
    }

    private static void carry(EmbeddedChannel from, EmbeddedChannel to) {
        for (ByteBuf sealed = from.readOutbound(); sealed != null; sealed = from.readOutbound()) {
            to.writeInbound(sealed);
        }
    }
}
