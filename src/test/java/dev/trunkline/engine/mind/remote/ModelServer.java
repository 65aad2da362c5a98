package dev.trunkline.engine.mind.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A model server on a real socket: HTTP/1.1 with chunked responses, every byte of which the test decides. */
public final class ModelServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Answers one request. */
    public interface Script {
        void play(Exchange exchange) throws IOException;
    }

    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final LinkedBlockingQueue<Script> scripts = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Exchange> requests = new LinkedBlockingQueue<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    public ModelServer() {
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::listen);
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort() + path);
    }

    /** The next request that nobody plans for yet is answered so. */
    public ModelServer willPlay(Script script) {
        scripts.add(script);
        return this;
    }

    /** Streams these pieces of content, one a chunk, and ends as it should. */
    public ModelServer willSay(String... pieces) {
        return willPlay(exchange -> {
            exchange.stream();
            for (String piece : pieces) {
                exchange.event(content(piece));
            }
            exchange.event(finish("stop")).event("[DONE]").end();
        });
    }

    /** What was asked next. */
    public Exchange request() {
        try {
            Exchange exchange = requests.poll(30, TimeUnit.SECONDS);
            if (exchange == null) {
                throw new AssertionError("nothing was asked within 30 s");
            }
            return exchange;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public boolean wasAskedAgain() {
        return !requests.isEmpty();
    }

    public int connections() {
        return connections.get();
    }

    public static String content(String text) {
        try {
            return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":"
                    + JSON.writeValueAsString(text) + "},\"finish_reason\":null}]}";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String finish(String reason) {
        return "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}";
    }

    /** A chunk that holds {@code toolCalls}, a JSON array. */
    public static String tools(String toolCalls) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":" + toolCalls + "},\"finish_reason\":null}]}";
    }

    private void listen() {
        try {
            while (true) {
                Socket socket = listening.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                connections.incrementAndGet();
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                Exchange exchange = new Exchange(socket, in);
                Script script = scripts.poll(5, TimeUnit.SECONDS);
                requests.add(exchange);
                if (script == null) {
                    return;
                }
                script.play(exchange);
            }
        } catch (IOException e) {
            // the client or the script closed it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            listening.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One request, and its answer in the making. */
    public static final class Exchange {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private final String target;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private final JsonNode body;

        Exchange(Socket socket, InputStream in) throws IOException {
            this.socket = socket;
            this.in = in;
            this.out = socket.getOutputStream();
            this.target = line();
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).trim());
            }
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            this.body = JSON.readTree(in.readNBytes(length));
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            int c = in.read();
            while (c != '\n') {
                if (c < 0) {
                    throw new IOException("closed");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
                c = in.read();
            }
            return line.toString();
        }

        /** Such as {@code POST /v1/chat/completions HTTP/1.1}. */
        public String target() {
            return target;
        }

        /** Empty when it was not sent. */
        public String header(String lowerCaseName) {
            return headers.getOrDefault(lowerCaseName, "");
        }

        public JsonNode body() {
            return body;
        }

        public JsonNode message(int index) {
            return body.path("messages").path(index);
        }

        public Exchange stream() throws IOException {
            return head(200, "text/event-stream", "");
        }

        /** A chunked response begins. */
        public Exchange head(int status, String type, String moreHeaders) throws IOException {
            return raw("HTTP/1.1 " + status + " X\r\nContent-Type: " + type + "\r\n" + moreHeaders
                    + "Transfer-Encoding: chunked\r\n\r\n");
        }

        public Exchange event(String data) throws IOException {
            return write("data: " + data + "\n\n");
        }

        public Exchange write(String text) throws IOException {
            return write(text.getBytes(StandardCharsets.UTF_8));
        }

        /** One HTTP chunk. */
        public Exchange write(byte[] bytes) throws IOException {
            raw(Integer.toHexString(bytes.length) + "\r\n");
            out.write(bytes);
            return raw("\r\n");
        }

        public void end() throws IOException {
            raw("0\r\n\r\n");
        }

        public void refuse(int status, String json) throws IOException {
            head(status, "application/json", "").write(json).end();
        }

        public Exchange raw(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return this;
        }

        /** The connection is gone, in the middle of whatever it was. */
        public void cut() throws IOException {
            socket.close();
        }

        /** Goes on when the test lets it. */
        public void await(CountDownLatch latch) throws IOException {
            try {
                if (!latch.await(30, TimeUnit.SECONDS)) {
                    throw new IOException("the test did not let the server go on");
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        /** Waits so long, or until the client closes the connection. */
        public void waitMillis(int millis) throws IOException {
            socket.setSoTimeout(millis);
            try {
                if (in.read() < 0) {
                    throw new IOException("closed");
                }
            } catch (SocketTimeoutException e) {
                // as it should be
            }
        }

        /** Says nothing more until the client closes the connection; false when it does not within 5 s. */
        public boolean isLeft() throws IOException {
            socket.setSoTimeout(5_000);
            try {
                return in.read() < 0;
            } catch (SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                return true;
            }
        }
    }
}
