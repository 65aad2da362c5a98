/**
 * The carrier: TwiML webhooks, Media Streams, signatures, REST. The only user of the Twilio SDK. Imports {@code phone},
 * {@code net}, {@code audio}, {@code time}; never a call, never another carrier. Start reading at
 * {@link dev.trunkline.phone.twilio.TwilioCarrier}; a frame arrives at {@link dev.trunkline.phone.twilio.MediaStreamHandler}.
 */
@NullMarked
package dev.trunkline.phone.twilio;

import org.jspecify.annotations.NullMarked;
