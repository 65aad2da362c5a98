/**
 * What Twilio says and takes over HTTP: webhooks, signatures, status callbacks, the Calls resource. Start at {@link
 * dev.trunkline.lab.carrier.rest.CarrierWebhooks}. Imports the network, and nothing of the carrier.
 */
@NullMarked
package dev.trunkline.lab.carrier.rest;

import org.jspecify.annotations.NullMarked;
