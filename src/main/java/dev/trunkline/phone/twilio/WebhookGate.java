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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in what Twilio signed, or, where no auth token is configured, what comes from this machine. Everybody else learns
 * nothing but the status. Thread-safe.
 */
final class WebhookGate {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookGate.class);
    private static final int MAX_PARAMETERS = 512; // Twilio sends about 40; a form cut here fails its signature

    private final TwilioSettings settings;
    private final CarrierEvents bridge;
    private final @Nullable TwilioSignature signature;
    private final Refusals refusals;

    WebhookGate(TwilioSettings settings, CarrierEvents bridge) {
        this.settings = settings;
        this.bridge = bridge;
        this.refusals = new Refusals(bridge::rejected);
        this.signature = settings.authToken() == null
                ? null
                : new TwilioSignature(settings.authToken(), settings.secondaryAuthToken());
    }

    /** Answers one kind of webhook that has been let in. */
    interface Webhook {
        HttpResponse answer(String callSid, Form form, HttpRequest request);

        /** The call that it is about, of which has to be known what other nodes know. */
        default String about(String callSid, HttpRequest request) {
            return callSid;
        }

        /** What has to be known before it is answered, and is waited for; null for what other nodes know of the call. */
        default @Nullable CompletionStage<Void> known(String callSid, Form form, HttpRequest request) {
            return null;
        }
    }

    /** The webhook's parameters; an absent one is empty. */
    record Form(Map<String, List<String>> parameters) {
        String get(String name) {
            return parameters.getOrDefault(name, List.of("")).get(0);
        }

        /** Who is at the other end: who calls, or whom we have called. */
        String theirs() {
            return isPlacedByUs() ? get("To") : get("From");
        }

        /** Our end: the number that was called, or that we call from. */
        String ours() {
            return isPlacedByUs() ? get("From") : get("To");
        }

        private boolean isPlacedByUs() {
            return get("Direction").equals("outbound-api");
        }
    }

    HttpEndpoint webhook(Webhook webhook) {
        return (request, reply) -> admit(webhook, request, reply);
    }

    private void admit(Webhook webhook, HttpRequest request, HttpEndpoint.Reply reply) {
        Form form;
        try {
            form = new Form(
                    new QueryStringDecoder(request.bodyText(), StandardCharsets.UTF_8, false, MAX_PARAMETERS, true)
                            .parameters());
        } catch (IllegalArgumentException e) {
            reply.send(refuse(400, "malformed", request));
            return;
        }
        String stranger = stranger(request, form);
        String callSid = form.get("CallSid");
        if (stranger != null) {
            reply.send(refuse(403, stranger, request));
        } else if (!TwilioSids.isSid(callSid)) {
            reply.send(refuse(400, "malformed", request));
        } else {
            answer(webhook, callSid, form, request, reply);
        }
    }

    private void answer(Webhook webhook, String callSid, Form form, HttpRequest request, HttpEndpoint.Reply reply) {
        CompletionStage<Void> own = webhook.known(callSid, form, request);
        CompletableFuture<Void> known = (own == null
                        ? bridge.recollect(webhook.about(callSid, request), form.theirs())
                        : own)
                .toCompletableFuture();
        if (known.isDone()) {
            reply.send(webhook.answer(callSid, form, request));
            return;
        }
        known.whenComplete((done, failure) -> reply.send(late(webhook, callSid, form, request)));
    }

    /** Not on the connection's loop, where a bug would be answered for us. */
    private static HttpResponse late(Webhook webhook, String callSid, Form form, HttpRequest request) {
        try {
            return webhook.answer(callSid, form, request);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("callSid", callSid).setCause(e).log("webhook failed");
            return HttpResponse.text(500, "internal error");
        }
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
