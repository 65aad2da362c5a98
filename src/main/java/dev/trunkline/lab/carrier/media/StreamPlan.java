package dev.trunkline.lab.carrier.media;

import java.net.URI;
import java.util.Map;

/**
 * A media stream to be opened. Immutable.
 *
 * @param url as it is dialled and signed
 * @param name what {@code StreamName} says
 * @param headers of the handshake
 * @param parameters {@code customParameters} of the start message
 */
public record StreamPlan(
        String streamSid,
        String accountSid,
        String callSid,
        URI url,
        String name,
        Map<String, String> headers,
        Map<String, String> parameters) {}
