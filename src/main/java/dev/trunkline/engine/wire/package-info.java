/**
 * The messages of the EVI chat protocol as a server sees them, and nothing else: no state, no threads, no sockets. Fields
 * are those of Hume's newest published schema (the .NET SDK of June 2026).
 */
@NullMarked
package dev.trunkline.engine.wire;

import org.jspecify.annotations.NullMarked;
