package dev.trunkline.phone;

import java.util.Map;

/**
 * A call whose sound has begun to flow. Immutable.
 *
 * @param callSid the carrier's name of the call; lives as long as the call, across streams
 * @param streamSid the carrier's name of this stream of the call
 * @param from who calls, E.164 or whatever the carrier knows ("anonymous", "client:x"); personal data
 * @param to the number that was called
 * @param parameters further facts that the webhook attached to the stream
 */
public record IncomingCall(String callSid, String streamSid, String from, String to, Map<String, String> parameters) {
    public IncomingCall {
        parameters = Map.copyOf(parameters);
    }
}
