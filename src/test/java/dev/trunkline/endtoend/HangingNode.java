package dev.trunkline.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A bridge as a balancer sees it, until it hangs: then its connections stand, and nothing answers. */
final class HangingNode implements AutoCloseable {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    private static final String STREAM = """
            HTTP/1.1 101 Switching Protocols
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=

            """.replace("\n", "\r\n"); // of RawPeer.KEY: RFC 6455, 1.3

    private final ServerSocket server;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger streams = new AtomicInteger();
    private volatile boolean hangs;
    private volatile boolean diesOverQuestions;

    HangingNode() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        inBackground(this::accept);
    }

    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task, "hanging-node");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                inBackground(() -> serve(socket));
            }
        } catch (IOException e) {
            hangs = true; // it is closed
        }
    }

    private void serve(Socket socket) {
        try {
            String head = head(socket.getInputStream());
            if (hangs) {
                return;
            }
            if (head.contains("/twilio/media/")) {
                streams.incrementAndGet();
                socket.getOutputStream().write(STREAM.getBytes(ISO_8859_1));
                return;
            }
            if (!diesOverQuestions || !head.startsWith("POST")) {
                socket.getOutputStream().write(OK.getBytes(ISO_8859_1));
            }
            socket.close();
        } catch (IOException e) {
            open.remove(socket); // whoever asked is gone
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            head.append((char) octet);
            if (head.indexOf("\r\n\r\n") >= 0) {
                return head.toString();
            }
        }
        throw new IOException("nothing was asked");
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many streams it has been given. */
    int streams() {
        return streams.get();
    }

    void hang() {
        hangs = true;
    }

    /** From now on it takes questions and breaks the connection instead of answering. */
    void dieOverQuestions() {
        diesOverQuestions = true;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
