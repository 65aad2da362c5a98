/**
 * Wiring: the one place where adapters meet ports. May import everything but commands. Start reading at
 * {@link dev.trunkline.app.Trunkline}; the engine is put together by {@link dev.trunkline.app.EmbeddedEngine}.
 */
@NullMarked
package dev.trunkline.app;

import org.jspecify.annotations.NullMarked;
