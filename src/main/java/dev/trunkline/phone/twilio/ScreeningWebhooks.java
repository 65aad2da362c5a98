package dev.trunkline.phone.twilio;

import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import dev.trunkline.phone.CarrierEvents;
import dev.trunkline.phone.twilio.SignedLinks.Link;
import dev.trunkline.phone.twilio.WebhookGate.Form;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A person who is dialled hears who calls, and, if it is asked for, takes the call with a key before the caller is put through: whoever
 * presses another one, or none, leaves the caller where he was (docs "TwiML Voice: Number", its {@code url}; a {@code <Hangup>} there
 * ends the person's own leg). A mailbox presses nothing. Thread-safe.
 */
final class ScreeningWebhooks {

    static final String SCREEN = "/twilio/screen";
    static final String SCREENED = "/twilio/screened";

    private static final String ACCEPT = "1";
    private static final String DECLINE = "2";
    private static final String PROMPT = "Press " + ACCEPT + " to take the call, or " + DECLINE + " to decline.";
    private static final int SECONDS = 6; // for the key, after each of two prompts
    private static final int MAX_REMEMBERED = 10_000;
    private static final long REMEMBERED_NANOS =
            TimeUnit.MINUTES.toNanos(2); // until the dial is over, which is at once

    private final TwilioSettings settings;
    private final CarrierEvents bridge;
    private final WebhookGate gate;
    private final SignedLinks links;
    private final ExpiringCache<String> declined;

    ScreeningWebhooks(
            TwilioSettings settings,
            CarrierEvents bridge,
            WebhookGate gate,
            SignedLinks links,
            LongSupplier clockNanos) {
        this.settings = settings;
        this.bridge = bridge;
        this.gate = gate;
        this.links = links;
        this.declined = new ExpiringCache<>(MAX_REMEMBERED, REMEMBERED_NANOS, clockNanos);
    }

    void contribute(Routes.Builder routes) {
        routes.http("POST", TwilioWebhooks.WHISPER, gate.webhook(new OfThePersonsLeg(this::whisper)))
                .http("POST", SCREEN, gate.webhook(new OfThePersonsLeg(this::screen)))
                .http("POST", SCREENED, gate.webhook(new OfThePersonsLeg(this::screened)));
    }

    /** The dial is over: whether the person did not want the caller. Whoever is dialled next has not been asked. */
    boolean wasDeclined(Link dialled) {
        return declined.forget(key(dialled)) != null;
    }

    private static String key(Link link) {
        return link.callSid() + " " + link.attempt();
    }

    private HttpResponse whisper(Link link, Form form) {
        return TwilioWebhooks.xml(Twiml.say(bridge.whisper(link.callSid())));
    }

    private HttpResponse screen(Link link, Form form) {
        return asks(bridge.whisper(link.callSid()), link);
    }

    private HttpResponse asks(String words, Link link) {
        String keyUrl = settings.url(links.pathAndQuery(SCREENED, link.callSid(), link.attempt()));
        declined.put(key(link), ""); // until a key says otherwise: also for who hangs up
        return TwilioWebhooks.xml(Twiml.screen(words, PROMPT, keyUrl, SECONDS));
    }

    private HttpResponse screened(Link link, Form form) {
        String key = form.get("Digits");
        if (key.equals(ACCEPT)) {
            return TwilioWebhooks.xml(Twiml.say("")); // an empty document puts the caller through
        }
        return key.equals(DECLINE) ? TwilioWebhooks.xml(Twiml.hangUp()) : asks("", link);
    }

    private interface Answer {
        HttpResponse to(Link link, Form form);
    }

    /** Twilio asks in the name of the person's own leg; whose call it is stands in the link. */
    private final class OfThePersonsLeg implements WebhookGate.Webhook {

        private final Answer source;

        OfThePersonsLeg(Answer source) {
            this.source = source;
        }

        @Override
        public String about(String legSid, HttpRequest request) {
            Link link = links.read(request);
            return link == null ? legSid : link.callSid();
        }

        @Override
        public HttpResponse answer(String legSid, Form form, HttpRequest request) {
            @Nullable Link link = links.read(request);
            return link == null ? gate.refuse(403, "bad_link", request) : source.to(link, form);
        }
    }
}
