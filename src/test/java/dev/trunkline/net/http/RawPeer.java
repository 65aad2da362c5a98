package dev.trunkline.net.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Locale;

/** A peer that sends exactly the bytes it is told to, and reads what comes back. */
public final class RawPeer implements AutoCloseable {

    public static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final byte[] MASK = {0x11, 0x22, 0x33, 0x44};

    private final Socket socket;

    public RawPeer(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
    }

    /** One frame of RFC 6455. */
    public record Frame(int opcode, String text) {
        public int closeCode() {
            return text.charAt(0) << 8 | text.charAt(1);
        }
    }

    /** Status, head and body of a response. */
    public record Response(int status, String head, String body) {}

    public static String upgrade(String path, String... furtherHeaders) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Key: " + KEY + "\r\nSec-WebSocket-Version: 13\r\n"
                + String.join("", furtherHeaders) + "\r\n";
    }

    /** Sends a text, in which {@code {port}} stands for that of the server. */
    public RawPeer send(String text) throws IOException {
        return send(text.replace("{port}", String.valueOf(socket.getPort())).getBytes(ISO_8859_1));
    }

    public RawPeer send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** A masked frame; {@code firstByte} has the FIN bit, reserved bits and the opcode. */
    public RawPeer sendFrame(int firstByte, String payload) throws IOException {
        return send(frame(firstByte, payload.getBytes(ISO_8859_1)));
    }

    public static byte[] frame(int firstByte, byte[] payload) {
        var out = new ByteArrayOutputStream();
        out.write(firstByte);
        if (payload.length < 126) {
            out.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            out.write(0x80 | 126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        } else {
            out.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) payload.length >> shift));
            }
        }
        out.writeBytes(MASK);
        for (int i = 0; i < payload.length; i++) {
            out.write(payload[i] ^ MASK[i % 4]);
        }
        return out.toByteArray();
    }

    public Frame readFrame() throws IOException {
        int first = readByte();
        int length = readByte();
        if (length == 126) {
            length = readByte() << 8 | readByte();
        } else if (length == 127) {
            read(4); // no frame here has more than two gigabytes
            length = readByte() << 24 | readByte() << 16 | readByte() << 8 | readByte();
        }
        return new Frame(first & 0xF, read(length));
    }

    /** A response's head alone, as it comes after HEAD. */
    public String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) readByte());
        }
        return head.toString();
    }

    public Response readResponse() throws IOException {
        String head = readHead();
        String lower = head.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length:");
        int length = at < 0
                ? 0
                : Integer.parseInt(
                        lower.substring(at + 15, lower.indexOf('\r', at)).strip());
        return new Response(Integer.parseInt(head.substring(9, 12)), head, read(length));
    }

    /** Whether {@link #close} was not called yet. Any thread. */
    public boolean isOpen() {
        return !socket.isClosed();
    }

    /** Whether the peer has closed, without having sent anything; throws when the connection is broken. */
    public boolean hasEnded() throws IOException {
        socket.setSoTimeout(1);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(20_000);
        }
    }

    /** Everything until the peer closes. */
    public String readToEnd() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    private int readByte() throws IOException {
        int value = socket.getInputStream().read();
        if (value < 0) {
            throw new EOFException("the peer has closed");
        }
        return value;
    }

    private String read(int length) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readNBytes(length), ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
