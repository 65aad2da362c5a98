package dev.trunkline.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One address before several bridges: new connections go to whichever is chosen, WebSockets stay where they are. */
final class Balancer implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(12);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final ServerSocket listener;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<Socket> idle = new CopyOnWriteArrayList<>();
    private volatile int target;

    Balancer() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on everything new goes there; connections that are kept for further requests are closed. */
    void send(int toPort) {
        target = toPort;
        idle.forEach(Balancer::close);
        idle.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                open.add(client);
                idle.add(client);
                daemon(() -> join(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void join(Socket client) {
        Socket server = egress();
        if (server == null) {
            close(client);
            return;
        }
        open.add(server);
        daemon(() -> pump(client, server, true));
        daemon(() -> pump(server, client, false));
    }

    /** Somebody who is about to come back is waited for, as HAProxy does that is told to retry. */
    private Socket egress() {
        long beganNanos = System.nanoTime();
        while (System.nanoTime() - beganNanos < PATIENCE_NANOS) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), target);
            } catch (IOException e) {
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
        return null;
    }

    /** Everything that is open breaks off, as when the network does; the servers live on. */
    void cut() {
        open.forEach(Balancer::close);
        open.clear();
        idle.clear();
    }

    private void pump(Socket from, Socket to, boolean request) {
        byte[] buffer = new byte[16_384];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (request
                        && new String(buffer, 0, read, StandardCharsets.ISO_8859_1).startsWith("GET /twilio/media")) {
                    idle.remove(from);
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // one of them is gone
        } finally {
            close(from);
            close(to);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "balancer");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // as good as closed
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            // as good as closed
        }
        open.forEach(Balancer::close);
    }
}
