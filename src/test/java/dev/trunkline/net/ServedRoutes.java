package dev.trunkline.net;

import java.io.IOException;

/** A server on loopback with the given routes. */
final class ServedRoutes implements AutoCloseable {

    private final EventLoops loops = new EventLoops("test", 1);
    private final HttpServer server;

    ServedRoutes(Routes.Builder routes) throws IOException {
        this(routes, HttpServer.Limits.DEFAULT);
    }

    ServedRoutes(Routes.Builder routes, HttpServer.Limits limits) throws IOException {
        this.server = HttpServer.start(loops, "127.0.0.1", 0, routes.build(), limits);
    }

    RawPeer connect() throws IOException {
        return new RawPeer(server.port());
    }

    int port() {
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
