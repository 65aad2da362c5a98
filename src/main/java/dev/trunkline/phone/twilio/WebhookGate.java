package dev.trunkline.phone.twilio;

import dev.trunkline.net.HttpEndpoint;
import dev.trunkline.net.HttpRequest;
import dev.trunkline.net.HttpResponse;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
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
    private static final long LOG_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final TwilioSettings settings;
    private final @Nullable TwilioSignature signature;
    private final CallDesk desk;
    private final LongSupplier clockNanos;
    private final AtomicLong lastLoggedNanos;

    WebhookGate(TwilioSettings settings, CallDesk desk, LongSupplier clockNanos) {
        this.settings = settings;
        this.desk = desk;
        this.clockNanos = clockNanos;
        this.lastLoggedNanos = new AtomicLong(clockNanos.getAsLong() - LOG_EVERY_NANOS);
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
            return refuse(400, "malformed");
        }
        String stranger = stranger(request, form);
        if (stranger != null) {
            return refuse(403, stranger);
        }
        String callSid = form.get("CallSid");
        return Sids.isSid(callSid) ? webhook.answer(callSid, form, request) : refuse(400, "malformed");
    }

    private @Nullable String stranger(HttpRequest request, Form form) {
        if (signature == null) {
            return request.loopback() ? null : "not_loopback";
        }
        String claimed = request.header(TwilioSignature.HEADER);
        if (claimed == null) {
            return "unsigned";
        }
        String url = settings.url(request.rawUri());
        return signature.isWebhook(url, form.parameters(), request.body(), claimed) ? null : "bad_signature";
    }

    /** Why a handshake is not Twilio's, or null. */
    @Nullable
    String handshakeStranger(HttpRequest request) {
        if (!isOriginOurs(request.header("Origin"))) {
            return "origin";
        }
        if (signature == null) {
            return request.loopback() ? null : "not_loopback";
        }
        String claimed = request.header(TwilioSignature.HEADER);
        if (claimed == null) {
            return "unsigned";
        }
        return signature.isHandshake(settings.webSocketUrl(request.rawUri()), claimed) ? null : "bad_signature";
    }

    /** Twilio sends none. A browser does, and a page from elsewhere must not open streams on its user's machine. */
    private boolean isOriginOurs(@Nullable String origin) {
        if (origin == null) {
            return true;
        }
        try {
            URI uri = URI.create(origin);
            boolean isLocal = settings.authToken() == null
                    && List.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(uri.getHost()));
            return isLocal
                    || String.valueOf(uri.getAuthority())
                            .equals(settings.publicUrl().getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Counts a refusal, logs one now and then, and says no more than the status. */
    HttpResponse refuse(int status, String reason) {
        desk.rejected(reason);
        long nowNanos = clockNanos.getAsLong();
        long lastNanos = lastLoggedNanos.get();
        if (nowNanos - lastNanos >= LOG_EVERY_NANOS && lastLoggedNanos.compareAndSet(lastNanos, nowNanos)) {
            LOG.atWarn().addKeyValue("reason", reason).log("request refused");
        }
        return HttpResponse.text(status, status == 403 ? "forbidden" : "bad request");
    }
}
