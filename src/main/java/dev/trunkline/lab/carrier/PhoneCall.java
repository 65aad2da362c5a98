package dev.trunkline.lab.carrier;

import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.carrier.twiml.Callee;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call to be placed to a number of our account. Immutable.
 *
 * @param voiceWebhook what Twilio asks what to do with the call
 * @param from the caller's number
 * @param to the called number
 * @param script what the caller does
 * @param callees who can be dialled, by number; {@link Callee#EVERYBODY_ELSE} stands for all others, without it they fail
 * @param maxDurationMillis the carrier ends the call after this
 * @param statusCallback told at the end; null: nobody is
 */
public record PhoneCall(
        URI voiceWebhook,
        String from,
        String to,
        CallerScript script,
        Map<String, Callee> callees,
        long maxDurationMillis,
        @Nullable URI statusCallback) {

    /** Twilio's own limit: four hours. */
    private static final long LONGEST_MILLIS = 14_400_000;

    public PhoneCall {
        callees = Map.copyOf(callees);
    }

    /** A call from somewhere to somewhere that dials nobody. */
    public static PhoneCall to(URI voiceWebhook, CallerScript script) {
        return new PhoneCall(voiceWebhook, "+14155550100", "+18005550199", script, Map.of(), LONGEST_MILLIS, null);
    }

    public PhoneCall withNumbers(String callerNumber, String calledNumber) {
        return new PhoneCall(
                voiceWebhook, callerNumber, calledNumber, script, callees, maxDurationMillis, statusCallback);
    }

    public PhoneCall withCallees(Map<String, Callee> people) {
        return new PhoneCall(voiceWebhook, from, to, script, people, maxDurationMillis, statusCallback);
    }

    public PhoneCall withMaxDuration(long millis) {
        return new PhoneCall(voiceWebhook, from, to, script, callees, millis, statusCallback);
    }

    public PhoneCall withStatusCallback(URI url) {
        return new PhoneCall(voiceWebhook, from, to, script, callees, maxDurationMillis, url);
    }
}
