package dev.trunkline.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A network between a bridge and its EVI that a test can cut. */
final class FragileWire implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> ends = new CopyOnWriteArrayList<>();
    private final URI target;

    FragileWire(URI target) throws IOException {
        this.target = target;
        threads.execute(this::accept);
    }

    /** The target, through the wire. */
    URI uri() {
        return URI.create("ws://127.0.0.1:" + server.getLocalPort() + target.getPath());
    }

    /** All connections break now; new ones hold. */
    void cut() throws IOException {
        for (Socket end : ends) {
            if (!end.isClosed()) {
                reset(end);
            }
        }
        ends.clear();
    }

    private static void reset(Socket end) throws IOException {
        try {
            end.setSoLinger(true, 0);
        } catch (SocketException e) {
            // closed by its other end at this very moment
        }
        end.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = server.accept();
                Socket far = new Socket(target.getHost(), target.getPort());
                ends.addAll(List.of(near, far));
                threads.execute(() -> {
                    askForTarget(near, far);
                    carry(near, far);
                });
                threads.execute(() -> carry(far, near));
            }
        } catch (IOException e) {
            threads.shutdown(); // closed
        }
    }

    /** An engine without keys answers to its own address alone: the request's Host is the wire's. */
    private void askForTarget(Socket near, Socket far) {
        try {
            byte[] first = new byte[8_192];
            int length = Math.max(0, near.getInputStream().read(first));
            String request = new String(first, 0, length, StandardCharsets.ISO_8859_1)
                    .replace(":" + server.getLocalPort(), ":" + target.getPort());
            far.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // cut: the other end learns of it below
        }
    }

    private static void carry(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            // cut, or closed by one of the two: the other end learns of it
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
        threads.shutdownNow();
    }
}
