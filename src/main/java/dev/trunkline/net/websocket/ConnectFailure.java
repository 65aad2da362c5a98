package dev.trunkline.net.websocket;

import dev.trunkline.net.connection.PeerTrouble;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Why a WebSocket could not be opened, or broke. Immutable.
 *
 * @param status of the HTTP answer that was no handshake, or 0 when there was none
 * @param asksToWait whether that answer says when to come again ({@code Retry-After})
 * @param isForGood whether nobody is there by that name, or nobody who can be believed: trying again changes nothing
 * @param detail for logs; holds no key
 */
public record ConnectFailure(int status, boolean asksToWait, boolean isForGood, String detail) {

    private static final int SWITCHING = 101;
    private static final int UNAUTHORISED = 401;
    private static final int FORBIDDEN = 403;

    /** By what the future of {@link WebSocketClient#connect} or {@code exceptionCaught} was given. */
    public static ConnectFailure of(Throwable failure) {
        HttpResponse answer =
                failure instanceof WebSocketClientHandshakeException handshake ? handshake.response() : null;
        if (answer == null) {
            return new ConnectFailure(0, false, isForGood(failure), describe(failure, 0));
        }
        int status = answer.status().code();
        boolean asksToWait = answer.headers().contains(HttpHeaderNames.RETRY_AFTER);
        return new ConnectFailure(status, asksToWait, false, describe(failure, status));
    }

    /** Whether our credentials are not accepted. */
    public boolean isUnauthorised() {
        return status == UNAUTHORISED || status == FORBIDDEN;
    }

    private static String describe(Throwable failure, int status) {
        return switch (status) {
            case 0 -> PeerTrouble.describe(failure);
            case SWITCHING -> "handshake answered with a wrong Sec-WebSocket-Accept, Upgrade or Connection";
            default -> "handshake answered with status " + status;
        };
    }

    private static boolean isForGood(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SslHandshakeTimeoutException) {
                return false;
            }
            // A wrong certificate stays wrong, and we never go on without one.
            if (cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException) {
                return true;
            }
            if (cause instanceof UnknownHostException) {
                return saysThereIsNone(String.valueOf(cause.getMessage()));
            }
        }
        return false;
    }

    /**
     * Whether there is no such name, or no address of it (EAI_NONAME, EAI_NODATA), in the words of glibc, musl, macOS and Windows. All
     * else is trouble of the lookup: EAI_AGAIN, too many open files, what our own resolver says; and the bare name, which is all that the
     * JDK says of a lookup that has failed within the last ten seconds, whatever the reason was.
     */
    private static boolean saysThereIsNone(String message) {
        return message.contains("not known")
                || message.contains("host is known")
                || message.contains("No address associated")
                || message.contains("does not resolve")
                || message.contains("no usable address");
    }
}
