/** Hume's own SDK as the engine's client. */
@NullMarked
package dev.trunkline.sdk;

import org.jspecify.annotations.NullMarked;
