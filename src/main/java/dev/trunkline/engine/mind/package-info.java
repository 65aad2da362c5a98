/** What the engine's agent thinks: a port, and a scripted model that needs no network. Knows no wire and no threads. */
@NullMarked
package dev.trunkline.engine.mind;

import org.jspecify.annotations.NullMarked;
