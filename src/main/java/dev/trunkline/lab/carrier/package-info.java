/** Twilio, simulated: webhooks, TwiML, Media Streams and the REST calls, in code of its own. */
@NullMarked
package dev.trunkline.lab.carrier;

import org.jspecify.annotations.NullMarked;
