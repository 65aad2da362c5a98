package dev.trunkline.phone.twilio;

import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import dev.trunkline.phone.CarrierEvents;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.Wait;
import dev.trunkline.phone.twilio.SignedLinks.Link;
import dev.trunkline.phone.twilio.WebhookGate.Form;
import java.util.concurrent.TimeUnit;

/**
 * How a caller waits for room, without a word of ours to Twilio that it has not asked for: either it asks again at the end of
 * each pause, or it keeps him in a queue of its own, where it asks what he is to hear, and may be told that he leaves (docs "TwiML
 * Voice: Enqueue", "Leave"). Thread-safe.
 */
final class WaitingWebhooks {

    static final String WAIT = "/twilio/wait";
    static final String QUEUE = "/twilio/queue";
    static final String LEFT = "/twilio/left";

    private static final String QUEUE_NAME = "trunkline";

    private final TwilioSettings settings;
    private final CarrierEvents bridge;
    private final WebhookGate gate;
    private final SignedLinks links;
    private final IdempotentAnswers answers;
    private final Documents documents;

    /** Puts whatever comes after waiting into a document. */
    interface Documents {
        IdempotentAnswers.Answer document(CarrierInstruction step, Form form, String callSid, int streams);
    }

    WaitingWebhooks(
            TwilioSettings settings,
            CarrierEvents bridge,
            WebhookGate gate,
            SignedLinks links,
            IdempotentAnswers answers,
            Documents documents) {
        this.settings = settings;
        this.bridge = bridge;
        this.gate = gate;
        this.links = links;
        this.answers = answers;
        this.documents = documents;
    }

    void contribute(Routes.Builder routes) {
        routes.http("POST", WAIT, gate.webhook(this::waits))
                .http("POST", QUEUE, gate.webhook(this::queued))
                .http("POST", LEFT, gate.webhook(this::left));
    }

    /** What a caller gets who begins to wait. */
    String begin(Wait wait, String callSid) {
        return settings.hold().isQueued()
                ? Twiml.enqueue(wait.words(), QUEUE_NAME, url(QUEUE, callSid, 0), url(LEFT, callSid, 0))
                : goOn(wait, callSid, 1);
    }

    /** @param times how often he has been told to */
    private String goOn(Wait wait, String callSid, int times) {
        TwilioSettings.Hold hold = settings.hold();
        return Twiml.waiting(wait.words(), hold.askEverySeconds(), hold.music(), url(WAIT, callSid, times));
    }

    private String url(String path, String callSid, int times) {
        return settings.url(links.pathAndQuery(path, callSid, times));
    }

    /** A pause is over. How many there were bounds the waiting on whichever node is asked. */
    private HttpResponse waits(String callSid, Form form, HttpRequest request) {
        Link link = links.read(request, callSid);
        if (link == null) {
            return gate.refuse(403, "bad_link", request);
        }
        long waitedMillis = TimeUnit.SECONDS.toMillis(
                (long) link.attempt() * settings.hold().askEverySeconds());
        return answers.to(TwilioWebhooks.asked("wait " + link, form, request), () -> {
            CarrierInstruction step = ask(callSid, form, waitedMillis);
            return step instanceof Wait wait
                    ? new IdempotentAnswers.Answer(TwilioWebhooks.xml(goOn(wait, callSid, link.attempt() + 1)))
                    : documents.document(step, form, callSid, 0);
        });
    }

    /** What somebody in the queue hears next; all the same URL, and an answer given twice does no harm. */
    private HttpResponse queued(String callSid, Form form, HttpRequest request) {
        Link link = links.read(request, callSid);
        if (link == null) {
            return gate.refuse(403, "bad_link", request);
        }
        TwilioSettings.Hold hold = settings.hold();
        return TwilioWebhooks.xml(
                ask(callSid, form, queueMillis(form)) instanceof Wait wait
                        ? Twiml.waiting(wait.words(), hold.askEverySeconds(), hold.music(), null)
                        : Twiml.leave());
    }

    /** Somebody has left the queue: because we said so, or by hanging up, or because Twilio would not have him there. */
    private HttpResponse left(String callSid, Form form, HttpRequest request) {
        Link link = links.read(request, callSid);
        if (link == null) {
            return gate.refuse(403, "bad_link", request);
        }
        return answers.to(TwilioWebhooks.asked("left " + link, form, request), () -> {
            if (form.get("QueueResult").equals("hangup")) {
                bridge.completed(callSid);
                return new IdempotentAnswers.Answer(TwilioWebhooks.xml(Twiml.hangUp()));
            }
            CarrierInstruction step = ask(callSid, form, queueMillis(form));
            // A queue that is full or fails is not tried again, or this would go round without a pause.
            return step instanceof Wait wait && !form.get("QueueResult").equals("leave")
                    ? new IdempotentAnswers.Answer(TwilioWebhooks.xml(goOn(wait, callSid, 1)))
                    : documents.document(step, form, callSid, 0);
        });
    }

    private CarrierInstruction ask(String callSid, Form form, long waitedMillis) {
        return bridge.waits(new CarrierEvents.Waiting(callSid, form.theirs(), form.ours(), waitedMillis));
    }

    /** Twilio counts in seconds; what is no number is no time. */
    private static long queueMillis(Form form) {
        String seconds = form.get("QueueTime");
        return seconds.matches("[0-9]{1,6}") ? TimeUnit.SECONDS.toMillis(Long.parseLong(seconds)) : 0;
    }
}
