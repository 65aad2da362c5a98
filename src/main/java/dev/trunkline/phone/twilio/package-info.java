/** The carrier: TwiML webhooks, Media Streams, signatures, REST. The only user of the Twilio SDK. */
@NullMarked
package dev.trunkline.phone.twilio;

import org.jspecify.annotations.NullMarked;
