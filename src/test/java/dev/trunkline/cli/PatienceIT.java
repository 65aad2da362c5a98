package dev.trunkline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.testing.FreePort;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PatienceIT {

    private final Patience patience = new Patience();
    private final StringWriter told = new StringWriter();
    private final ServerSocket server = new ServerSocket();
    private final int port = FreePort.find();

    PatienceIT() throws IOException {}

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void aServerThatBeginsToListenWhileWeWaitIsFound() {
        PrintWriter progress = new PrintWriter(told, true) {
            @Override
            public void println(String line) {
                super.println(line);
                listen();
            }
        };

        patience.await(URI.create("http://127.0.0.1:" + port + "/twilio/voice"), "serve", progress);

        assertThat(told.toString().strip())
                .isEqualTo("Nobody listens at http://127.0.0.1:" + port
                        + " yet; waiting up to 15 s. Is `serve` running there?");
    }

    @Test
    void whoListensAndWhoIsElsewhereIsNotWaitedFor() {
        listen();

        patience.await(URI.create("http://127.0.0.1:" + port), "serve", new PrintWriter(told, true));
        patience.await(URI.create("http://192.0.2.1:1/x"), "serve", new PrintWriter(told, true));

        assertThat(told.toString()).isEmpty();
    }

    private void listen() {
        try {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
