/**
 * One media stream from Twilio's end, and the telephone line behind it: playout, marks, frames of 20 ms. Start at {@link
 * dev.trunkline.lab.carrier.media.SimulatedStream}. Imports the caller, the telephone and the network, and nothing of the
 * carrier.
 */
@NullMarked
package dev.trunkline.lab.carrier.media;

import org.jspecify.annotations.NullMarked;
