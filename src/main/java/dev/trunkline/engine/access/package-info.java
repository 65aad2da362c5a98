/** Who may use the engine: API keys, and the access tokens they are exchanged for. Knows no chat. */
@NullMarked
package dev.trunkline.engine.access;

import org.jspecify.annotations.NullMarked;
