package dev.trunkline.phone.twilio;

import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.http.WebSocketEndpoint.Accept;
import dev.trunkline.net.http.WebSocketEndpoint.Decision;
import dev.trunkline.net.http.WebSocketEndpoint.Later;
import dev.trunkline.net.http.WebSocketEndpoint.Refuse;
import dev.trunkline.phone.CarrierEvents;
import dev.trunkline.phone.twilio.StreamTokens.Admitted;
import dev.trunkline.phone.twilio.StreamTokens.Redemption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Decides who may open a media stream: Twilio, with the token of a call that has just rung. Thread-safe. */
final class MediaEndpoint {

    static final String PATH = "/twilio/media";
    private static final int MAX_MESSAGE_BYTES = 64 * 1024; // a media message has about 300

    private final TwilioSettings settings;
    private final CarrierEvents bridge;
    private final WebhookGate gate;
    private final StreamTokens tokens;
    private final DrainHandover handover;

    MediaEndpoint(
            TwilioSettings settings,
            CarrierEvents bridge,
            WebhookGate gate,
            StreamTokens tokens,
            DrainHandover handover) {
        this.settings = settings;
        this.bridge = bridge;
        this.gate = gate;
        this.tokens = tokens;
        this.handover = handover;
    }

    void contribute(Routes.Builder routes) {
        routes.webSocket(PATH + "/{token}", this::withToken);
        if (settings.authToken() == null) {
            routes.webSocket(PATH, this::withoutToken);
        }
    }

    private Decision withToken(HttpRequest request) {
        // The stranger first: whoever cannot sign must not use up somebody's token.
        String stranger = gate.handshakeStranger(request);
        if (stranger != null) {
            return refuse(stranger, request);
        }
        CompletableFuture<Decision> decision = tokens.redeem(request.pathParameter("token"))
                .thenCompose(redemption -> decide(redemption, request))
                .toCompletableFuture();
        return decision.isDone() ? decision.join() : new Later(decision);
    }

    private CompletionStage<Decision> decide(Redemption redemption, HttpRequest request) {
        if (redemption instanceof Admitted admitted) {
            StreamGrant grant = admitted.grant();
            // What an earlier stream on another node left behind must be known when this one begins.
            return bridge.recollect(grant.callSid(), "")
                    .thenApply(done -> new Accept(new MediaStreamHandler(bridge, grant, handover), MAX_MESSAGE_BYTES));
        }
        return CompletableFuture.completedFuture(refuse(((StreamTokens.Refused) redemption).reason(), request));
    }

    private Decision withoutToken(HttpRequest request) {
        String stranger = gate.handshakeStranger(request);
        return stranger == null
                ? new Accept(new MediaStreamHandler(bridge, null, handover), MAX_MESSAGE_BYTES)
                : refuse(stranger, request);
    }

    private Decision refuse(String reason, HttpRequest request) {
        return new Refuse(gate.refuse(403, reason, request));
    }
}
