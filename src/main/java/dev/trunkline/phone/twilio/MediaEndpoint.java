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

/**
 * Decides who may open a media stream: Twilio, with the token of a call that has just rung, and a browser with that of a softphone.
 * Thread-safe.
 */
final class MediaEndpoint {

    static final String PATH = "/twilio/media";
    private static final int MAX_MESSAGE_BYTES = 64 * 1024; // a media message has about 300

    private final TwilioSettings settings;
    private final CarrierEvents bridge;
    private final WebhookGate gate;
    private final StreamTokens tokens;
    private final TwilioSoftphones softphones;
    private final DrainHandover handover;
    private final DrainHandover nobodyToTell;

    /**
     * @param handover what the carrier is told before a stream of its is left
     * @param nobodyToTell the same for softphones, which have no carrier
     */
    MediaEndpoint(
            TwilioSettings settings,
            CarrierEvents bridge,
            WebhookGate gate,
            StreamTokens tokens,
            TwilioSoftphones softphones,
            DrainHandover handover,
            DrainHandover nobodyToTell) {
        this.settings = settings;
        this.bridge = bridge;
        this.gate = gate;
        this.tokens = tokens;
        this.softphones = softphones;
        this.handover = handover;
        this.nobodyToTell = nobodyToTell;
    }

    void contribute(Routes.Builder routes) {
        routes.webSocket(PATH + "/{token}", this::withToken);
        if (settings.authToken() == null) {
            routes.webSocket(PATH, this::withoutToken);
        }
    }

    /** Adds the streams of softphones alone, for a port that no carrier reaches. */
    void contributeSoftphones(Routes.Builder routes) {
        routes.webSocket(
                PATH + "/{token}",
                request -> TwilioSoftphones.isToken(request.pathParameter("token"))
                        ? ofSoftphone(request)
                        : refuse("unknown_token", request));
    }

    /** Whom the API has let in has a token; a browser cannot sign. */
    private Decision ofSoftphone(HttpRequest request) {
        return decided(softphones
                .redeem(request.pathParameter("token"))
                .thenCompose(redemption -> decide(redemption, request, nobodyToTell)));
    }

    private Decision withToken(HttpRequest request) {
        if (TwilioSoftphones.isToken(request.pathParameter("token"))) {
            return ofSoftphone(request);
        }
        // The stranger first: whoever cannot sign must not use up somebody's token.
        String stranger = gate.handshakeStranger(request);
        if (stranger != null) {
            return refuse(stranger, request);
        }
        return decided(tokens.redeem(request.pathParameter("token"))
                .thenCompose(redemption -> decide(redemption, request, handover)));
    }

    private static Decision decided(CompletionStage<Decision> stage) {
        CompletableFuture<Decision> decision = stage.toCompletableFuture();
        return decision.isDone() ? decision.join() : new Later(decision);
    }

    private CompletionStage<Decision> decide(Redemption redemption, HttpRequest request, DrainHandover before) {
        if (redemption instanceof Admitted admitted) {
            StreamGrant grant = admitted.grant();
            // What an earlier stream on another node left behind must be known when this one begins.
            return bridge.recollect(grant.callSid(), "")
                    .thenApply(done -> new Accept(new MediaStreamHandler(bridge, grant, before), MAX_MESSAGE_BYTES));
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
