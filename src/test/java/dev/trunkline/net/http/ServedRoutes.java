package dev.trunkline.net.http;

import dev.trunkline.net.loop.EventLoops;
import java.io.IOException;

/** A server on loopback with the given routes. */
public final class ServedRoutes implements AutoCloseable {

    private final EventLoops loops = new EventLoops("test", 1);
    private final HttpServer server;

    public ServedRoutes(Routes.Builder routes) throws IOException {
        this(routes, HttpServer.Limits.DEFAULT);
    }

    public ServedRoutes(Routes.Builder routes, HttpServer.Limits limits) throws IOException {
        this.server = HttpServer.start(loops, "127.0.0.1", 0, routes.build(), limits);
    }

    RawPeer connect() throws IOException {
        return new RawPeer(server.port());
    }

    public int port() {
        return server.port();
    }

    EventLoops loops() {
        return loops;
    }

    @Override
    public void close() {
        server.close();
        loops.close();
    }
}
