/**
 * The EVI client: messages, codec, connection. May import the port {@code ai}, the network and the clock; nothing of the carrier
 * or of the engine, which has a codec of its own. Start at {@link dev.trunkline.ai.evi.EviConnector}, then {@code EviChat}: one
 * chat; {@code EviLeg}: what the call asks; {@code EviReporter}: what the call is told.
 */
@NullMarked
package dev.trunkline.ai.evi;

import org.jspecify.annotations.NullMarked;
