/**
 * The messages of the EVI chat protocol as a server sees them, and nothing else: no state, no threads, no sockets. Fields
 * are those of Hume's newest published schema (the .NET SDK of June 2026). May import the records of {@code engine.mind} that
 * settings carry, and no codec of the bridge. Start at {@link dev.trunkline.engine.wire.ClientMessage} and
 * {@link dev.trunkline.engine.wire.ServerMessage}.
 */
@NullMarked
package dev.trunkline.engine.wire;

import org.jspecify.annotations.NullMarked;
