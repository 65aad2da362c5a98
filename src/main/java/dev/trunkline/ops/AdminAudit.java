package dev.trunkline.ops;

import dev.trunkline.net.http.BodySource;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.PeerFailures;
import dev.trunkline.net.http.WebSocketEndpoint;
import dev.trunkline.ops.Operators.Operator;
import dev.trunkline.phone.PhoneAddress;
import dev.trunkline.telemetry.AuditLog;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What operators do, and what they may not, in the audit log. Whoever shows no good token is a stranger: of one address and one
 * reason a line in ten seconds, with the count of the others, so that nobody fills a disk from outside. Thread-safe.
 */
final class AdminAudit {

    private static final String NOBODY = "unknown";
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final Pattern SID = Pattern.compile("CA[0-9a-f]{1,32}");

    private final AuditLog audit = new AuditLog();
    private final PeerFailures strangers = new PeerFailures(System::nanoTime);

    /** The reply, noted when it is given. */
    HttpEndpoint.Reply of(HttpEndpoint.Reply reply, Role least, String action, Operator operator, HttpRequest request) {
        return new HttpEndpoint.Reply() {
            @Override
            public void send(HttpResponse response) {
                done(least, action, operator, request, response.status());
                reply.send(response);
            }

            @Override
            public void send(HttpResponse head, BodySource body) {
                done(least, action, operator, request, head.status());
                reply.send(head, body);
            }
        };
    }

    private void done(Role least, String action, Operator operator, HttpRequest request, int status) {
        String peer = request.sender().address();
        LoggingEventBuilder line = least == Role.VIEWER
                ? audit.looks(action, operator.name(), peer, status)
                : audit.operator(action, operator.name(), peer, status);
        line.addKeyValue("role", operator.role().label())
                .addKeyValue("callSid", callSid(request))
                .addKeyValue("number", number(request))
                .log(AuditLog.ADMIN);
    }

    /** Whose data somebody wants, masked; null for nobody's. */
    private static @Nullable String number(HttpRequest request) {
        String number = request.pathParameters().get("number");
        return number == null ? null : PhoneAddress.of(number).masked();
    }

    /** Somebody opens a socket, or is told why not. */
    void opened(
            Role least, String action, Operator operator, HttpRequest request, WebSocketEndpoint.Decision decision) {
        int status = decision instanceof WebSocketEndpoint.Refuse refused
                ? refused.response().status()
                : SWITCHING_PROTOCOLS;
        done(least, action, operator, request, status);
    }

    /** Null for none, and for what is no sid: whatever somebody has typed. */
    private static @Nullable String callSid(HttpRequest request) {
        String inPath = request.pathParameters().get("sid");
        String sid = inPath == null ? request.queryValue("call") : inPath;
        return sid != null && SID.matcher(sid).matches() ? sid : null;
    }

    /**
     * Notes somebody who may not.
     *
     * @param operator null for whoever shows no good token
     * @return whether strangers at that address ask so often that they are told to stop; a good token is always heard
     */
    boolean refused(String action, @Nullable Operator operator, HttpRequest request, String reason, int status) {
        String peer = request.sender().address();
        PeerFailures.Noted noted = operator == null ? strangers.note(peer, reason) : PeerFailures.Noted.TOLD;
        if (noted.isTold()) {
            audit.operator(action, operator == null ? NOBODY : operator.name(), peer, status)
                    .addKeyValue(
                            "role", operator == null ? null : operator.role().label())
                    .addKeyValue("callSid", operator == null ? null : callSid(request))
                    .addKeyValue("reason", reason)
                    .addKeyValue("leftOut", noted.leftOut() == 0 ? null : noted.leftOut())
                    .log(AuditLog.ADMIN);
        }
        return noted.isFlood();
    }
}
