package dev.trunkline.net.connection;

import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.EncoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.timeout.TimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Whose doing it is that a connection failed: what a peer or the network can cause is no bug, and gets no stack trace. */
public enum PeerTrouble {
    /** The connection went away, was never made, or TLS failed on it. */
    LOST,
    /** The peer sent what the protocol does not allow; Netty's codec has answered with the right close code. */
    VIOLATION,
    /** None of the peer's: something of ours is broken. */
    NONE;

    private static final int MAX_CHARACTERS = 200;

    /** By what a pipeline's {@code exceptionCaught}, or a failed connect, was given. */
    public static PeerTrouble of(Throwable cause) {
        if (isLoss(cause)
                || (cause instanceof CodecException && cause.getCause() != null && isLoss(cause.getCause()))) {
            return LOST;
        }
        boolean decodes = cause instanceof CodecException && !(cause instanceof EncoderException);
        return decodes || cause instanceof WebSocketHandshakeException ? VIOLATION : NONE;
    }

    private static boolean isLoss(Throwable cause) {
        return cause instanceof IOException
                || cause instanceof PrematureChannelClosureException // in the middle of a message
                || cause instanceof TimeoutException;
    }

    /** What happened in a few words, with the address where it is known: {@code connection refused localhost/127.0.0.1:9}. */
    public static String describe(Throwable failure) {
        Throwable inner = failure instanceof CodecException ? failure.getCause() : null;
        Throwable cause = inner == null ? failure : inner;
        String message = cause.getMessage() == null ? "" : cause.getMessage();
        String words;
        if (cause instanceof ConnectException) {
            words = lowerCaseFirst(message).replaceFirst(": /?", " ");
        } else if (cause instanceof UnknownHostException) {
            words = "unknown host " + message;
        } else if (cause instanceof SSLException) {
            words = "TLS failed: " + message;
        } else if (cause instanceof ClosedChannelException) {
            words = "connection closed";
        } else if (cause instanceof PrematureChannelClosureException) {
            words = "connection lost inside a message";
        } else if (cause instanceof IOException && !message.isEmpty()) {
            words = lowerCaseFirst(message);
        } else {
            words = cause.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message);
        }
        return words.length() <= MAX_CHARACTERS ? words : words.substring(0, MAX_CHARACTERS);
    }

    private static String lowerCaseFirst(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }
}
