/**
 * Twilio, simulated: calls to a webhook, TwiML, Media Streams, REST. Start at {@link
 * dev.trunkline.lab.carrier.SimulatedCarrier}, then {@code LiveCall}. May import its three parts (below it: {@code twiml},
 * {@code media}, {@code rest}), the caller, the telephone and the network; no codec of the bridge.
 */
@NullMarked
package dev.trunkline.lab.carrier;

import org.jspecify.annotations.NullMarked;
