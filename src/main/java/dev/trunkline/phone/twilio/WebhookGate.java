package dev.trunkline.phone.twilio;

import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Refusals;
import dev.trunkline.phone.CarrierEvents;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets in what Twilio signed, or, where no auth token is configured, what comes from this machine. Everybody else learns
 * nothing but the status. Thread-safe.
 */
final class WebhookGate {

    private static final int MAX_PARAMETERS = 512; // Twilio sends about 40; a form cut here fails its signature

    private final TwilioSettings settings;
    private final @Nullable TwilioSignature signature;
    private final Refusals refusals;

    WebhookGate(TwilioSettings settings, CarrierEvents bridge) {
        this.settings = settings;
        this.refusals = new Refusals(bridge::rejected);
        this.signature = settings.authToken() == null
                ? null
                : new TwilioSignature(settings.authToken(), settings.secondaryAuthToken());
    }

    /** Answers one kind of webhook that has been let in. */
    interface Webhook {
        HttpResponse answer(String callSid, Form form, HttpRequest request);
    }

    /** The webhook's parameters; an absent one is empty. */
    record Form(Map<String, List<String>> parameters) {
        String get(String name) {
            return parameters.getOrDefault(name, List.of("")).get(0);
        }
    }

    HttpEndpoint webhook(Webhook webhook) {
        return (request, reply) -> reply.send(admit(webhook, request));
    }

    private HttpResponse admit(Webhook webhook, HttpRequest request) {
        Form form;
        try {
            form = new Form(
                    new QueryStringDecoder(request.bodyText(), StandardCharsets.UTF_8, false, MAX_PARAMETERS, true)
                            .parameters());
        } catch (IllegalArgumentException e) {
            return refuse(400, "malformed", request);
        }
        String stranger = stranger(request, form);
        if (stranger != null) {
            return refuse(403, stranger, request);
        }
        String callSid = form.get("CallSid");
        return TwilioSids.isSid(callSid) ? webhook.answer(callSid, form, request) : refuse(400, "malformed", request);
    }

    private @Nullable String stranger(HttpRequest request, Form form) {
        if (signature == null) {
            return unsignedStranger(request);
        }
        String claimed = request.header(TwilioSignature.HEADER);
        if (claimed == null) {
            return "unsigned";
        }
        String url = settings.url(request.rawUri());
        return signature.isWebhook(url, form.parameters(), request.body(), claimed) ? null : "bad_signature";
    }

    /** Why a handshake is not Twilio's, or null. Whose page it comes from has been looked at before. */
    @Nullable
    String handshakeStranger(HttpRequest request) {
        if (signature == null) {
            return unsignedStranger(request);
        }
        String claimed = request.header(TwilioSignature.HEADER);
        if (claimed == null) {
            return "unsigned";
        }
        return signature.isHandshake(settings.webSocketUrl(request.rawUri()), claimed) ? null : "bad_signature";
    }

    /**
     * Where nothing can be verified, this machine alone is served; and whoever has given a public URL has let something in
     * that passes on what strangers ask.
     */
    private @Nullable String unsignedStranger(HttpRequest request) {
        return settings.isLocal() ? request.sender().stranger() : "no_auth_token";
    }

    /** Counts and logs a refusal, says no more than the status, and gives the connection up. */
    HttpResponse refuse(int status, String reason, HttpRequest request) {
        return refusals.note(
                reason,
                request.sender(),
                HttpResponse.text(status, status == 403 ? "forbidden" : "bad request")
                        .closing());
    }
}
